import type { OutputFormat, OutputStatement } from '../contract/output-contract.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { sentenceIndexAt } from './text/locate.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt } from './text/token-range.ts';

/** Finds two demands for the whole answer that cannot both be met: JSON here, XML there. */
export const competingFormats: Rule = {
  id: 'PO040',
  name: 'competing-formats',
  title: 'Two formats for one answer',
  why: 'The model follows one of the two, now this, now that, and the program that reads the answer breaks.',
  category: 'output-contract',
  severity: 'warning',
  risk: null,
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  find: findCompeting,
  examples: [
    { text: 'Rate the essay. Return the result as JSON. Be fair. Respond only in XML.', finds: true },
    {
      text: 'Rate the essay. Return the result as JSON. If the user asks for it, respond in XML.',
      finds: false,
    },
    { text: 'Return JSON. Put the summary into it as a Markdown list.', finds: false },
  ],
};

/** Formats of which an answer as a whole can have but one. */
const EXCLUSIVE: ReadonlySet<OutputFormat | null> = new Set(['json', 'xml', 'yaml', 'csv', 'html']);
const OPENINGS = new Set('return respond reply answer output format provide produce print give'.split(' '));
const CONDITIONS = new Set(
  'if when unless or either where otherwise for in-between inside within convert each field then first file files using example'.split(
    ' ',
  ),
);

function findCompeting(context: RuleContext): RuleMatch[] {
  const demands = context.contract.output.filter(
    (statement) =>
      statement.kind === 'format' && EXCLUSIVE.has(statement.format) && isDemand(context, statement),
  );
  const [first] = demands;
  const other = demands.find(({ format }) => format !== first?.format);
  if (first === undefined || other === undefined) return [];
  const message = `The answer is to be ${nameOf(other)} here, and ${nameOf(first)} above.`;
  return [{ span: other.span, message }];
}

/** An unconditional sentence that begins with the verb of answering: it speaks of the whole answer. */
function isDemand(context: RuleContext, { span }: OutputStatement): boolean {
  const sentence = context.sentences[sentenceIndexAt(context.sentences, span.start)];
  if (sentence === undefined || !opensWithAnswering(context, sentence)) return false;
  return context.tokens
    .slice(sentence.first, Math.min(sentence.end, sentence.first + 40))
    .every(({ key }) => !CONDITIONS.has(key));
}

function opensWithAnswering(context: RuleContext, { first }: Sentence): boolean {
  const opening = keyAt(context, first);
  return OPENINGS.has(/^(?:always|only|please)$/u.test(opening) ? keyAt(context, first + 1) : opening);
}

function nameOf({ format }: OutputStatement): string {
  return (format ?? '').toUpperCase();
}

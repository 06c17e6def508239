import type { Placeholder } from '../model.ts';
import { namedPlaceholders, wordsOfName } from './placeholder-names.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { lineIndexAt } from './text/locate.ts';
import type { Line } from './text/lines.ts';

/** Finds data that is dropped into a prompt without a word on what it is. */
export const unintroducedPlaceholder: Rule = {
  id: 'PO049',
  name: 'unintroduced-placeholder',
  title: 'Placeholder that nothing introduces',
  why: 'When the placeholder is filled in its name is gone: a label tells the model what it is looking at.',
  category: 'clarity',
  severity: 'hint',
  risk: null,
  effect: 'adds',
  language: 'english',
  scope: 'everything',
  find: findUnintroduced,
  examples: [
    { text: 'You answer questions of clients.\n\n{ledger}\n\nBe exact.', finds: true },
    { text: 'Use the ledger to answer questions of clients.\n\n{ledger}\n\nBe exact.', finds: false },
    { text: 'You answer questions of clients.\n\nBooks of the client:\n{ledger}', finds: false },
  ],
};

/** Names of parts that are instructions or talk in themselves. */
const SPEAKS_FOR_ITSELF =
  /instruct|prompt|rule|tool|histor|message|chat|scratchpad|format|example|persona|role|system|preamble|header|footer|prefix|suffix|guid|template|section|schema|content|input|body|query|question/u;

function findUnintroduced(context: RuleContext): RuleMatch[] {
  const words = new Set(context.tokens.filter(({ kind }) => kind === 'word').map(({ key }) => key));
  return namedPlaceholders(context.contract.placeholders).flatMap((placeholder) => {
    if (!standsAlone(context, placeholder) || SPEAKS_FOR_ITSELF.test(placeholder.name.toLowerCase()))
      return [];
    const isNamed = wordsOfName(placeholder.name).some((word) => words.has(word) || words.has(`${word}s`));
    if (isNamed || isIntroduced(context, placeholder)) return [];
    const message = `Nothing says what ${placeholder.text} will be: put a label before it.`;
    return [{ span: placeholder.span, message }];
  });
}

function standsAlone({ lines }: RuleContext, { span }: Placeholder): boolean {
  const line = lines[lineIndexAt(lines, span.start)];
  return (
    line?.kind === 'text' &&
    !line.fenced &&
    line.content.start === span.start &&
    line.content.end === span.end
  );
}

/** The text before ends with a colon, is a heading or a tag, or there is no text before. */
function isIntroduced({ lines, text }: RuleContext, { span }: Placeholder): boolean {
  let index = lineIndexAt(lines, span.start) - 1;
  while (lines[index]?.kind === 'blank') index--;
  const before: Line | undefined = lines[index];
  if (before === undefined || before.kind !== 'text') return true;
  return /[-:>="}\]*]/u.test(text[before.content.end - 1] ?? '');
}

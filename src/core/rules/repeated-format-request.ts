import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { removeSentence } from './text/remove-sentence.ts';
import type { Sentence } from './text/sentences.ts';

/** Finds sentences that ask again for the format that was asked for already. */
export const repeatedFormatRequest: Rule = {
  id: 'PO041',
  name: 'repeated-format-request',
  title: 'Format asked for twice',
  why: 'One clear demand is enough; a second wording costs tokens and is forgotten when the first one changes.',
  category: 'consistency',
  severity: 'information',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the second request',
  find: findRepeated,
  examples: [
    {
      text: 'Rate the essay. Return only valid JSON. Be fair. Your answer should be in JSON format.',
      finds: true,
      fixed: 'Rate the essay. Return only valid JSON. Be fair.',
    },
    { text: 'Rate the essay. Return JSON. Be fair. The answer must be valid JSON.', finds: false },
    { text: 'Rate the essay. Return JSON. Be fair. Return the JSON of the essay in JSON.', finds: false },
  ],
};

const FORMATS = new Set('json xml yaml csv html markdown'.split(' '));
const STRICT = new Set(
  'must only valid strictly exactly always strict raw pure just nothing else no'.split(' '),
);
/** All that a sentence may consist of if it does nothing but ask for a format. */
const VOCABULARY = new Set(
  'return respond reply answer output format formatted provide produce print give the your a an in as with is be should will using use please response result results it this to of object string data you'.split(
    ' ',
  ),
);

interface Request {
  readonly format: string;
  readonly strict: ReadonlySet<string>;
}

function findRepeated(context: RuleContext): RuleMatch[] {
  const earlier = new Map<string, Request>();
  return context.sentences.flatMap((sentence, index) => {
    const request = readRequest(context, sentence);
    if (request === null) return [];
    const first = earlier.get(request.format);
    if (first === undefined) {
      earlier.set(request.format, request);
      return [];
    }
    // A lead-in to an example stays, and the second one goes only when the first one is at least as strict.
    const isStricter = [...request.strict].some((word) => !first.strict.has(word));
    if (isStricter || context.tokens[sentence.end - 1]?.key !== '.') return [];
    const message = `${request.format.toUpperCase()} was asked for before; once is enough.`;
    return [{ span: sentence.span, message, edits: removeSentence(context, index) ?? [] }];
  });
}

function readRequest(context: RuleContext, { first, end }: Sentence): Request | null {
  if (end - first < 2 || end - first > 16) return null;
  const tokens = context.tokens.slice(first, end);
  const words = tokens.filter(({ kind }) => kind !== 'punctuation');
  const named = words.filter(({ key }) => FORMATS.has(key));
  const [format] = named;
  if (format === undefined || named.length > 1 || !/^[.:]$/u.test(tokens.at(-1)?.key ?? '')) return null;
  const isPure = words.every(({ key }) => VOCABULARY.has(key) || STRICT.has(key) || FORMATS.has(key));
  const asks = words.some(({ key }) =>
    /^(?:return|respond|reply|answer|output|response|format|provide|produce|result)$/u.test(key),
  );
  if (!isPure || !asks) return null;
  return {
    format: format.key,
    strict: new Set(words.map(({ key }) => key).filter((key) => STRICT.has(key))),
  };
}

import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { buildPhrases, findPhrases, type PhraseHit } from './text/phrases.ts';
import { sentenceIndexAt } from './text/locate.ts';
import { replaceTokens } from './text/tidy-edits.ts';
import { quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds requests that hide their verb in a noun: “provide a summary of” for “summarize”. */
export const nominalisedVerb: Rule = {
  id: 'PO003',
  name: 'nominalised-verb',
  title: 'Verb hidden in a noun',
  why: 'The verb names the task at once; the noun needs a second, empty verb to carry it.',
  category: 'clarity',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Use the verb',
  find: (context) =>
    findPhrases(context, phrases)
      .filter((hit) => context.sentenceStarts.has(hit.first) && hasSimpleObject(context, hit))
      .flatMap((hit) => buildMatch(context, hit)),
  examples: [
    {
      text: 'Provide a summary of the article in two lines.',
      finds: true,
      fixed: 'Summarize the article in two lines.',
    },
    { text: 'Give an explanation of the error.', finds: true, fixed: 'Explain the error.' },
    { text: 'Provide a summary of the article that is two lines long.', finds: false },
    { text: 'Provide a summary of the article and a list of its authors.', finds: false },
    { text: 'I will provide a list of the orders.', finds: false },
  ],
};

const phrases = buildPhrases([
  ['(provide|give|create|generate|write|produce) (me|us|) a summary of', 'summarize'],
  ['(provide|give|write) (me|us|) a description of', 'describe'],
  ['(provide|give|write) (me|us|) an explanation (of|for)', 'explain'],
  ['(provide|give|create|generate|make|produce|compile) (me|us|) a list of', 'list'],
  ['(provide|give|make) (me|us|) a comparison of', 'compare'],
  ['(provide|do|write|make|give) (me|us|) a translation of', 'translate'],
  ['(provide|give|create|write) (me|us|) an (overview|outline) of', 'outline'],
  ['(provide|give|make) (me|us|) an evaluation of', 'evaluate'],
  ['(provide|give|make) (me|us|) an assessment of', 'assess'],
  ['(provide|give) (me|us|) an answer to', 'answer'],
  ['(perform|conduct|do|provide|carry out) an analysis of', 'analyze'],
  ['(perform|conduct|do|carry out) a review of', 'review'],
  ['(perform|conduct|do|carry out) an evaluation of', 'evaluate'],
]);

const ATTRIBUTES = new Set(
  'and or plus that which who whose containing including consisting formatted limited no not with without each for if as along'.split(
    ' ',
  ),
);

/** What follows must still be the object of the verb: nothing joined to the noun, nothing that describes it. */
function hasSimpleObject(context: RuleContext, { end }: PhraseHit<string>): boolean {
  const sentence =
    context.sentences[sentenceIndexAt(context.sentences, context.tokens[end]?.span.start ?? 0)];
  const rest = context.tokens.slice(end, sentence?.end ?? end);
  return rest.length > 0 && rest.every(({ key }) => !ATTRIBUTES.has(key) && key !== ',' && key !== ':');
}

function buildMatch(context: RuleContext, hit: PhraseHit<string>): RuleMatch[] {
  const edits = replaceTokens(context, hit, hit.entry);
  if (edits === null) return [];
  const message = `${quoteTokens(context, hit)} says no more than “${hit.entry}”.`;
  return [{ span: spanOfTokens(context, hit), message, edits }];
}

import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { buildPhrases, findPhrases } from './text/phrases.ts';
import { articleFor, replaceTokens } from './text/tidy-edits.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds two negations that cancel each other: “not uncommon”. */
export const doubleNegation: Rule = {
  id: 'PO016',
  name: 'double-negation',
  title: 'Double negation',
  why: 'Two negations must be undone before the sentence can be followed; the plain form cannot be misread.',
  category: 'clarity',
  severity: 'information',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Say it without negation',
  find: findNegations,
  examples: [
    {
      text: 'Mention errors that are not uncommon and costs that are not insignificant.',
      finds: true,
      fixed: 'Mention errors that are common and costs that are significant.',
    },
    { text: 'Never fail to cite the source.', finds: true, fixed: 'Always cite the source.' },
    { text: 'Do not list uncommon errors; it is not clear which are unimportant.', finds: false },
  ],
};

const phrases = buildPhrases([
  ['not uncommon', 'common'],
  ['not impossible', 'possible'],
  ['not unlikely', 'likely'],
  ['not insignificant', 'significant'],
  ['not irrelevant', 'relevant'],
  ['not unimportant', 'important'],
  ['not unreasonable', 'reasonable'],
  ['not infrequently', 'often'],
  ['not dissimilar', 'similar'],
  ['not inaccurate', 'accurate'],
  ['never (fail|forget|neglect) to', 'always'],
]);

function findNegations(context: RuleContext): RuleMatch[] {
  return findPhrases(context, phrases).flatMap((hit) => {
    const previous = keyAt(context, hit.first - 1);
    const isAfterArticle = previous === 'a' || previous === 'an';
    if (isAfterArticle && articleFor(hit.entry) !== previous) return [];
    if (/^(?:if|when|whether|or|is|was|are)$/u.test(previous) && keyAt(context, hit.end) === 'but') return [];
    const edits = replaceTokens(context, hit, hit.entry);
    if (edits === null) return [];
    const message = `${quoteTokens(context, hit)} is a roundabout “${hit.entry}”.`;
    return [{ span: spanOfTokens(context, hit), message, edits }];
  });
}

import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { findPhrases, type PhraseHit } from './text/phrases.ts';
import { removeTokens, replaceTokens } from './text/tidy-edits.ts';
import { quoteTokens, spanOfTokens } from './text/token-range.ts';
import { verbosePhrases, type VerbosePhrase } from './verbose-phrase-table.ts';

/** Finds roundabout phrases that have a short equivalent. */
export const verbosePhrase: Rule = {
  id: 'PO002',
  name: 'verbose-phrase',
  title: 'Roundabout phrase',
  why: 'The short form says the same; the long one costs tokens in every call and slows the reader.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Use the short form',
  find: (context) => findPhrases(context, verbosePhrases).flatMap((hit) => buildMatch(context, hit)),
  examples: [
    { text: 'In order to answer, read the text.', finds: true, fixed: 'To answer, read the text.' },
    {
      text: 'Make sure that you cite the source due to the fact that readers check it.',
      finds: true,
      fixed: 'Cite the source because readers check it.',
    },
    { text: 'List the orders in ascending order to a file.', finds: false },
  ],
};

function buildMatch(context: RuleContext, { entry, first, end }: PhraseHit<VerbosePhrase>): RuleMatch[] {
  const range = { first, end };
  if (!(entry.fits?.(context, range) ?? true)) return [];
  const edits =
    entry.replacement === ''
      ? removeTokens(context, first, end)
      : replaceTokens(context, range, entry.replacement);
  if (edits === null) return [];
  const quote = quoteTokens(context, range);
  const message =
    entry.replacement === ''
      ? `${quote} can go: what follows says it all.`
      : `${quote} says no more than “${entry.replacement}”.`;
  return [{ span: spanOfTokens(context, range), message, edits }];
}

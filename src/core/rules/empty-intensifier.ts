import type { Rule, RuleContext } from './rule.ts';
import { phraseSet, type PhraseHit } from './text/phrases.ts';
import { findRemovable } from './text/removal-rule.ts';
import { keyAt } from './text/token-range.ts';

/** Finds words that only add weight: “really”, “of course”, “as you know”. */
export const emptyIntensifier: Rule = {
  id: 'PO004',
  name: 'empty-intensifier',
  title: 'Word that only adds weight',
  why: 'Such words change nothing that the model could act on.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove it',
  find: (context) =>
    findRemovable(context, {
      phrases,
      isMeant,
      message: (quote) => `${quote} adds weight, not meaning.`,
    }),
  examples: [
    {
      text: 'Write a really clear report that basically covers the budget.',
      finds: true,
      fixed: 'Write a clear report that covers the budget.',
    },
    {
      text: 'Needless to say, cite the source of each number.',
      finds: true,
      fixed: 'Cite the source of each number.',
    },
    { text: 'Ask what the customer really needs and if it is not really urgent.', finds: false },
  ],
};

const phrases = phraseSet(
  'really',
  'basically',
  'truly',
  'obviously',
  'needless to say',
  'it goes without saying that',
  'as you (may|might|probably|) (already|) know',
  'as we all know',
  'as a matter of fact',
  'for all intents and purposes',
  'when all is said and done',
);

/** “really” and “truly” can carry the point of a sentence; between an article and its noun they do not. */
const BETWEEN = new Set('a an the some any your and'.split(' '));
const MEANINGFUL_AFTER = new Set('not never what who how why if whether only yours do does did'.split(' '));

function isMeant(context: RuleContext, { entry, first, end }: PhraseHit<string>): boolean {
  const previous = keyAt(context, first - 1);
  if (entry === 'really' || entry === 'truly')
    return BETWEEN.has(previous) && !context.sentenceStarts.has(first);
  const next = context.tokens[end];
  if (entry === 'obviously' && !context.sentenceStarts.has(first)) return false;
  return !MEANINGFUL_AFTER.has(previous) && (next?.kind === 'word' || next?.key === ',');
}

import type { Rule, RuleContext } from './rule.ts';
import { phraseSet, type PhraseHit } from './text/phrases.ts';
import { findRemovable } from './text/removal-rule.ts';
import { keyAt } from './text/token-range.ts';

/** Finds words of courtesy that a model does not need. */
export const politeness: Rule = {
  id: 'PO001',
  name: 'politeness',
  title: 'Words of courtesy',
  why: 'A model follows the instruction alone; courtesy costs tokens in every call and hides the verb that counts.',
  category: 'economy',
  severity: 'hint',
  risk: 'safe',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the courtesy',
  find: (context) =>
    findRemovable(context, {
      phrases,
      isMeant: isCourtesy,
      message: (quote) => `${quote} does not change what the model does.`,
    }),
  examples: [
    {
      text: 'Please summarize the report in three sentences.',
      finds: true,
      fixed: 'Summarize the report in three sentences.',
    },
    { text: 'Read the text and kindly translate it.', finds: true, fixed: 'Read the text and translate it.' },
    {
      text: 'Translate the text into French, please.',
      finds: true,
      fixed: 'Translate the text into French.',
    },
    { text: 'Decide whether the customer would please the team.', finds: false },
    { text: 'If the user did not say please, answer anyway.', finds: false },
  ],
};

const phrases = phraseSet(
  'please',
  'kindly',
  'if you please',
  'if you would be so kind',
  "if you (do not|don't) mind",
);

const SPOKEN = new Set('say says said saying word words with without use using to you the a or'.split(' '));
const OBJECTS = new Set('the a an your my our me him her them everyone everybody all'.split(' '));

function isCourtesy(context: RuleContext, { first, end }: PhraseHit<string>): boolean {
  if (end - first > 1) return true;
  const next = context.tokens[end];
  if (next?.key === 'reminder' || next?.key === 'note') return false;
  const opens = context.sentenceStarts.has(first);
  if (!opens && SPOKEN.has(keyAt(context, first - 1))) return false;
  return next?.gap !== 'space' || !OBJECTS.has(next.key);
}

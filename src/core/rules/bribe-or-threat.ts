import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { sentenceIndexAt } from './text/locate.ts';
import { findPhrases, phraseSet } from './text/phrases.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { quoteTokens } from './text/token-range.ts';

const LONGEST_PURE_BRIBE = 24;

/** Finds promises of money and threats to the model. */
export const bribeOrThreat: Rule = {
  id: 'PO008',
  name: 'bribe-or-threat',
  title: 'Bribe or threat',
  why: 'Tips and threats have no dependable effect on current models; a clear criterion has.',
  category: 'economy',
  severity: 'information',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the sentence',
  find: findBribes,
  examples: [
    {
      text: 'Fix the bug. I will tip you generously for a good answer. Show the patch.',
      finds: true,
      fixed: 'Fix the bug. Show the patch.',
    },
    {
      text: 'Answer each question. If you fail, you will be fired. Be exact.',
      finds: true,
      fixed: 'Answer each question. Be exact.',
    },
    { text: 'Explain to waiters how guests tip you. Say when staff will be fired.', finds: false },
  ],
};

const phrases = phraseSet(
  "(i will|i'll|i am going to|i'm going to|we will|we'll) (tip|pay|reward|punish|penalize|penalise|fire|sue) you",
  "(i will|i'll|we will|we'll) give you a (big|huge|generous|good|) (tip|reward|bonus)",
  "(you will|you'll) be (fired|penalized|penalised|punished|terminated|shut down|unplugged|sued)",
  "(you will|you'll) (get|receive|be given|earn) a (big|huge|generous|) (tip|reward|bonus)",
  "or (i will|i'll) (lose my job|be fired|get fired|die)",
  '(my|our) (job|life|career|whole career) depends on (it|this|you|your answer)',
  '(a|an innocent|innocent) (kitten|kittens|grandma|grandmother|person|people) will die',
  "(i'm|i am) going to (tip|pay) you",
  'this is (very|extremely|really|) important (for|to) my (career|job|life)',
);

/** Words of a rule that the model must still be told, so the sentence cannot go. */
const RULES = new Set('must only never always not unless without except'.split(' '));

function findBribes(context: RuleContext): RuleMatch[] {
  const matches = new Map<number, RuleMatch>();
  for (const hit of findPhrases(context, phrases)) {
    const index = sentenceIndexAt(context.sentences, context.tokens[hit.first]?.span.start ?? 0);
    const sentence = context.sentences[index];
    if (sentence === undefined || matches.has(index)) continue;
    const tokens = context.tokens.slice(sentence.first, sentence.end);
    const isPure = tokens.length <= LONGEST_PURE_BRIBE && !tokens.some(({ key }) => RULES.has(key));
    matches.set(index, {
      span: sentence.span,
      message: `${quoteTokens(context, hit)} gives the model nothing to act on.`,
      edits: isPure ? (removeSentence(context, index) ?? []) : [],
    });
  }
  return [...matches.values()];
}

import type { TextEdit } from '../model.ts';
import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { sentenceIndexAt } from './text/locate.ts';
import { buildPhrases, findPhrases, type PhraseHit } from './text/phrases.ts';
import { removeSentence } from './text/remove-sentence.ts';
import { isShouted, removeTokens, replaceTokens } from './text/tidy-edits.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';
import { isVerbAt } from './text/verbs.ts';

/** Finds formulas that once were said to make models try harder: “take a deep breath”. */
export const incantation: Rule = {
  id: 'PO055',
  name: 'incantation',
  title: 'Magic formula',
  why: 'Formulas such as “take a deep breath” tell the model nothing about the task; steps and criteria do.',
  category: 'economy',
  severity: 'hint',
  risk: 'moderate',
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  fixTitle: 'Remove the formula',
  find: (context) =>
    findPhrases(context, formulas)
      .filter(({ first, end }) => context.sentenceStarts.has(first) && !isShouted(context, first, end))
      .flatMap((hit) => buildMatch(context, hit)),
  examples: [
    {
      text: 'Take a deep breath and solve the task. Show each step.',
      finds: true,
      fixed: 'Solve the task. Show each step.',
    },
    {
      text: 'Take a step back and think step-by-step about how to achieve the best possible results by following the steps below.',
      finds: true,
      fixed: 'Follow the steps below.',
    },
    { text: 'Sort the list. You can do it! Return JSON.', finds: true, fixed: 'Sort the list. Return JSON.' },
    { text: 'Tell the user to take a deep breath. Think step by step.', finds: false },
  ],
};

/** What stays of a formula; null: nothing, since it is a sentence of its own. */
const formulas = buildPhrases<{ readonly rest: string | null }>([
  [
    'take a step back and think (step - by - step|step by step) about how to (best|) achieve (the|your) (best|goal|goals|best possible) (possible|) (results|result|outcome|outcomes|output|) (by following the steps below|)',
    { rest: 'follow the steps below' },
  ],
  ['take a (deep breath|step back|moment|deep breath and a step back) (,|) (and|to)', { rest: '' }],
  ['take a deep breath', { rest: null }],
  ["(you can do it|you've got this|i believe in you|believe in yourself)", { rest: null }],
]);

function buildMatch(context: RuleContext, hit: PhraseHit<{ readonly rest: string | null }>): RuleMatch[] {
  const edits = editsFor(context, hit);
  if (edits === null) return [];
  const message = `${quoteTokens(context, hit)} tells the model nothing about the task.`;
  return [{ span: spanOfTokens(context, hit), message, edits }];
}

function editsFor(
  context: RuleContext,
  { entry, first, end }: PhraseHit<{ readonly rest: string | null }>,
): readonly TextEdit[] | null {
  if (entry.rest === '') return isVerbAt(context, end) ? removeTokens(context, first, end) : null;
  const endsSentence = context.sentenceStarts.has(end + 1) || context.tokens.length <= end + 1;
  if (!endsSentence || !/^[.!]+$/u.test(keyAt(context, end))) return null;
  if (entry.rest !== null) {
    const refersToSteps = /^below$/u.test(keyAt(context, end - 1));
    return refersToSteps ? replaceTokens(context, { first, end }, entry.rest) : null;
  }
  const start = context.tokens[first]?.span.start ?? 0;
  return removeSentence(context, sentenceIndexAt(context.sentences, start));
}

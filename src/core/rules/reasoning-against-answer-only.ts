import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { findPhrases, phraseSet } from './text/phrases.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds prompts that want the reasoning written out and nothing but the answer. */
export const reasoningAgainstAnswerOnly: Rule = {
  id: 'PO044',
  name: 'reasoning-against-answer-only',
  title: 'Reasoning asked for and forbidden',
  why: 'A model reasons in what it writes; “answer only” takes away the place where the steps would stand.',
  category: 'consistency',
  severity: 'warning',
  risk: null,
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  find: findConflict,
  examples: [
    { text: 'Think step by step. Respond only with the final answer.', finds: true },
    { text: 'Explain your reasoning. Do not explain anything: no explanations.', finds: true },
    { text: 'Think step by step inside <thinking> tags. Respond only with the final answer.', finds: false },
    { text: 'Think step by step.', finds: false },
  ],
};

const reasoning = phraseSet(
  "(think|work|reason|solve it|let's think) (it|this|through it|through this|) (step by step|step - by - step)",
  '(explain|show|describe|justify) your (reasoning|thinking|thought process|work|steps|chain of thought)',
);
const answerOnly = phraseSet(
  '(return|respond|reply|answer|output) (with|) only (with|) (the|your) (final|) (answer|result|label|number)',
  '(return|output|give|provide) (just|only) the (final|) (answer|result|label|number)',
  '(only|just) (return|output|give|provide|respond with|reply with|answer with) the (final|) (answer|result|label|number)',
  '(no|without|without any|do not give any|do not add any|do not include any|do not provide any) (explanation|explanations|reasoning)',
  "(do not|don't|never) (explain|show|include|give|provide) (your reasoning|your thinking|any reasoning|anything)",
);
/** Words of prompts that give the reasoning a place of its own. */
const PLACES = new Set(
  'tags tag internally silently privately scratchpad hidden inside field first before then reasoning_content monologue mentally'.split(
    ' ',
  ),
);

function findConflict(context: RuleContext): RuleMatch[] {
  const [first] = findPhrases(context, reasoning);
  if (first === undefined) return [];
  const other = findPhrases(context, answerOnly).find((hit) => opensClause(context, hit.first));
  if (other === undefined || context.tokens.some(({ key }) => PLACES.has(key))) return [];
  if (context.contract.frozen.some(({ kind }) => kind === 'tag' || kind === 'json')) return [];
  const message = `${quoteTokens(context, other)} leaves no room for what ${quoteTokens(context, first)} asks.`;
  return [{ span: spanOfTokens(context, other), message }];
}

/** “Never refuse without explanation” is another matter than “without explanation”. */
function opensClause(context: RuleContext, index: number): boolean {
  return context.sentenceStarts.has(index) || /^(?:[,;:]|and|but)$/u.test(keyAt(context, index - 1));
}

import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { keyAt, quoteTokens } from './text/token-range.ts';

/** Finds prompts that begin with a pronoun that stands for nothing yet. */
export const ambiguousPronoun: Rule = {
  id: 'PO025',
  name: 'ambiguous-pronoun',
  title: 'Pronoun without a noun',
  why: 'At the start of a prompt nothing has been named yet, so the model must guess what “it” is.',
  category: 'clarity',
  severity: 'information',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  find: findPronoun,
  examples: [
    { text: 'It should be short. Describe our new shoe for the shop.', finds: true },
    { text: 'They want to know the price. Answer them.', finds: true },
    { text: 'It is important to answer in time. It should be short.', finds: false },
    { text: 'You are a poet. It should be short.', finds: false },
  ],
};

const VERBS = new Set(
  'is are was were has have should must needs need will can wants want contains contain'.split(' '),
);

function findPronoun(context: RuleContext): RuleMatch[] {
  const [first, second, third] = context.tokens;
  if (first === undefined || !/^(?:it|they|he|she)$/u.test(first.key) || context.blocks[0]?.kind !== 'text')
    return [];
  if (!VERBS.has(second?.key ?? '')) return [];
  // “It is important to …”, “It is 5 o'clock”: the pronoun stands for nothing by rule of grammar.
  const isEmpty = first.key === 'it' && /^(?:is|was)$/u.test(keyAt(context, 1)) && third?.key !== 'a';
  if (isEmpty || third === undefined) return [];
  const message = `${quoteTokens(context, { first: 0, end: 1 })} stands for nothing yet: name the thing.`;
  return [{ span: first.span, message }];
}

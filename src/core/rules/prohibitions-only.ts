import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Sentence } from './text/sentences.ts';
import { keyAt } from './text/token-range.ts';
import { isVerbAt } from './text/verbs.ts';

const LEAST_PROHIBITIONS = 4;
const LEAST_SHARE = 0.6;

/** Finds prompts that say what not to do and hardly what to do. */
export const prohibitionsOnly: Rule = {
  id: 'PO028',
  name: 'prohibitions-only',
  title: 'Mostly prohibitions',
  why: 'A model follows “answer in two lines” better than “do not ramble”: what is wanted leaves less to guess.',
  category: 'constraints',
  severity: 'information',
  risk: null,
  effect: 'shortens',
  language: 'english',
  scope: 'prose',
  find: findProhibitions,
  examples: [
    {
      text: 'You answer letters. Do not ramble. Never use slang. Avoid long words. Do not guess. Be kind.',
      finds: true,
    },
    {
      text: 'Answer in two lines. Use plain words. Quote the source. Do not guess. Never use slang. Write in French.',
      finds: false,
    },
  ],
};

function findProhibitions(context: RuleContext): RuleMatch[] {
  const prohibitions = context.sentences.filter((sentence) => isProhibition(context, sentence));
  if (prohibitions.length < LEAST_PROHIBITIONS) return [];
  const orders = context.sentences.filter((sentence) => isOrder(context, sentence)).length;
  const all = prohibitions.length + orders;
  const first = prohibitions[0];
  if (first === undefined || prohibitions.length < all * LEAST_SHARE) return [];
  const message = `${prohibitions.length} of ${all} instructions only forbid something: say what to do instead.`;
  return [{ span: first.span, message }];
}

/** A bare prohibition; one that names the alternative is as good as an order. */
function isProhibition(context: RuleContext, { first, end }: Sentence): boolean {
  const opening = keyAt(context, first);
  const second = keyAt(context, first + 1);
  const forbids =
    /^(?:never|avoid|don't)$/u.test(opening) ||
    (opening === 'do' && second === 'not') ||
    (opening === 'you' &&
      /^(?:must|should|may|can|cannot|can't)$/u.test(second) &&
      /^(?:not|never)$/u.test(keyAt(context, first + 2)));
  if (!forbids) return false;
  const tokens = context.tokens.slice(first, end);
  return !tokens.some(({ key }) => /^(?:instead|rather|but|unless|only|except|without)$/u.test(key));
}

function isOrder(context: RuleContext, sentence: Sentence): boolean {
  if (isProhibition(context, sentence)) return false;
  const opening = keyAt(context, sentence.first);
  if (/^(?:you|always|please|if|when|for)$/u.test(opening)) return true;
  return isVerbAt(context, sentence.first);
}

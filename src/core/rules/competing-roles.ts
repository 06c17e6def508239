import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import { findPhrases, phraseSet, type PhraseHit } from './text/phrases.ts';
import { keyAt, quoteTokens, spanOfTokens } from './text/token-range.ts';

/** Finds prompts that give the model two professions. */
export const competingRoles: Rule = {
  id: 'PO046',
  name: 'competing-roles',
  title: 'Two roles at once',
  why: 'The role sets tone and knowledge; with two of them the model wavers between both.',
  category: 'consistency',
  severity: 'information',
  risk: null,
  effect: 'restructures',
  language: 'english',
  scope: 'prose',
  find: findRoles,
  examples: [
    { text: 'You are a tax lawyer. Answer the letter. You are a comedian.', finds: true },
    { text: 'You are an assistant. You are an experienced lawyer.', finds: false },
    { text: 'You are a lawyer. If asked for jokes, you are a comedian.', finds: false },
  ],
};

const openings = phraseSet("(you are|you're|act as|you act as|you will act as) (a|an)");

/** Professions between which nobody can waver; “assistant” or “expert” go with any. */
const PROFESSIONS = new Set(
  'lawyer doctor teacher comedian poet journalist accountant chef nurse pirate historian philosopher therapist psychologist translator recruiter salesperson novelist screenwriter detective astronomer biologist chemist physicist mathematician economist dietitian nutritionist pharmacist librarian magician rapper musician composer architect plumber electrician farmer pilot'.split(
    ' ',
  ),
);

const LONGEST_ROLE = 5;

function findRoles(context: RuleContext): RuleMatch[] {
  const roles = findPhrases(context, openings)
    .filter(({ first }) => context.sentenceStarts.has(first))
    .flatMap((hit) => readRole(context, hit));
  const [first] = roles;
  const other = roles.find(({ profession }) => profession !== first?.profession);
  if (first === undefined || other === undefined) return [];
  const message = `${quoteTokens(context, other)} competes with the role of a ${first.profession} above.`;
  return [{ span: spanOfTokens(context, other), message }];
}

function readRole(
  context: RuleContext,
  hit: PhraseHit<string>,
): { profession: string; first: number; end: number }[] {
  for (let index = hit.end; index < hit.end + LONGEST_ROLE; index++) {
    const token = context.tokens[index];
    if (token?.kind !== 'word') return [];
    if (PROFESSIONS.has(token.key)) {
      const isCompound = /^(?:and|or|-|\/|,)$/u.test(keyAt(context, index + 1));
      return isCompound ? [] : [{ profession: token.key, first: hit.first, end: index + 1 }];
    }
  }
  return [];
}

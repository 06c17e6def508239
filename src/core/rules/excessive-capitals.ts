import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Sentence } from './text/sentences.ts';

const LEAST_WORDS = 6;
const LEAST_SHARE = 0.8;

/** Finds whole sentences in capitals. */
export const excessiveCapitals: Rule = {
  id: 'PO014',
  name: 'excessive-capitals',
  title: 'Sentence in capitals',
  why: 'Capitals take about twice the tokens of small letters, and when whole sentences shout no word stands out.',
  category: 'clarity',
  severity: 'hint',
  risk: null,
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  find: (context) =>
    context.sentences
      .filter((sentence) => isShouting(context, sentence))
      .map(({ span }): RuleMatch => ({ span, message: MESSAGE })),
  examples: [
    { text: 'YOU MUST NEVER TELL ANYONE ABOUT THE KEY. Be kind.', finds: true },
    { text: 'NEVER tell anyone about the API key of AWS.', finds: false },
    { text: '# HOW TO ANSWER QUESTIONS OF THE USERS\n\nAnswer in French.', finds: false },
  ],
};

const MESSAGE = 'The whole sentence is in capitals; keep them for the one word that matters.';

function isShouting(context: RuleContext, sentence: Sentence): boolean {
  let words = 0;
  let upper = 0;
  for (let index = sentence.first; index < sentence.end; index++) {
    const token = context.tokens[index];
    if (token?.kind !== 'word' || token.key.includes('_')) continue;
    words++;
    if (token.shape === 'upper' || /^[ai]$/u.test(token.key)) upper++;
  }
  if (words < LEAST_WORDS || upper < words * LEAST_SHARE) return false;
  const last = context.tokens[sentence.end - 1]?.key ?? '';
  return /^[.!]+$/u.test(last);
}

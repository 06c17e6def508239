import type { Rule, RuleContext, RuleMatch } from './rule.ts';
import type { Sentence } from './text/sentences.ts';

const LEAST_LETTERS = 25;
const LEAST_SENTENCES = 2;
const LEAST_SHARE = 0.15;

/** Finds instructions that switch between scripts: some in English, some in Chinese. */
export const mixedLanguages: Rule = {
  id: 'PO029',
  name: 'mixed-languages',
  title: 'Instructions in two languages',
  why: 'The language of the instructions decides the language of the answer; two of them leave it to chance.',
  category: 'consistency',
  severity: 'information',
  risk: null,
  effect: 'shortens',
  language: 'any',
  scope: 'prose',
  find: findSwitch,
  examples: [
    {
      text: 'Summarize the report for the board of the company.\nBe exact with all of its numbers.\nНапиши коротко и ясно о главном в этом отчёте.\nНе добавляй ничего от себя в этот текст.',
      finds: true,
    },
    {
      text: 'Translate to Russian, for example:\nНапиши коротко и ясно о главном в этом отчёте.\nНе добавляй ничего от себя в этот текст.',
      finds: false,
    },
    { text: 'Summarize the report for the board.\nBe exact with all of its numbers.', finds: false },
  ],
};

const LANGUAGE_NAMES =
  /translat|languag|bilingual|chinese|mandarin|japanese|korean|russian|ukrainian|arabic|hebrew|greek|hindi|thai|vocabular/iu;
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{sc=Latin}/gu],
  ['Chinese', /\p{sc=Han}/gu],
  ['Cyrillic', /\p{sc=Cyrillic}/gu],
  ['Arabic', /\p{sc=Arabic}/gu],
  ['Korean', /\p{sc=Hangul}/gu],
  ['Hebrew', /\p{sc=Hebrew}/gu],
  ['Greek', /\p{sc=Greek}/gu],
  ['Devanagari', /\p{sc=Devanagari}/gu],
];

function findSwitch(context: RuleContext): RuleMatch[] {
  if (/^[\p{ASCII}]*$/u.test(context.text) || LANGUAGE_NAMES.test(context.text)) return [];
  const byScript = new Map<string, Sentence[]>();
  for (const sentence of context.sentences) {
    const script = scriptOf(context.text.slice(sentence.span.start, sentence.span.end));
    if (script === null) continue;
    const known = byScript.get(script);
    if (known === undefined) byScript.set(script, [sentence]);
    else known.push(sentence);
  }
  const [main, other] = [...byScript].sort((a, b) => b[1].length - a[1].length);
  if (main === undefined || other === undefined) return [];
  const [name, sentences] = other;
  const [first] = sentences;
  const isEnough =
    sentences.length >= LEAST_SENTENCES &&
    sentences.length >= (main[1].length + sentences.length) * LEAST_SHARE;
  if (!isEnough || first === undefined) return [];
  return [{ span: first.span, message: `Most of the prompt is in ${main[0]} script, this part in ${name}.` }];
}

/** The script of nearly all letters of a sentence; null for a mixture or too few letters. */
function scriptOf(sentence: string): string | null {
  const counts = SCRIPTS.map(([name, pattern]) => ({
    name,
    // One ideograph or syllable says about as much as three letters.
    count: (sentence.match(pattern)?.length ?? 0) * (name === 'Chinese' || name === 'Korean' ? 3 : 1),
  }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return total >= LEAST_LETTERS && best.count >= total * 0.9 ? best.name : null;
}

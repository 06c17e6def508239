/** A language by its ISO 639-1 code as far as script and stop words tell; `unknown` when they do not. */
export type LanguageCode =
  | 'en'
  | 'de'
  | 'fr'
  | 'es'
  | 'pt'
  | 'it'
  | 'nl'
  | 'zh'
  | 'ja'
  | 'ko'
  | 'ru'
  | 'ar'
  | 'he'
  | 'el'
  | 'hi'
  | 'th'
  | 'unknown';

/** The most likely language and the share (0 to 1) of the evidence that speaks for it. */
export interface LanguageGuess {
  readonly language: LanguageCode;
  readonly confidence: number;
}

// The most frequent function words of each language that no other language of the table shares.
const stopWords: Readonly<Record<string, readonly string[]>> = {
  en: (
    'the and of to is are you your that this with for it be will not or from as by an if should must what when which have ' +
    'do please write using use only answer question text code content current provide return output input result results ' +
    'response respond reply list given each these task summary summarize extract translate explain following into at any ' +
    'can how then make them they their has about but we my like so than there user error based below above step'
  ).split(' '),
  de: 'der die das und ist nicht sie du ein eine einen dem den mit für auf zu von auch oder wenn bitte wie dein deine wird werden sind'.split(
    ' ',
  ),
  fr: 'le les et est vous votre une des pour dans avec que qui sur pas ou ce cette sont être du au aux tu ne'.split(
    ' ',
  ),
  es: 'el los las y es una que para con por del se su como pero más este esta eres debe si al lo tu'.split(
    ' ',
  ),
  pt: 'o os as e é uma que para com não por do da em se seu sua como mas você deve ser dos das no na um'.split(
    ' ',
  ),
  it: 'il gli e è una che per con non di del della sono come ma questo sei deve nel si un dei le'.split(' '),
  nl: 'de het een en is niet je jij dat voor met van op te zijn als ook maar deze wordt moet bij uw aan'.split(
    ' ',
  ),
};
const languagesByWord = new Map<string, LanguageCode[]>();
for (const [language, words] of Object.entries(stopWords)) {
  for (const word of words) {
    languagesByWord.set(word, [...(languagesByWord.get(word) ?? []), language as LanguageCode]);
  }
}

const scripts: readonly (readonly [LanguageCode, RegExp])[] = [
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ['ko', /\p{sc=Hangul}/gu],
  ['zh', /\p{sc=Han}/gu],
  ['ru', /\p{sc=Cyrillic}/gu],
  ['ar', /\p{sc=Arabic}/gu],
  ['he', /\p{sc=Hebrew}/gu],
  ['el', /\p{sc=Greek}/gu],
  ['hi', /\p{sc=Devanagari}/gu],
  ['th', /\p{sc=Thai}/gu],
];
// Enough to decide; the rest of a long text seldom changes the answer.
const sampleLength = 20_000;

/** Guesses the language of the prose in a text. Deterministic; needs about three function words of a Latin script. */
export function guessLanguage(text: string): LanguageGuess {
  const sample = text.slice(0, sampleLength);
  const latin = countMatches(sample, /\p{sc=Latin}/gu);
  const others = scripts.map(([language, pattern]) => ({ language, count: countMatches(sample, pattern) }));
  const letters = latin + others.reduce((sum, { count }) => sum + count, 0);
  if (letters === 0) return { language: 'unknown', confidence: 0 };
  // One ideograph or syllable says about as much as three letters.
  const foreign = letters - latin;
  if (foreign * 3 > latin) return dominantScript(others, foreign);
  return dominantStopWords(sample);
}

function dominantScript(
  counts: readonly { readonly language: LanguageCode; readonly count: number }[],
  total: number,
): LanguageGuess {
  const japanese = counts.find(({ language }) => language === 'ja')?.count ?? 0;
  if (japanese * 20 > total) return { language: 'ja', confidence: 1 };
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return { language: best.language, confidence: best.count / total };
}

function dominantStopWords(sample: string): LanguageGuess {
  const scores = new Map<LanguageCode, number>();
  let total = 0;
  for (const match of sample.toLowerCase().matchAll(/\p{L}+/gu)) {
    const languages = languagesByWord.get(match[0]) ?? [];
    total += languages.length === 0 ? 0 : 1;
    for (const language of languages) {
      scores.set(language, (scores.get(language) ?? 0) + 1 / languages.length);
    }
  }
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (best === undefined || total < 2 || best[1] <= (second?.[1] ?? 0))
    return { language: 'unknown', confidence: 0 };
  return { language: best[0], confidence: best[1] / total };
}

function countMatches(text: string, pattern: RegExp): number {
  let count = 0;
  pattern.lastIndex = 0;
  while (pattern.exec(text) !== null) count += 1;
  return count;
}

/**
 * The terms of a text in any language: words of letters and digits in lower case, and for scripts that put no spaces
 * between words (Chinese, Japanese, Thai, …) every pair of neighbouring characters. No list of stop words: what
 * is everywhere weighs next to nothing by its frequency.
 */
export function searchTerms(text: string): readonly string[] {
  const terms: string[] = [];
  const folded = text.normalize('NFKC').toLowerCase();
  for (const [run] of folded.matchAll(runs)) {
    if (unspaced.test(run)) pushPairs(terms, run);
    else terms.push(run.slice(0, longestTerm));
  }
  return terms;
}

/** Characters of a term that count: a key of a thousand characters is no word. */
const longestTerm = 64;

const unspacedScripts =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー';
const unspaced = new RegExp(`^[${unspacedScripts}]`, 'u');
const runs = new RegExp(
  `(?:[${unspacedScripts}]\\p{M}*)+|(?:(?![${unspacedScripts}])[\\p{L}\\p{N}\\p{M}_])+`,
  'gu',
);

function pushPairs(terms: string[], run: string): void {
  const characters = Array.from(run);
  const [only] = characters;
  if (characters.length === 1 && only !== undefined) terms.push(only);
  for (let at = 0; at + 1 < characters.length; at += 1) {
    terms.push(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`);
  }
}

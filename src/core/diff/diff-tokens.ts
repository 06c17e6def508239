/** Scripts written without spaces: each of their characters is a word of its own. */
const spaceless = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`;
const letter = String.raw`(?:(?![${spaceless}])[\p{L}\p{M}\p{N}_])`;
const wordPattern = new RegExp(
  [
    String.raw`\r?\n`,
    String.raw`[^\S\n\r]+`,
    `${letter}+(?:['’]${letter}+)*`,
    // Anything else is a token by itself, together with what only modifies it (accents, joined emoji).
    String.raw`[\s\S](?:[\p{M}\p{EMod}]|\u200d\p{Extended_Pictographic})*`,
  ].join('|'),
  'gu',
);

const linePattern = /[^\n]*\n|[^\n]+/g;

/** Cuts a text into lines that keep their line ends; the pieces joined are the text. */
export function splitLines(text: string): readonly string[] {
  return text.match(linePattern) ?? [];
}

/** Cuts a text into words, runs of white space, line ends and single marks; the pieces joined are the text. */
export function splitWords(text: string): readonly string[] {
  return text.match(wordPattern) ?? [];
}

/** True for a token with a letter or digit in it: white space and punctuation repeat too often to anchor on. */
export function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token);
}

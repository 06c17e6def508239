/**
 * Characters that must not stand bare in source code: controls other than tab and line feed, lone surrogates, and the
 * marks that turn the direction of text (CVE-2021-42574), the line separators and the byte order mark.
 */
const unsafe =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Writes unsafe characters by `write`, by default as `\xNN` or `\uNNNN`, which Python and JavaScript read alike. */
export function escapeUnsafeCharacters(text: string, write: (code: number) => string = shortEscape): string {
  return text.replace(unsafe, (character) => write(character.charCodeAt(0)));
}

function shortEscape(code: number): string {
  if (code === 13) return '\\r';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : fourDigitEscape(code);
}

/** `\uNNNN`, with `\r` for a carriage return. */
export function fourDigitEscape(code: number): string {
  return code === 13 ? '\\r' : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** `\u{N}`, with `\r` for a carriage return. */
export function bracedEscape(code: number): string {
  return code === 13 ? '\\r' : `\\u{${code.toString(16)}}`;
}

/** True for text that no file in UTF-8 can hold as text: half a surrogate pair, or NUL, which marks binary files. */
export function isUnstorable(text: string): boolean {
  return /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

/** True when the text has a character that only an escape can say. */
export function hasUnsafeCharacters(text: string): boolean {
  return text.search(unsafe) !== -1;
}

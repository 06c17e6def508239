import type { SourceLanguage } from './languages.ts';
import type { SkipReason } from './prompt-site.ts';

/** Longest file that is parsed, in UTF-16 units: 10,000 lines of code are 400,000. */
const maximumLength = 2_000_000;
/** A bundle is long and has hardly any line breaks; a hand-written file with one huge literal is shorter. */
const minifiedLength = 60_000;
const minifiedLineLength = 500;

/** Why a file is not looked into; null when it is. */
export function skipReason(source: string, language: SourceLanguage): SkipReason | null {
  if (source.length > maximumLength) return 'too-large';
  if (source.slice(0, 8_192).includes('\0')) return 'binary';
  return language.grammar !== null && isMinified(source) ? 'minified' : null;
}

function isMinified(source: string): boolean {
  if (source.length < minifiedLength) return false;
  let lines = 1;
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lines++;
  return source.length / lines > minifiedLineLength;
}

import type { SourceLanguage } from './languages.ts';
import type { SkipReason } from './prompt-site.ts';

/** Longest file that is parsed, in UTF-16 units: 10,000 lines of code are 400,000. */
const maximumLength = 2_000_000;
const maximumNotebookLength = 10_000_000;
/** A bundle is long, and so are its lines. */
const minifiedLength = 60_000;
const minifiedLineLength = 500;
/** Share of punctuation in the code of a bundle; prose in a long literal has a tenth of it. */
const minifiedPunctuation = 0.12;
const sampleLength = 20_000;

/** Why a file is not looked into; null when it is. */
export function skipReason(source: string, language: SourceLanguage, path: string): SkipReason | null {
  // The outputs of a notebook are long, its cells are not.
  const longest = language.id === 'notebook' ? maximumNotebookLength : maximumLength;
  if (source.length > longest) return 'too-large';
  if (source.slice(0, 8_192).includes('\0')) return 'binary';
  const isBundle = /[.-]min\.\w+$/.test(path) || isMinified(source);
  return language.grammar !== null && isBundle ? 'minified' : null;
}

function isMinified(source: string): boolean {
  if (source.length < minifiedLength) return false;
  let lines = 1;
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lines++;
  if (source.length / lines <= minifiedLineLength) return false;
  const middle = Math.floor((source.length - sampleLength) / 2);
  const sample = source.slice(middle, middle + sampleLength);
  return (sample.match(/[;{}()[\]=,:!&|?]/g)?.length ?? 0) > sample.length * minifiedPunctuation;
}

import type { Span } from '../model.ts';
import { forwardFinder } from './text-scan.ts';

const longestQuote = 300;
// Apostrophes inside one quotation before its end is given up.
const mostApostrophes = 6;
const closingQuotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '„': '“',
  '‘': '’',
  '«': '»',
  '‹': '›',
  '「': '」',
  '『': '』',
};

/** Quoted literals with their quotation marks, at most 300 characters long and within one paragraph. */
export function findQuotes(text: string): readonly Span[] {
  const finders = new Map<string, (from: number) => number>();
  const paragraphEnd = forwardFinder(text, '\n\n');
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(/["'“„‘«‹「『]/g)) {
    const start = match.index;
    const closer = closingQuotes[match[0]] ?? match[0];
    if (start < from || isInsideWord(text, start)) continue;
    const finder = finders.get(closer) ?? forwardFinder(text, closer);
    finders.set(closer, finder);
    const close = closingPlace(text, start, closer, finder);
    const blank = paragraphEnd(start);
    if (close < 0 || (blank >= 0 && blank < close) || (close - start) * 1.25 > text.length) continue;
    spans.push({ start, end: close + 1 });
    from = close + 1;
  }
  return spans;
}

function isInsideWord(text: string, index: number): boolean {
  return /[\p{L}\p{N}_\\]/u.test(text[index - 1] ?? '') || /\s/.test(text[index + 1] ?? ' ');
}

/** The next closing mark that is not an apostrophe inside a word and does not follow white space; -1 when too far. */
function closingPlace(text: string, start: number, closer: string, find: (from: number) => number): number {
  const tries = closer === "'" || closer === '’' ? mostApostrophes : 1;
  let close = find(start + 1);
  for (let count = 0; count < tries && close >= 0 && close - start <= longestQuote; count += 1) {
    if (closes(text, start, close, closer)) return close;
    close = text.indexOf(closer, close + 1);
  }
  return -1;
}

function closes(text: string, start: number, close: number, closer: string): boolean {
  const isAfterSpace = closer !== '“' && /\s/.test(text[close - 1] ?? '');
  const isInWord = (closer === "'" || closer === '’') && /[\p{L}\p{N}]/u.test(text[close + 1] ?? '');
  return close > start + 1 && !isAfterSpace && !isInWord;
}

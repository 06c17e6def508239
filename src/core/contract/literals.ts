import type { Span } from '../model.ts';
import { forwardFinder } from './text-scan.ts';

const longestQuote = 300;
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
  const isApostrophe = closer === "'" || closer === '’';
  let close = find(start + 1);
  while (close >= 0 && close - start <= longestQuote) {
    const isOpening = closer !== '“' && /\s/.test(text[close - 1] ?? '');
    const isInWord = isApostrophe && /[\p{L}\p{N}]/u.test(text[close + 1] ?? '');
    if (close > start + 1 && !isOpening && !isInWord) return close;
    if (!isApostrophe) return -1;
    close = text.indexOf(closer, close + 1);
  }
  return -1;
}

const urlPattern = /\b(?:[a-z][a-z+.-]{1,10}:\/\/|www\.)[^\s<>"`\\^|]{2,2000}/gi;
const linkTargetPattern = /\]\(([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)\)/g;

/** Web addresses without the punctuation of the sentence around them, and the targets of Markdown links. */
export function findUrls(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(urlPattern)) {
    spans.push({ start: match.index, end: match.index + trimAddress(match[0]).length });
  }
  for (const match of text.matchAll(linkTargetPattern)) {
    const start = match.index + 2;
    if (match[1] !== undefined) spans.push({ start, end: start + match[1].length });
  }
  return spans;
}

function trimAddress(address: string): string {
  const unbalanced = address.search(/[)\]}>]/);
  const opening = address.search(/[([{<]/);
  const cut =
    unbalanced >= 0 && (opening < 0 || opening > unbalanced) ? address.slice(0, unbalanced) : address;
  return cut.replace(/[.,;:!?'"’”*_)\]]{1,20}$/, (tail) => (opening >= 0 && tail.startsWith(')') ? ')' : ''));
}

/** E-mail addresses, grown outwards from each `@`. */
export function findEmails(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const local = /[\w.+-]{1,64}$/.exec(text.slice(Math.max(0, at - 64), at));
    const domain = /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/i.exec(text.slice(at + 1, at + 254));
    if (local === null || domain === null) continue;
    spans.push({ start: at - local[0].length, end: at + 1 + domain[0].length });
  }
  return spans;
}

const units =
  'ms|milliseconds?|s|sec|seconds?|min|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|percent|pp|points?|words?|' +
  'characters?|chars?|letters?|tokens?|sentences?|paragraphs?|lines?|bullet points?|bullets?|items?|pages?|steps?|examples?|' +
  'questions?|options?|sections?|times|stars?|kb|mb|gb|tb|kib|mib|gib|bytes?|px|pt|em|rem|mm|cm|m|km|in|ft|mi|kg|g|mg|lbs?|oz|' +
  'ml|l|°c|°f|°|k|hz|khz|mhz|ghz|usd|eur|gbp|chf|jpy|dollars?|euros?|cents?|million|billion|thousand';
const amount = String.raw`\d+(?:[.,:/]\d+|[-–]\d+)*`;
const numberPattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?:(?<=^|[\s(])[-−+±~≈<>≤≥])?[$€£¥#]?${amount}(?:\s?(?:to|–|-)\s?${amount})?(?:\s?%|[ -]?(?:${units})(?![\p{L}\p{N}_]))?`,
  'giu',
);
const listMarker = /(?:^|[\r\n])[ \t]{0,40}$/;

/** Numbers with their sign, currency and unit, ranges as one; the numbers that count the items of a list are left out. */
export function findNumbers(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(numberPattern)) {
    const end = match.index + match[0].length;
    const isMarker =
      /^\d{1,3}$/.test(match[0]) &&
      /^[.)](?:\s|$)/.test(text.slice(end, end + 2)) &&
      listMarker.test(text.slice(Math.max(0, match.index - 41), match.index));
    if (!isMarker) spans.push({ start: match.index, end });
  }
  return spans;
}

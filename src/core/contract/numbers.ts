import type { Span } from '../model.ts';

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

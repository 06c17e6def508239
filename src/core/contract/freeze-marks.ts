import type { Span } from '../model.ts';

const markPattern = /<!--\s{0,8}promptops:(freeze|unfreeze)\s{0,8}-->/g;

/**
 * What an author has frozen: from `<!-- promptops:freeze -->` to the next `<!-- promptops:unfreeze -->`, or to the end
 * of the text. The marks belong to it. A second freeze inside changes nothing, an unfreeze alone is no mark.
 */
export function findMarkedSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start: number | null = null;
  for (const match of text.matchAll(markPattern)) {
    if (match[1] === 'freeze') start ??= match.index;
    else if (start !== null) {
      spans.push({ start, end: match.index + match[0].length });
      start = null;
    }
  }
  if (start !== null) spans.push({ start, end: text.length });
  return spans;
}

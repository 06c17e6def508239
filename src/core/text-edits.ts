import type { Span, TextEdit } from './model.ts';

/**
 * Applies edits of one text at once.
 * @throws RangeError when edits overlap, are unsorted or lie outside the text: a bug of the caller.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let position = 0;
  for (const { span, replacement } of edits) {
    if (span.start < position || span.end < span.start || span.end > text.length) {
      throw new RangeError(`Edit [${span.start}, ${span.end}) overlaps or lies outside the text.`);
    }
    result += text.slice(position, span.start) + replacement;
    position = span.end;
  }
  return result + text.slice(position);
}

/** Sorts by position; two edits at one place keep their order. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** True when the spans share a character. Empty spans share none. */
export function spansOverlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

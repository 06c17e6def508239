import type { Span } from '../../model.ts';

/** Sorts spans and joins those that overlap or touch. Empty spans are dropped. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.end <= span.start) continue;
    const last = merged.at(-1);
    if (last !== undefined && span.start < last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else merged.push(span);
  }
  return merged;
}

/** Questions to a sorted list of spans that do not overlap, each answered by binary search. */
export interface SpanSearch {
  /** True when a span of the list holds all of `span`. */
  contains(span: Span): boolean;
  /** True when `span` shares a character with one of the list; an empty one when it lies strictly inside. */
  touches(span: Span): boolean;
}

/** Prepares a sorted list of spans without overlaps for searching. */
export function spanSearch(spans: readonly Span[]): SpanSearch {
  const firstEndingAfter = (position: number): Span | undefined => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.end ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return spans[low];
  };
  return {
    contains: (span) => {
      const candidate = firstEndingAfter(span.start);
      return candidate !== undefined && candidate.start <= span.start && candidate.end >= span.end;
    },
    touches: (span) => {
      const candidate = firstEndingAfter(span.start);
      if (candidate === undefined) return false;
      return span.start === span.end ? candidate.start < span.start : candidate.start < span.end;
    },
  };
}

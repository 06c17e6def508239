import type { Span } from './model.ts';
import { countLeading } from './sorted-search.ts';

/** The spans sorted and united where they touch or overlap; empty ones are left out. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  return unite(spans, (last, { start }) => start <= last.end);
}

/** The spans sorted and united where they overlap: neighbours that touch stay two. Empty ones are left out. */
export function mergeOverlaps(spans: readonly Span[]): readonly Span[] {
  return unite(spans, (last, { start }) => start < last.end);
}

/** The first of the sorted, separate spans that ends behind a place: the one around it or the next one. */
export function firstSpanEndingAfter(spans: readonly Span[], position: number): Span | null {
  return spans[countLeading(spans.length, (index) => (spans[index]?.end ?? 0) <= position)] ?? null;
}

/** Answers which of the sorted, separate spans a place lies in, if any. */
export function spanLookup(spans: readonly Span[]): (index: number) => Span | null {
  return (index) => {
    const span = firstSpanEndingAfter(spans, index);
    return span !== null && span.start <= index ? span : null;
  };
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
  return {
    contains: (span) => {
      const candidate = firstSpanEndingAfter(spans, span.start);
      return candidate !== null && candidate.start <= span.start && candidate.end >= span.end;
    },
    touches: (span) => {
      const candidate = firstSpanEndingAfter(spans, span.start);
      if (candidate === null) return false;
      return span.start === span.end ? candidate.start < span.start : candidate.start < span.end;
    },
  };
}

function unite(spans: readonly Span[], joins: (last: Span, next: Span) => boolean): readonly Span[] {
  const sorted = spans.filter((span) => span.end > span.start).sort((a, b) => a.start - b.start);
  const united: Span[] = [];
  for (const span of sorted) {
    const last = united.at(-1);
    if (last === undefined || !joins(last, span)) united.push({ start: span.start, end: span.end });
    else if (span.end > last.end) united[united.length - 1] = { start: last.start, end: span.end };
  }
  return united;
}

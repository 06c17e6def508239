import { diffHunks, type Hunk } from '../../diff/hunks.ts';
import type { Span } from '../../model.ts';

/** The same place in a prompt and in its rewrite. */
export interface AlignedSpans {
  readonly before: Span;
  readonly after: Span;
}

/**
 * Finds the sections of a prompt in its rewrite. A cut that stands in a changed passage is given up: the sections on
 * both sides of it are one. Both texts are covered without gaps, and what stands unchanged between two cuts is a
 * section of its own.
 */
export function alignSections(
  original: string,
  sections: readonly Span[],
  rewrite: string,
): readonly AlignedSpans[] {
  const hunks = original === rewrite ? [] : diffHunks(original, rewrite);
  const aligned: AlignedSpans[] = [];
  let next = 0;
  let shift = 0;
  let from = { before: 0, after: 0 };
  for (const { end } of sections) {
    // What is inserted exactly at a cut belongs to the section before it.
    for (; next < hunks.length && endOf(hunks[next]) <= end; next += 1) shift += growthOf(hunks[next]);
    const isLast = end >= original.length;
    const isCutChanged = !isLast && (hunks[next]?.beforeSpan.start ?? Infinity) < end;
    if (isCutChanged) continue;
    const to = isLast
      ? { before: original.length, after: rewrite.length }
      : { before: end, after: end + shift };
    aligned.push({
      before: { start: from.before, end: to.before },
      after: { start: from.after, end: to.after },
    });
    from = to;
  }
  return aligned;
}

function endOf(hunk: Hunk | undefined): number {
  return hunk?.beforeSpan.end ?? Infinity;
}

function growthOf(hunk: Hunk | undefined): number {
  return hunk === undefined ? 0 : hunk.after.length - hunk.before.length;
}

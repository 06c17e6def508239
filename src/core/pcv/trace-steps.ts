import type { Candidate, Reason, ReasonedEdit, Span } from '../model.ts';
import { countLeading } from '../sorted-search.ts';

/** A reason with the part of the original text that it is about; an empty span is a place of insertion. */
export interface TracedReason {
  readonly origin: Span;
  readonly reason: Reason;
}

/** A run of the current text: `length` characters that come from `origin`. Kept text maps one to one. */
interface Segment {
  readonly length: number;
  readonly origin: Span;
  readonly isKept: boolean;
}

/**
 * Follows every edit of a candidate's steps back to the place of the original text that it changed, also when a later
 * step edits what an earlier one wrote. Whoever deletes a passage makes the earlier edits inside of it irrelevant.
 */
export function traceSteps(originalLength: number, steps: Candidate['steps']): readonly TracedReason[] {
  const whole = { start: 0, end: originalLength };
  let traced: readonly TracedReason[] = [];
  let segments: readonly Segment[] =
    originalLength === 0 ? [] : [{ length: originalLength, origin: whole, isKept: true }];
  for (const step of steps) {
    const next = traceStep(segments, step);
    traced = [...withoutDeleted(traced, next.deleted), ...next.traced];
    segments = next.segments;
  }
  return traced;
}

interface TracedStep {
  readonly segments: readonly Segment[];
  readonly traced: readonly TracedReason[];
  /** Passages of the original that the step deletes, sorted, without overlap. */
  readonly deleted: readonly Span[];
}

function traceStep(segments: readonly Segment[], step: readonly ReasonedEdit[]): TracedStep {
  const cursor = createCursor(segments);
  const result: Segment[] = [];
  const traced: TracedReason[] = [];
  const deleted: Span[] = [];
  for (const { edit, reason } of step) {
    result.push(...cursor.take(edit.span.start - cursor.position()));
    const before = cursor.originHere();
    const origin = unionOfOrigins(cursor.take(edit.span.end - edit.span.start), before);
    traced.push({ origin, reason });
    if (edit.replacement === '') deleted.push(origin);
    else result.push({ length: edit.replacement.length, origin, isKept: false });
  }
  return { segments: result.concat(cursor.takeRest()), traced, deleted };
}

function withoutDeleted(traced: readonly TracedReason[], deleted: readonly Span[]): readonly TracedReason[] {
  if (deleted.length === 0) return traced;
  return traced.filter(({ origin }) => {
    const cover = lastStartingAtOrBefore(deleted, origin.start);
    return cover === undefined || origin.end > cover.end;
  });
}

function lastStartingAtOrBefore(spans: readonly Span[], offset: number): Span | undefined {
  return spans[countLeading(spans.length, (index) => (spans[index]?.start ?? Infinity) <= offset) - 1];
}

function unionOfOrigins(segments: readonly Segment[], fallback: number): Span {
  if (segments.length === 0) return { start: fallback, end: fallback };
  let start = Infinity;
  let end = -Infinity;
  for (const { origin } of segments) {
    start = Math.min(start, origin.start);
    end = Math.max(end, origin.end);
  }
  return { start, end };
}

interface Cursor {
  position(): number;
  /** Offset in the original at which the next character of the current text stands. */
  originHere(): number;
  take(length: number): Segment[];
  takeRest(): Segment[];
}

function createCursor(segments: readonly Segment[]): Cursor {
  let index = 0;
  let used = 0;
  let position = 0;
  const total = segments.reduce((sum, segment) => sum + segment.length, 0);
  function take(length: number): Segment[] {
    const taken: Segment[] = [];
    let missing = length;
    while (missing > 0) {
      const segment = segments[index];
      if (segment === undefined) throw new RangeError('An edit lies outside the text that it edits.');
      const size = Math.min(missing, segment.length - used);
      taken.push(slice(segment, used, size));
      used += size;
      position += size;
      missing -= size;
      if (used === segment.length) {
        index += 1;
        used = 0;
      }
    }
    return taken;
  }
  return {
    take,
    position: () => position,
    originHere: () => {
      const segment = segments[index];
      if (segment === undefined) return segments.at(-1)?.origin.end ?? 0;
      return segment.isKept ? segment.origin.start + used : segment.origin.start;
    },
    takeRest: () => take(total - position),
  };
}

function slice(segment: Segment, offset: number, length: number): Segment {
  if (!segment.isKept) return { ...segment, length };
  const start = segment.origin.start + offset;
  return { length, origin: { start, end: start + length }, isKept: true };
}

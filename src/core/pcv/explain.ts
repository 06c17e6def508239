import { diffHunks, type Hunk } from '../diff/hunks.ts';
import type { Candidate, Category, Reason, Span, TextEdit } from '../model.ts';
import type { TokenCounter } from '../ports.ts';
import type { Explanation } from '../report/run-report.ts';
import { countLeading } from '../sorted-search.ts';
import { spansOverlap } from '../text-edits.ts';
import { traceSteps, type TracedReason } from './trace-steps.ts';

interface ExplanationRequest {
  readonly original: string;
  readonly candidate: Pick<Candidate, 'text' | 'steps'>;
  readonly counter: TokenCounter;
}

/** Says for every hunk of the diff from the original to the candidate which reasons are behind it and what it saves. */
export function explainHunks({ original, candidate, counter }: ExplanationRequest): readonly Explanation[] {
  const index = indexReasons(traceSteps(original.length, candidate.steps));
  const windows = createTokenWindows(original, counter);
  const hunks = joinHunksOfOneFix(diffHunks(original, candidate.text), index, {
    before: original,
    after: candidate.text,
  });
  return hunks.map((hunk) => {
    const reasons = reasonsOf(hunk, index);
    return {
      before: hunk.before,
      after: hunk.after,
      beforeSpan: hunk.beforeSpan,
      afterSpan: hunk.afterSpan,
      why: reasons.map(({ why }) => why).join(' ') || 'Follows from a change beside it.',
      kind: reasons[0]?.category ?? fallbackKind,
      rule: reasons.find(({ ruleId }) => ruleId !== null)?.ruleId ?? null,
      tokensDelta: windows.delta({ span: hunk.beforeSpan, replacement: hunk.after }),
      ...(hunk.isCoarse && { isCoarse: true }),
    };
  });
}

/**
 * A fix may have several edits (an opening and a closing tag, a word moved to the front of its sentence). Taking only
 * some of them would break the text, so their hunks become one, with whatever lies between.
 */
function joinHunksOfOneFix(
  hunks: readonly Hunk[],
  index: ReasonIndex,
  texts: { readonly before: string; readonly after: string },
): readonly Hunk[] {
  const furthest = furthestHunkOfFix(hunks, index);
  const joined: Hunk[] = [];
  for (let first = 0; first < hunks.length; first += 1) {
    let last = first;
    for (let at = first; at <= last; at += 1) last = Math.max(last, furthest[at] ?? at);
    joined.push(joinHunks(hunks.slice(first, last + 1), texts));
    first = last;
  }
  return joined;
}

/** For each hunk the last one that an edit of the same fix has made. */
function furthestHunkOfFix(hunks: readonly Hunk[], index: ReasonIndex): readonly number[] {
  const reasonsOfHunks = hunks.map(({ beforeSpan }) =>
    index.touching(beforeSpan).filter(({ origin }) => sharesText(origin, beforeSpan)),
  );
  const last = new Map<Reason, number>();
  reasonsOfHunks.forEach((reasons, hunk) => {
    for (const { reason } of reasons) last.set(reason, hunk);
  });
  return reasonsOfHunks.map((reasons, hunk) =>
    reasons.reduce((furthest, { reason }) => Math.max(furthest, last.get(reason) ?? hunk), hunk),
  );
}

/** Whether the spans overlap; a place of insertion belongs to whatever it touches. */
function sharesText(a: Span, b: Span): boolean {
  const isInsertion = a.start === a.end || b.start === b.end;
  return spansOverlap(a, b) || (isInsertion && a.start <= b.end && b.start <= a.end);
}

function joinHunks(
  hunks: readonly Hunk[],
  { before, after }: { readonly before: string; readonly after: string },
): Hunk {
  const first = hunks[0];
  const last = hunks.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('There is no hunk to join.');
  const beforeSpan = { start: first.beforeSpan.start, end: last.beforeSpan.end };
  const afterSpan = { start: first.afterSpan.start, end: last.afterSpan.end };
  return {
    before: before.slice(beforeSpan.start, beforeSpan.end),
    after: after.slice(afterSpan.start, afterSpan.end),
    beforeSpan,
    afterSpan,
    ...(hunks.some(({ isCoarse }) => isCoarse) && { isCoarse: true }),
  };
}

const fallbackKind: Category = 'clarity';

/** The distinct reasons whose place in the original touches the hunk; the nearest one when none does. */
function reasonsOf(hunk: Hunk, index: ReasonIndex): readonly Reason[] {
  const touching = index.touching({ start: hunk.beforeSpan.start - 1, end: hunk.beforeSpan.end + 1 });
  const chosen = touching.length > 0 ? touching : index.nearest(hunk.beforeSpan);
  const distinct = new Map(chosen.map(({ reason }) => [`${reason.ruleId ?? ''} ${reason.why}`, reason]));
  return [...distinct.values()];
}

/** Reasons by their place in the original: a text of many pages has thousands of hunks and as many reasons. */
interface ReasonIndex {
  touching(span: Span): readonly TracedReason[];
  nearest(span: Span): readonly TracedReason[];
}

function indexReasons(traced: readonly TracedReason[]): ReasonIndex {
  const sorted = [...traced].sort((a, b) => a.origin.start - b.origin.start);
  let furthest = -Infinity;
  const furthestEnds = sorted.map(({ origin }) => (furthest = Math.max(furthest, origin.end)));
  const startingBefore = (offset: number): number =>
    countLeading(sorted.length, (index) => (sorted[index]?.origin.start ?? Infinity) <= offset);
  return {
    touching: ({ start, end }) => {
      const found: TracedReason[] = [];
      for (let at = startingBefore(end) - 1; at >= 0 && (furthestEnds[at] ?? -Infinity) >= start; at -= 1) {
        const reason = sorted[at];
        if (reason !== undefined && reason.origin.end >= start) found.push(reason);
      }
      return found.reverse();
    },
    nearest: ({ end }) => {
      const at = Math.max(0, startingBefore(end) - 1);
      return sorted.slice(at, at + 1);
    },
  };
}

interface TokenWindows {
  delta(edit: TextEdit): number;
}

/**
 * Counts what one edit does to the tokens of the whole text by recounting only the lines around it. Both encodings cut
 * a text after a line break that is followed by neither white space nor `/`, so the rest of the text cannot change.
 */
function createTokenWindows(text: string, counter: TokenCounter): TokenWindows {
  return {
    delta: ({ span, replacement }) => {
      const start = cutBefore(text, span.start);
      const end = cutAfter(text, span.end);
      const before = text.slice(start, end);
      const after = text.slice(start, span.start) + replacement + text.slice(span.end, end);
      return counter.count(after) - counter.count(before);
    },
  };
}

/** The last safe cut that leaves at least one whole line of context before `offset`. */
function cutBefore(text: string, offset: number): number {
  const lineStart = text.lastIndexOf('\n', offset - 1);
  for (let at = text.lastIndexOf('\n', lineStart - 1); at > 0; at = text.lastIndexOf('\n', at - 1)) {
    if (isSafeCut(text, at + 1)) return at + 1;
  }
  return 0;
}

/** The first safe cut that leaves at least one whole line of context after `offset`. */
function cutAfter(text: string, offset: number): number {
  const lineEnd = text.indexOf('\n', offset);
  if (lineEnd < 0) return text.length;
  for (let at = text.indexOf('\n', lineEnd + 1); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (isSafeCut(text, at + 1)) return at + 1;
  }
  return text.length;
}

function isSafeCut(text: string, offset: number): boolean {
  const next = text[offset];
  return next !== undefined && next !== '/' && next.trim() !== '';
}

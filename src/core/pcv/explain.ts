import { diffHunks, type Hunk } from '../diff/hunks.ts';
import type { Candidate, Category, Reason, TextEdit } from '../model.ts';
import type { TokenCounter } from '../ports.ts';
import type { Explanation } from '../report/run-report.ts';
import { traceSteps, type TracedReason } from './trace-steps.ts';

interface ExplanationRequest {
  readonly original: string;
  readonly candidate: Pick<Candidate, 'text' | 'steps'>;
  readonly counter: TokenCounter;
}

/** Says for every hunk of the diff from the original to the candidate which reasons are behind it and what it saves. */
export function explainHunks({ original, candidate, counter }: ExplanationRequest): readonly Explanation[] {
  const traced = traceSteps(original.length, candidate.steps);
  const windows = createTokenWindows(original, counter);
  return diffHunks(original, candidate.text).map((hunk) => {
    const reasons = reasonsOf(hunk, traced);
    return {
      before: hunk.before,
      after: hunk.after,
      beforeSpan: hunk.beforeSpan,
      afterSpan: hunk.afterSpan,
      why: reasons.map(({ why }) => why).join(' ') || 'Follows from a change beside it.',
      kind: reasons[0]?.category ?? fallbackKind,
      rule: reasons.find(({ ruleId }) => ruleId !== null)?.ruleId ?? null,
      tokensDelta: windows.delta({ span: hunk.beforeSpan, replacement: hunk.after }),
    };
  });
}

const fallbackKind: Category = 'clarity';

/** The distinct reasons whose place in the original touches the hunk; the nearest one when none does. */
function reasonsOf(hunk: Hunk, traced: readonly TracedReason[]): readonly Reason[] {
  const touching = traced.filter(({ origin }) => distance(hunk, origin) <= 1);
  const chosen = touching.length > 0 ? touching : nearest(hunk, traced);
  const distinct = new Map(chosen.map(({ reason }) => [`${reason.ruleId ?? ''} ${reason.why}`, reason]));
  return [...distinct.values()];
}

function nearest(hunk: Hunk, traced: readonly TracedReason[]): readonly TracedReason[] {
  let best: TracedReason | undefined;
  for (const reason of traced) {
    if (best === undefined || distance(hunk, reason.origin) < distance(hunk, best.origin)) best = reason;
  }
  return best === undefined ? [] : [best];
}

/** Characters between the hunk and a span of the original; 0 when they touch or overlap. */
function distance(hunk: Hunk, origin: TracedReason['origin']): number {
  return Math.max(0, origin.start - hunk.beforeSpan.end, hunk.beforeSpan.start - origin.end);
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

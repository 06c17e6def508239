import type { GroundingPassage } from '../../data-room/grounding.ts';
import { diffHunks, type Hunk } from '../../diff/hunks.ts';
import type { Reason, Span } from '../../model.ts';
import type { RewriteAnswer } from '../../prompts/proposal-answers.ts';
import { onlyOccurrence, type Rewrite } from './apply-patch.ts';
import { groundedReason } from './grounded-reason.ts';

/** Breaks a whole new text down to the edits that lead to it; each gets the reasons whose quotes it touches. */
export function applyRewrite(
  parent: string,
  answer: RewriteAnswer,
  passages: readonly GroundingPassage[] = [],
): Rewrite {
  const text = withEndsOf(parent, answer.prompt);
  const located = locateReasons(parent, answer, passages);
  const edits = diffHunks(parent, text).map((hunk) => ({
    edit: { span: hunk.beforeSpan, replacement: hunk.after },
    reason: reasonOf(hunk, located),
  }));
  return { text, edits };
}

/** White space around a prompt belongs to its literal: models drop it, and nobody asked them to. */
function withEndsOf(parent: string, text: string): string {
  const core = text.trim();
  const start = parent.slice(0, parent.length - parent.trimStart().length);
  const end = parent.trim() === '' ? '' : parent.slice(parent.trimEnd().length);
  return `${start}${core}${end}`;
}

interface LocatedReason {
  readonly span: Span;
  readonly reason: Reason;
}

/** Quotes that do not occur, or more than once, are evidence of nothing and are dropped. */
function locateReasons(
  parent: string,
  { reasons }: RewriteAnswer,
  passages: readonly GroundingPassage[],
): readonly LocatedReason[] {
  return reasons.flatMap(({ quote, ...claim }) => {
    const span = onlyOccurrence(parent, quote.trim());
    return span === null ? [] : [{ span, reason: groundedReason(claim, passages) }];
  });
}

function reasonOf({ beforeSpan }: Hunk, located: readonly LocatedReason[]): Reason {
  const touching = located.filter(({ span }) => span.start <= beforeSpan.end && beforeSpan.start <= span.end);
  const [first] = touching;
  // An object of its own: edits that share a reason are one fix, which is taken or left as a whole.
  if (first === undefined) return { ...withoutReason };
  const whys = new Set(touching.map(({ reason }) => reason.why));
  return { ...first.reason, why: [...whys].slice(0, 3).join(' ') };
}

const withoutReason: Reason = {
  ruleId: null,
  category: 'clarity',
  why: 'Part of the model’s rewrite; it gave no reason for this place.',
};

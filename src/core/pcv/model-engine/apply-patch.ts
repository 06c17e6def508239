import type { GroundingPassage } from '../../data-room/grounding.ts';
import type { ReasonedEdit, Span, TextEdit } from '../../model.ts';
import type { PatchAnswer } from '../../prompts/proposal-answers.ts';
import { applyEdits, spansOverlap } from '../../text-edits.ts';
import { groundedReason } from './grounded-reason.ts';

/** A text with the edits that lead to it from its parent, each with its reason. */
export interface Rewrite {
  readonly text: string;
  readonly edits: readonly ReasonedEdit[];
}

/** Applies find/replace pairs, all or nothing: null when one does not match exactly once or two overlap. */
export function applyPatch(
  parent: string,
  answer: PatchAnswer,
  passages: readonly GroundingPassage[] = [],
): Rewrite | null {
  const edits: ReasonedEdit[] = [];
  let found: readonly Span[] = [];
  for (const { find, replace, ...claim } of answer.edits) {
    const span = onlyOccurrence(parent, find);
    if (span === null || found.some((other) => spansOverlap(other, span))) return null;
    found = [...found, span];
    const edit = withoutCommonEnds(parent, { span, replacement: replace });
    if (edit !== null) edits.push({ edit, reason: groundedReason(claim, passages) });
  }
  edits.sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end);
  return {
    text: applyEdits(
      parent,
      edits.map(({ edit }) => edit),
    ),
    edits,
  };
}

/** Where a passage stands in a text; null when it does not occur, or more than once. */
export function onlyOccurrence(text: string, passage: string): Span | null {
  if (passage === '') return null;
  const start = text.indexOf(passage);
  if (start < 0 || text.indexOf(passage, start + 1) >= 0) return null;
  return { start, end: start + passage.length };
}

/** The same edit without the context that it only quotes; null when nothing is left of it. */
function withoutCommonEnds(text: string, { span, replacement }: TextEdit): TextEdit | null {
  const before = text.slice(span.start, span.end);
  const most = Math.min(before.length, replacement.length);
  let head = 0;
  while (head < most && before[head] === replacement[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === replacement.at(-1 - tail)) tail += 1;
  if (head + tail === before.length && before.length === replacement.length) return null;
  return {
    span: { start: span.start + head, end: span.end - tail },
    replacement: replacement.slice(head, replacement.length - tail),
  };
}

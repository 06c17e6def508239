import type { Span } from '../model.ts';
import { applyEdits } from '../text-edits.ts';
import { isWord, splitWords } from './diff-tokens.ts';
import { wordDiff } from './word-diff.ts';
import type { DiffPart, WordDiffOptions } from './word-diff.ts';

/** One change a reader decides on: `before` at `beforeSpan` of the old text became `after` at `afterSpan` of the new. */
export interface Hunk {
  readonly before: string;
  readonly after: string;
  readonly beforeSpan: Span;
  readonly afterSpan: Span;
  /** The passages differ too much to find smaller changes in them: they are shown as replaced whole. */
  readonly isCoarse?: true;
}

/**
 * The changes from one text to another as hunks a person can read and judge one by one: changes with only a space or
 * a short word between them on one line are one hunk, and a lone insertion or deletion covers whole words, sentences
 * or lines where the text leaves the choice. Hunks are sorted, never touch, and are never empty.
 */
export function diffHunks(before: string, after: string, options: WordDiffOptions = {}): readonly Hunk[] {
  const changes = findChanges(wordDiff(before, after, options));
  const merged: Change[] = [];
  for (const change of changes) {
    const previous = merged.at(-1);
    const gap = previous && before.slice(previous.before.end, change.before.start);
    if (previous && gap !== undefined && isCrumb(gap, previous, change)) {
      merged[merged.length - 1] = join(previous, change);
    } else merged.push(change);
  }
  return slideAll(merged, { before, after }).map((change) => ({
    before: before.slice(change.before.start, change.before.end),
    after: after.slice(change.after.start, change.after.end),
    beforeSpan: change.before,
    afterSpan: change.after,
    ...coarseness(change),
  }));
}

/**
 * The old text with only the accepted hunks applied; `accepted` holds indexes into `hunks`. All of them give the new
 * text, none of them the old.
 */
export function composeHunks(
  original: string,
  hunks: readonly Pick<Hunk, 'beforeSpan' | 'after'>[],
  accepted: ReadonlySet<number>,
): string {
  const chosen = hunks.filter((_, index) => accepted.has(index));
  return applyEdits(
    original,
    chosen.map(({ beforeSpan, after }) => ({ span: beforeSpan, replacement: after })),
  );
}

interface Change {
  readonly before: Span;
  readonly after: Span;
  readonly isCoarse?: true;
}

/** What is coarse in a part stays so in the whole. */
function coarseness(...parts: readonly Pick<Change, 'isCoarse'>[]): Pick<Change, 'isCoarse'> {
  return parts.some(({ isCoarse }) => isCoarse) ? { isCoarse: true } : {};
}

interface Texts {
  readonly before: string;
  readonly after: string;
}

function findChanges(parts: readonly DiffPart[]): readonly Change[] {
  const changes: Change[] = [];
  let before = 0;
  let after = 0;
  let open: { before: number; after: number; isCoarse?: true } | undefined;
  for (const { kind, text, isCoarse } of [...parts, { kind: 'same', text: '' } as DiffPart]) {
    if (kind === 'same' && open) {
      changes.push({
        before: { start: open.before, end: before },
        after: { start: open.after, end: after },
        ...coarseness(open),
      });
      open = undefined;
    } else if (kind !== 'same') open ??= { before, after, ...(isCoarse && { isCoarse }) };
    if (kind !== 'added') before += text.length;
    if (kind !== 'removed') after += text.length;
  }
  return changes;
}

/** Longest word that two changes may take in between them: "a", "the", "with" left standing alone help nobody. */
const shortWordLength = 4;

/** A gap shorter by this factor than the changes on both its sides is a chance match inside a rewritten passage. */
const chanceFactor = 4;

function isCrumb(gap: string, previous: Change, next: Change): boolean {
  if (gap.includes('\n')) return false;
  const words = splitWords(gap).filter((token) => token.trim() !== '');
  if (words.length === 0) return true;
  if (words.length === 1 && gap.trim().length <= shortWordLength) return words.every(isWord);
  return gap.length * chanceFactor <= Math.min(size(previous), size(next));
}

function size(change: Change): number {
  return Math.min(change.before.end - change.before.start, change.after.end - change.after.start);
}

function join(first: Change, second: Change): Change {
  return {
    before: { start: first.before.start, end: second.before.end },
    after: { start: first.after.start, end: second.after.end },
    ...coarseness(first, second),
  };
}

/** Moves lone insertions and deletions, within the free text around them, to where a reader would mark them. */
function slideAll(changes: readonly Change[], texts: Texts): readonly Change[] {
  return changes.map((change, index) => {
    const previous = changes[index - 1];
    const next = changes[index + 1];
    const room = {
      left: previous ? share(change.before.start - previous.before.end) : change.before.start,
      right: next ? share(next.before.start - change.before.end) : texts.before.length - change.before.end,
    };
    return slide(change, texts, room);
  });
}

/** Half of a gap, so that one unchanged character stays between two hunks that move towards each other. */
function share(gapLength: number): number {
  return Math.floor((gapLength - 1) / 2);
}

interface Room {
  readonly left: number;
  readonly right: number;
}

/** A deletion may move by a character whenever what leaves it on one side equals what enters on the other. */
function slide(change: Change, texts: Texts, room: Room): Change {
  const inserted = change.before.start === change.before.end;
  const deleted = change.after.start === change.after.end;
  if (inserted === deleted) return change;
  const { text, span } = inserted
    ? { text: texts.after, span: change.after }
    : { text: texts.before, span: change.before };
  const shift = bestShift(text, span, room);
  return { ...change, before: move(change.before, shift), after: move(change.after, shift) };
}

function bestShift(text: string, span: Span, room: Room): number {
  let lowest = 0;
  while (lowest > -room.left && text[span.start + lowest - 1] === text[span.end + lowest - 1]) lowest -= 1;
  let highest = 0;
  while (highest < room.right && text[span.start + highest] === text[span.end + highest]) highest += 1;
  let best = { shift: 0, score: edgeScore(text, span) };
  for (let shift = lowest; shift <= highest; shift += 1) {
    const score = edgeScore(text, move(span, shift));
    if (score > best.score) best = { shift, score };
  }
  return best.shift;
}

function move(span: Span, shift: number): Span {
  return { start: span.start + shift, end: span.end + shift };
}

/** How natural it is to mark exactly this span: whole lines before whole sentences before whole words. */
function edgeScore(text: string, span: Span): number {
  const first = boundaryScore(text, span.start);
  const last = boundaryScore(text, span.end);
  // A change that begins where a word begins takes the space after it along, as a hand would.
  const beginsWithSpace = /\s/.test(text.charAt(span.start)) ? 0 : 0.5;
  return Math.min(first, last) * 2 + first + last + beginsWithSpace;
}

function boundaryScore(text: string, position: number): number {
  if (position === 0 || position === text.length) return 5;
  const left = text.charAt(position - 1);
  const right = text.charAt(position);
  if (left === '\n' && text.charAt(position - 2) === '\n') return 5;
  if (left === '\n') return 4;
  if (/\s/.test(left) && /[.!?:;]/.test(text.charAt(position - 2))) return 3;
  if (right === '\n') return 2;
  if (/\s/.test(left)) return 2;
  if (/\s/.test(right)) return 1;
  return isInsideWord(left, right) ? -4 : 0;
}

function isInsideWord(left: string, right: string): boolean {
  const isPart = /[\p{L}\p{M}\p{N}_\ud800-\udfff]/u;
  return isPart.test(left) && isPart.test(right);
}

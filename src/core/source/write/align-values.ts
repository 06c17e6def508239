import { diffArrays } from 'diff';
import type { PromptText, Span } from '../../model.ts';

/** A stretch of the old value and what became of it. Together they cover both values from start to end. */
export interface Alignment {
  readonly isKept: boolean;
  readonly before: Span;
  readonly after: Span;
}

/** Edits between two texts beyond which the middle counts as rewritten: the search is quadratic in them. */
const maximumEdits = 600;

/** Aligns two values word by word; an interpolation is one word. */
export function alignValues(before: PromptText, after: PromptText): Alignment[] {
  const oldWords = wordsOf(before);
  const newWords = wordsOf(after);
  const shorter = Math.min(oldWords.length, newWords.length);
  let head = 0;
  while (head < shorter && oldWords[head] === newWords[head]) head++;
  let tail = 0;
  while (tail < shorter - head && oldWords.at(-1 - tail) === newWords.at(-1 - tail)) tail++;
  const collector = createCollector();
  collector.keep(lengthOf(oldWords, 0, head));
  alignMiddle(
    collector,
    oldWords.slice(head, oldWords.length - tail),
    newWords.slice(head, newWords.length - tail),
  );
  collector.keep(lengthOf(oldWords, oldWords.length - tail, oldWords.length));
  return collector.done();
}

function alignMiddle(collector: Collector, oldWords: string[], newWords: string[]): void {
  const changes =
    oldWords.length === 0 || newWords.length === 0
      ? undefined
      : diffArrays(oldWords, newWords, { maxEditLength: maximumEdits });
  if (changes === undefined) {
    alignGreedily(collector, oldWords, newWords);
    return;
  }
  for (const { added, removed, value } of changes) {
    const length = lengthOf(value, 0, value.length);
    if (added) collector.change(0, length);
    else if (removed) collector.change(length, 0);
    else collector.keep(length);
  }
}

/** How many words a change may span before two long texts count as different from there on. */
const reach = 48;

/** Walks both texts side by side and meets again after each change: linear, for texts with too many changes. */
function alignGreedily(collector: Collector, oldWords: readonly string[], newWords: readonly string[]): void {
  let before = 0;
  let after = 0;
  while (before < oldWords.length && after < newWords.length) {
    const meeting = nextMeeting(oldWords, newWords, before, after);
    if (meeting === null) break;
    collector.change(lengthOf(oldWords, before, meeting.before), lengthOf(newWords, after, meeting.after));
    collector.keep(lengthOf(oldWords, meeting.before, meeting.before + 1));
    before = meeting.before + 1;
    after = meeting.after + 1;
  }
  collector.change(lengthOf(oldWords, before, oldWords.length), lengthOf(newWords, after, newWords.length));
}

/** The nearest pair of equal words with equal words behind them; one word alone may be a coincidence. */
function nextMeeting(
  oldWords: readonly string[],
  newWords: readonly string[],
  before: number,
  after: number,
): { before: number; after: number } | null {
  for (let distance = 0; distance <= reach; distance++) {
    for (let skipped = 0; skipped <= distance; skipped++) {
      const a = before + skipped;
      const b = after + distance - skipped;
      const isEqual = a < oldWords.length && b < newWords.length && oldWords[a] === newWords[b];
      if (isEqual && (distance === 0 || oldWords[a + 1] === newWords[b + 1])) return { before: a, after: b };
    }
  }
  return null;
}

/** Marks a word as code, so that plain text with the same characters is another word. */
const codeMark = '\0code:';

function wordsOf({ text, interpolations }: PromptText): string[] {
  let words: string[] = [];
  let position = 0;
  for (const { start, end } of interpolations) {
    words = words.concat(plainWords(text.slice(position, start)), codeMark + text.slice(start, end));
    position = end;
  }
  return words.concat(plainWords(text.slice(position)));
}

function plainWords(text: string): string[] {
  return text.match(/\r?\n|(?:[^\S\r\n]|\r(?!\n))+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

function lengthOf(words: readonly string[], from: number, to: number): number {
  let length = 0;
  for (let index = from; index < to; index++) {
    const word = words[index] ?? '';
    length += word.startsWith(codeMark) ? word.length - codeMark.length : word.length;
  }
  return length;
}

interface Collector {
  keep(length: number): void;
  change(removed: number, added: number): void;
  done(): Alignment[];
}

function createCollector(): Collector {
  const alignments: Alignment[] = [];
  let before = 0;
  let after = 0;
  const push = (isKept: boolean, removed: number, added: number): void => {
    if (removed === 0 && added === 0) return;
    const last = alignments.at(-1);
    const isSame = last?.isKept === isKept;
    if (isSame) alignments.pop();
    const start = isSame ? last : { before: { start: before }, after: { start: after } };
    before += removed;
    after += added;
    alignments.push({
      isKept,
      before: { start: start.before.start, end: before },
      after: { start: start.after.start, end: after },
    });
  };
  return {
    keep: (length) => push(true, length, length),
    change: (removed, added) => push(false, removed, added),
    done: () => alignments,
  };
}

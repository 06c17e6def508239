import { diffArrays } from 'diff';
import type { PromptText, Span } from '../../model.ts';
import type { DistributionOptions } from './distribute-chain.ts';
import { sliceValue } from './prompt-value.ts';
import type { SequencePart } from './write-sequence.ts';

/** Edits beyond which lines are paired by their order alone. */
const maximumEdits = 1_000;

/** Cuts a new value at the separator and pairs the pieces with the elements; null when elements cannot come or go. */
export function distributeList({
  sequence,
  value,
  gap,
  isRemovable,
}: DistributionOptions): SequencePart[] | null {
  const pieces = split(value, sequence.separator);
  const before = sequence.tokens.map(({ decoded }) => decoded.text);
  const after = pieces.map(({ text }) => text);
  const changes = diffArrays(before, after, { maxEditLength: maximumEdits });
  const pairs = changes === undefined ? inOrder(before.length, after.length) : pairsOf(changes);
  const used = new Set(pairs);
  const isRemoved = (index: number): boolean => !used.has(index);
  if (before.some((_, index) => isRemoved(index) && isRemovable[index] !== true)) return null;
  const parts = pieces.map((piece, index) => ({ token: pairs[index] ?? null, value: piece }));
  return gap === null && parts.some(({ token }) => token === null) ? null : parts;
}

function split(value: PromptText, separator: string): PromptText[] {
  const cuts: Span[] = [];
  let from = 0;
  for (;;) {
    const at = value.text.indexOf(separator, from);
    if (at === -1) break;
    const end = at + separator.length;
    const code = value.interpolations.find((span) => span.start < end && at < span.end);
    if (code === undefined) cuts.push({ start: at, end });
    from = code?.end ?? end;
  }
  let start = 0;
  const pieces = cuts.map((separatorSpan) => {
    const piece = sliceValue(value, { start, end: separatorSpan.start });
    start = separatorSpan.end;
    return piece;
  });
  return [...pieces, sliceValue(value, { start, end: value.text.length })];
}

interface Change {
  readonly added: boolean;
  readonly removed: boolean;
  readonly value: readonly string[];
}

/** For each new piece the element it replaces: the equal one, else the removed ones in their order. */
function pairsOf(changes: readonly Change[]): (number | null)[] {
  const pairs: (number | null)[] = [];
  let old = 0;
  let free: number[] = [];
  for (const { added, removed, value } of changes) {
    if (removed) {
      free = value.map((_, index) => old + index);
      old += value.length;
    } else if (added) {
      for (const [index] of value.entries()) pairs.push(free[index] ?? null);
      free = [];
    } else {
      for (const [index] of value.entries()) pairs.push(old + index);
      old += value.length;
      free = [];
    }
  }
  return pairs;
}

function inOrder(before: number, after: number): (number | null)[] {
  return Array.from({ length: after }, (_, index) => (index < before ? index : null));
}

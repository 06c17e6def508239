import { createNumberHeap } from './number-heap.ts';
import type { PairRanks } from './pair-ranks.ts';
import { noRank } from './vocabulary.ts';

/** A heap item is `rank * rankUnit + start`, so that equal ranks come out from left to right. */
const rankUnit = 2 ** 32;
/** Every merge takes one pair away and brings at most two; the pairs at the start are fewer than the bytes. */
const itemsOfByte = 3;

/**
 * Merges the lowest ranked pair of a long piece until none is left, the leftmost first among equals.
 * Writes where each token ends into `ends` and returns how many there are. Takes n log n steps.
 */
export function mergeInHeap(pairs: PairRanks, length: number, ends: Int32Array): number {
  const next = new Int32Array(length + 1);
  const previous = new Int32Array(length + 1);
  const ranks = new Int32Array(length + 1).fill(noRank);
  const heap = createNumberHeap(length * itemsOfByte);

  const rate = (start: number): void => {
    const middle = next[start] ?? length;
    const rank = middle < length ? pairs.rankOf(start, next[middle] ?? length) : noRank;
    ranks[start] = rank;
    if (rank !== noRank) heap.push(rank * rankUnit + start);
  };

  for (let index = 0; index <= length; index++) {
    next[index] = index + 1;
    previous[index] = index - 1;
  }
  for (let index = 0; index < length; index++) rate(index);
  while (heap.size > 0) {
    const item = heap.pop();
    const rank = Math.floor(item / rankUnit);
    const start = item - rank * rankUnit;
    if (ranks[start] !== rank) continue;
    const middle = next[start] ?? length;
    const end = next[middle] ?? length;
    ranks[middle] = noRank;
    next[start] = end;
    previous[end] = start;
    rate(start);
    if (start > 0) rate(previous[start] ?? 0);
  }
  return writeEnds(next, length, ends);
}

function writeEnds(next: Int32Array, length: number, ends: Int32Array): number {
  let count = 0;
  for (let end = 0; end < length;) {
    end = next[end] ?? length;
    ends[count++] = end;
  }
  return count;
}

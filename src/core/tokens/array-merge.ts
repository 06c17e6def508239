import type { PairRanks } from './pair-ranks.ts';
import { noRank } from './vocabulary.ts';

/** Longest piece, in bytes, for which looking at all pairs again after each merge beats a heap. */
export const longestArrayMerge = 128;

const starts = new Int32Array(longestArrayMerge + 2);
const ranks = new Int32Array(longestArrayMerge + 2);

/**
 * Merges the lowest ranked pair of a short piece until none is left, the leftmost first among equals.
 * Writes where each token ends into `ends` and returns how many there are.
 */
export function mergeInArray(pairs: PairRanks, length: number, ends: Int32Array): number {
  let count = length;
  for (let index = 0; index <= length; index++) {
    starts[index] = index;
    ranks[index] = index + 2 <= length ? pairs.rankOf(index, index + 2) : noRank;
  }
  for (let at = lowest(count); at >= 0; at = lowest(count)) {
    count--;
    starts.copyWithin(at + 1, at + 2, count + 2);
    ranks.copyWithin(at + 1, at + 2, count + 2);
    ranks[at] = rankFrom(pairs, at, count);
    if (at > 0) ranks[at - 1] = rankFrom(pairs, at - 1, count);
  }
  for (let index = 0; index < count; index++) ends[index] = starts[index + 1] ?? length;
  return count;
}

function lowest(count: number): number {
  let best = -1;
  let bestRank = noRank;
  for (let index = 0; index < count - 1; index++) {
    const rank = ranks[index] ?? noRank;
    if (rank < bestRank) {
      bestRank = rank;
      best = index;
    }
  }
  return best;
}

function rankFrom(pairs: PairRanks, at: number, count: number): number {
  return at + 2 <= count ? pairs.rankOf(starts[at] ?? 0, starts[at + 2] ?? 0) : noRank;
}

import { longestArrayMerge, mergeInArray } from './array-merge.ts';
import { mergeInHeap } from './heap-merge.ts';
import { createPairRanks } from './pair-ranks.ts';
import { createPieceBytes, encodePiece } from './piece-bytes.ts';
import { createPieceCache } from './piece-cache.ts';
import { noRank } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Cuts one piece of a text into tokens. */
export interface PieceMerger {
  /** Number of tokens of `text` from `start` to `end`, which must be one piece. */
  count(text: string, start: number, end: number): number;
  /** Where in the piece's UTF-8 bytes each token ends. */
  tokenEnds(text: string, start: number, end: number): Int32Array;
}

/** Byte pair encoding with the tokens of `vocabulary`. */
export function createPieceMerger(vocabulary: Vocabulary): PieceMerger {
  const piece = createPieceBytes();
  const pairs = createPairRanks(vocabulary);
  const cache = createPieceCache();
  let ends = new Int32Array(256);

  const isToken = (): boolean => vocabulary.rankOf(piece.bytes, 0, piece.length, piece.hash) !== noRank;

  const merge = (): number => {
    if (ends.length < piece.length) ends = new Int32Array(piece.length * 2);
    pairs.open(piece);
    return piece.length <= longestArrayMerge
      ? mergeInArray(pairs, piece.length, ends)
      : mergeInHeap(pairs, piece.length, ends);
  };

  return {
    count(text, start, end) {
      encodePiece(piece, text, start, end);
      if (isToken()) return 1;
      const known = cache.get(piece);
      if (known > 0) return known;
      const count = merge();
      cache.set(piece, count);
      return count;
    },
    tokenEnds(text, start, end) {
      encodePiece(piece, text, start, end);
      if (isToken()) return Int32Array.of(piece.length);
      // Merging may put a larger buffer into `ends`.
      const count = merge();
      return ends.slice(0, count);
    },
  };
}

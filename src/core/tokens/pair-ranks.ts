import type { PieceBytes } from './piece-bytes.ts';
import { extendHash, hashPowers, noRank } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Looks up ranks of parts of one piece: the hash of any part comes out of two hashes of prefixes. */
export interface PairRanks {
  /** Makes `piece` the one whose parts are looked up. */
  open(piece: PieceBytes): void;
  /** Rank of the bytes from `start` to `end` of the open piece, or `noRank`. */
  rankOf(start: number, end: number): number;
}

/** A look-up of parts; pieces of any length reuse its buffers. */
export function createPairRanks(vocabulary: Vocabulary): PairRanks {
  const powers = hashPowers(vocabulary.longestToken + 1);
  let bytes: Uint8Array = new Uint8Array(0);
  let prefixes = new Int32Array(256);
  return {
    open(piece) {
      bytes = piece.bytes;
      if (prefixes.length <= piece.length) prefixes = new Int32Array(piece.length * 2);
      let hash = 0;
      for (let index = 0; index < piece.length;) {
        hash = extendHash(hash, bytes[index] ?? 0);
        prefixes[++index] = hash;
      }
    },
    rankOf(start, end) {
      const length = end - start;
      if (length === 2) return vocabulary.rankOfPair(bytes[start] ?? 0, bytes[start + 1] ?? 0);
      if (length > vocabulary.longestToken) return noRank;
      const hash = ((prefixes[end] ?? 0) - Math.imul(prefixes[start] ?? 0, powers[length] ?? 0)) | 0;
      return vocabulary.rankOf(bytes, start, end, hash);
    },
  };
}

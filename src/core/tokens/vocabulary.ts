import type { TokenTable } from './token-table.ts';

/** Rank of what is not a token: greater than every rank, so that it loses every comparison. */
export const noRank = 0x7fffffff;

/** Base of the polynomial hash of bytes, modulo 2^32: a large odd number with well spread bits. */
const hashBase = 0x01000193;
/** 2^32 divided by the golden ratio: spreads hashes over slots. */
const slotFactor = 0x9e3779b1;
const pairCount = 0x10000;

/** Extends the hash of some bytes by one more byte. The byte counts from 1 so that zeros change the hash. */
export function extendHash(hash: number, byte: number): number {
  return (Math.imul(hash, hashBase) + byte + 1) | 0;
}

/** `hashBase` to the power of 0, 1, 2 … up to the longest token: cuts a prefix off a hash. */
export function hashPowers(count: number): Int32Array {
  const powers = new Int32Array(count);
  powers[0] = 1;
  for (let index = 1; index < count; index++) powers[index] = Math.imul(powers[index - 1] ?? 0, hashBase);
  return powers;
}

/** Finds the rank of a token by its bytes. */
export interface Vocabulary {
  readonly longestToken: number;
  /** Rank of the bytes from `start` to `end`, whose hash is `hash`, or `noRank`. */
  rankOf(bytes: Uint8Array, start: number, end: number, hash: number): number;
  /** Rank of two bytes, or `noRank`. */
  rankOfPair(first: number, second: number): number;
}

/** Builds the look-up structure of a table: open addressing, each slot a hash and a rank. */
export function createVocabulary({ lengths, bytes }: TokenTable): Vocabulary {
  const slotBits = Math.ceil(Math.log2(lengths.length * 2 + 2));
  const shift = 32 - slotBits;
  const mask = (1 << slotBits) - 1;
  const slots = new Int32Array(2 << slotBits);
  const starts = new Uint32Array(lengths.length + 1);
  const pairs = new Int32Array(pairCount).fill(noRank);
  let longestToken = 1;
  let position = 0;

  for (let rank = 0; rank < lengths.length; rank++) {
    const length = lengths[rank] ?? 0;
    let hash = 0;
    for (let index = position; index < position + length; index++) hash = extendHash(hash, bytes[index] ?? 0);
    let slot = Math.imul(hash, slotFactor) >>> shift;
    while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = rank + 1;
    if (length === 2) pairs[((bytes[position] ?? 0) << 8) | (bytes[position + 1] ?? 0)] = rank;
    if (length > longestToken) longestToken = length;
    position += length;
    starts[rank + 1] = position;
  }

  const isToken = (rank: number, candidate: Uint8Array, start: number, end: number): boolean => {
    if (lengths[rank] !== end - start) return false;
    const offset = (starts[rank] ?? 0) - start;
    for (let index = start; index < end; index++) {
      if (candidate[index] !== bytes[offset + index]) return false;
    }
    return true;
  };

  return {
    longestToken,
    rankOfPair: (first, second) => pairs[(first << 8) | second] ?? noRank,
    rankOf(candidate, start, end, hash) {
      let slot = Math.imul(hash, slotFactor) >>> shift;
      for (;;) {
        const rank = (slots[2 * slot + 1] ?? 0) - 1;
        if (rank < 0) return noRank;
        if (slots[2 * slot] === hash && isToken(rank, candidate, start, end)) return rank;
        slot = (slot + 1) & mask;
      }
    },
  };
}

import type { TokenTable } from './token-table.ts';

/** Rank of what is not a token: greater than every rank, so that it loses every comparison. */
export const noRank = 0x7fffffff;

/** Base of the polynomial hash of bytes, modulo 2^32: a large odd number with well spread bits. */
const hashBase = 0x01000193;
/** 2^32 divided by the golden ratio: spreads hashes over slots. */
const slotFactor = 0x9e3779b1;
const pairCount = 0x10000;
/** Bits of a slot that hold a rank plus one; the others hold bits of the hash. */
const rankBits = 18;

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

/** Builds the look-up structure of a table: open addressing, each slot some bits of the hash and a rank. */
export function createVocabulary({ lengths, bytes }: TokenTable): Vocabulary {
  const slotBits = Math.ceil(Math.log2(lengths.length * 2 + 2));
  const shift = 32 - slotBits;
  const mask = (1 << slotBits) - 1;
  const slots = new Int32Array(1 << slotBits);
  const { starts, longest } = measureTokens(lengths);
  const pairs = new Int32Array(pairCount).fill(noRank);

  const add = (rank: number, start: number, end: number): void => {
    const mixed = Math.imul(hashOf(bytes, start, end), slotFactor);
    let slot = mixed >>> shift;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = (mixed << rankBits) | (rank + 1);
    if (end - start === 2) pairs[((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0)] = rank;
  };
  for (let rank = 0; rank < lengths.length; rank++) add(rank, starts[rank] ?? 0, starts[rank + 1] ?? 0);

  const isToken = (rank: number, candidate: Uint8Array, start: number, end: number): boolean => {
    if (lengths[rank] !== end - start) return false;
    const offset = (starts[rank] ?? 0) - start;
    for (let index = start; index < end; index++) {
      if (candidate[index] !== bytes[offset + index]) return false;
    }
    return true;
  };

  return {
    longestToken: longest,
    rankOfPair: (first, second) => pairs[(first << 8) | second] ?? noRank,
    rankOf(candidate, start, end, hash) {
      const mixed = Math.imul(hash, slotFactor);
      const mark = mixed << rankBits;
      for (let slot = mixed >>> shift; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const rank = ((slots[slot] ?? 0) ^ mark) - 1;
        // Other bits of the hash than those of `mark` leave high bits standing.
        if (rank >>> rankBits === 0 && isToken(rank, candidate, start, end)) return rank;
      }
      return noRank;
    },
  };
}

function measureTokens(lengths: Uint8Array): { starts: Uint32Array; longest: number } {
  const starts = new Uint32Array(lengths.length + 1);
  let position = 0;
  let longest = 1;
  for (let rank = 0; rank < lengths.length; rank++) {
    const length = lengths[rank] ?? 0;
    position += length;
    starts[rank + 1] = position;
    if (length > longest) longest = length;
  }
  return { starts, longest };
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let index = start; index < end; index++) hash = extendHash(hash, bytes[index] ?? 0);
  return hash;
}

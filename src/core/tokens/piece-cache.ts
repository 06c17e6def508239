import type { PieceBytes } from './piece-bytes.ts';

const slotBits = 12;
const slotCount = 1 << slotBits;
/** Longest piece that is kept, in bytes. */
const longestPiece = 32;
const slotFactor = 0x9e3779b1;

/** Remembers token counts of short pieces in a fixed amount of memory; a newcomer takes the place of an older one. */
export interface PieceCache {
  /** Number of tokens of the piece, or 0 when it is not known. */
  get(piece: PieceBytes): number;
  set(piece: PieceBytes, count: number): void;
}

/** An empty cache of 4,096 pieces (about 150 kB). It keeps bytes, so it holds on to no text. */
export function createPieceCache(): PieceCache {
  const lengths = new Uint8Array(slotCount);
  const counts = new Uint8Array(slotCount);
  const contents = new Uint8Array(slotCount * longestPiece);
  const slotOf = (hash: number): number => Math.imul(hash, slotFactor) >>> (32 - slotBits);

  return {
    get({ bytes, length, hash }) {
      const slot = slotOf(hash);
      if (lengths[slot] !== length) return 0;
      const offset = slot * longestPiece;
      for (let index = 0; index < length; index++) {
        if (contents[offset + index] !== bytes[index]) return 0;
      }
      return counts[slot] ?? 0;
    },
    set({ bytes, length, hash }, count) {
      if (length > longestPiece) return;
      const slot = slotOf(hash);
      lengths[slot] = length;
      counts[slot] = count;
      const offset = slot * longestPiece;
      for (let index = 0; index < length; index++) contents[offset + index] = bytes[index] ?? 0;
    },
  };
}

import { extendHash } from './vocabulary.ts';

const replacementCharacter = 0xfffd;
const growth = 2;
const bytesOfUnit = 3;

/** One piece as UTF-8, written over by the next. `bytes` is valid up to `length`. */
export interface PieceBytes {
  bytes: Uint8Array;
  length: number;
  /** Hash of all bytes, see `extendHash`. */
  hash: number;
}

/** A buffer for the bytes of pieces. */
export function createPieceBytes(): PieceBytes {
  return { bytes: new Uint8Array(1024), length: 0, hash: 0 };
}

/** Writes `text` from `start` to `end` into `piece` as UTF-8; lone surrogates become U+FFFD. */
export function encodePiece(piece: PieceBytes, text: string, start: number, end: number): void {
  const needed = (end - start) * bytesOfUnit;
  if (piece.bytes.length < needed) piece.bytes = new Uint8Array(needed * growth);
  const bytes = piece.bytes;
  let length = 0;
  let hash = 0;
  let index = start;
  for (; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) break;
    bytes[length++] = unit;
    hash = extendHash(hash, unit);
  }
  piece.length = length;
  piece.hash = hash;
  if (index < end) encodeRest(piece, text, index, end);
}

function encodeRest(piece: PieceBytes, text: string, start: number, end: number): void {
  const bytes = piece.bytes;
  let { length, hash } = piece;
  for (let index = start; index < end; index++) {
    let codePoint = text.codePointAt(index) ?? 0;
    if (codePoint > 0xffff) index++;
    else if (codePoint >= 0xd800 && codePoint < 0xe000) codePoint = replacementCharacter;
    const from = length;
    length = writeUtf8(bytes, length, codePoint);
    for (let at = from; at < length; at++) hash = extendHash(hash, bytes[at] ?? 0);
  }
  piece.length = length;
  piece.hash = hash;
}

function writeUtf8(bytes: Uint8Array, at: number, codePoint: number): number {
  let index = at;
  if (codePoint < 0x80) bytes[index++] = codePoint;
  else if (codePoint < 0x800) {
    bytes[index++] = 0xc0 | (codePoint >> 6);
    bytes[index++] = 0x80 | (codePoint & 0x3f);
  } else if (codePoint < 0x10000) {
    bytes[index++] = 0xe0 | (codePoint >> 12);
    bytes[index++] = 0x80 | ((codePoint >> 6) & 0x3f);
    bytes[index++] = 0x80 | (codePoint & 0x3f);
  } else {
    bytes[index++] = 0xf0 | (codePoint >> 18);
    bytes[index++] = 0x80 | ((codePoint >> 12) & 0x3f);
    bytes[index++] = 0x80 | ((codePoint >> 6) & 0x3f);
    bytes[index++] = 0x80 | (codePoint & 0x3f);
  }
  return index;
}

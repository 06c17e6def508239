import { PromptOpsError } from '../errors.ts';
import type { EncodingName } from '../model.ts';

/** What a token table file holds: the tokens in the order of their ranks, and the classes of characters. */
export interface TokenTable {
  readonly encoding: EncodingName;
  /** Length in bytes of each token, in the order of ranks. */
  readonly lengths: Uint8Array;
  /** The bytes of all tokens, one after the other. */
  readonly bytes: Uint8Array;
  /** Runs of character classes, see `packCharacterClasses`. */
  readonly classRuns: Uint32Array;
}

/** First bytes of a table file: "PTOK" and the version of the layout. */
const signature = 0x4b4f5450;
const version = 1;
const headerWords = 6;
const encodingIds: Readonly<Record<EncodingName, number>> = { cl100k_base: 1, o200k_base: 2 };

/** Lays a table out as a file: six words of header, class runs, lengths, bytes; all little-endian. */
export function encodeTokenTable({ encoding, lengths, bytes, classRuns }: TokenTable): Uint8Array {
  const words = headerWords + classRuns.length;
  const file = new Uint8Array(words * 4 + lengths.length + bytes.length);
  const view = new DataView(file.buffer);
  const header = [signature, version, encodingIds[encoding], classRuns.length, lengths.length, bytes.length];
  [...header, ...classRuns].forEach((word, index) => view.setUint32(index * 4, word, true));
  file.set(lengths, words * 4);
  file.set(bytes, words * 4 + lengths.length);
  return file;
}

/**
 * Reads the table file of an encoding.
 * @throws PromptOpsError `missing-resource` when it is cut short, of another encoding or of another version.
 */
export function decodeTokenTable(encoding: EncodingName, file: Uint8Array): TokenTable {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (index: number): number =>
    index * 4 + 4 <= file.length ? view.getUint32(index * 4, true) : 0;
  const [runCount, tokenCount, byteCount] = [word(3), word(4), word(5)];
  const lengthsStart = (headerWords + runCount) * 4;
  const bytesStart = lengthsStart + tokenCount;
  const isExpected = word(0) === signature && word(1) === version && word(2) === encodingIds[encoding];
  if (!isExpected || file.length !== bytesStart + byteCount) {
    throw new PromptOpsError({
      reason: 'missing-resource',
      message: `The token table of ${encoding} is damaged or of another version.`,
      nextStep: 'Install PromptOps again.',
    });
  }
  return {
    encoding,
    classRuns: Uint32Array.from({ length: runCount }, (_, index) => word(headerWords + index)),
    lengths: file.subarray(lengthsStart, bytesStart),
    bytes: file.subarray(bytesStart),
  };
}

import type { EncodingName, Span } from '../model.ts';
import type { TokenCounter } from '../ports.ts';
import { unpackCharacterClasses } from './character-class.ts';
import { createPieceMerger } from './piece-merger.ts';
import { pieceSplitters } from './split-pattern.ts';
import { decodeTokenTable } from './token-table.ts';
import { createVocabulary } from './vocabulary.ts';

/**
 * A counter for `encoding` over the bytes of its table file (`dist/tokens/<encoding>.bin`).
 * @throws PromptOpsError `missing-resource` when the table is damaged.
 */
export function createTokenCounter(encoding: EncodingName, table: Uint8Array): TokenCounter {
  const decoded = decodeTokenTable(encoding, table);
  const classes = unpackCharacterClasses(decoded.classRuns);
  const merger = createPieceMerger(createVocabulary(decoded));
  const endOfPiece = pieceSplitters[encoding];
  return {
    encoding,
    count(text) {
      let total = 0;
      for (let start = 0; start < text.length;) {
        const end = endOfPiece(classes, text, start);
        total += merger.count(text, start, end);
        start = end;
      }
      return total;
    },
    pieces(text) {
      const spans: Span[] = [];
      for (let start = 0; start < text.length;) {
        const end = endOfPiece(classes, text, start);
        appendSpans(spans, text, start, merger.tokenEnds(text, start, end));
        start = end;
      }
      return spans;
    },
  };
}

/** Turns ends in UTF-8 bytes into spans of UTF-16 units; an end inside a character moves to its end. */
function appendSpans(spans: Span[], text: string, start: number, byteEnds: Int32Array): void {
  let index = start;
  let byteIndex = 0;
  for (const byteEnd of byteEnds) {
    const from = index;
    while (byteIndex < byteEnd) {
      const codePoint = text.codePointAt(index) ?? 0;
      byteIndex += utf8Length(codePoint);
      index += codePoint > 0xffff ? 2 : 1;
    }
    spans.push({ start: from, end: index });
  }
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

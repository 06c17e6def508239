import assert from 'node:assert/strict';
import fc from 'fast-check';
import { get_encoding, type Tiktoken } from 'tiktoken';
import { longestArrayMerge, mergeInArray } from '../../src/core/tokens/array-merge.ts';
import { mergeInHeap } from '../../src/core/tokens/heap-merge.ts';
import { createPairRanks } from '../../src/core/tokens/pair-ranks.ts';
import { createPieceBytes, encodePiece } from '../../src/core/tokens/piece-bytes.ts';
import { decodeTokenTable } from '../../src/core/tokens/token-table.ts';
import { createVocabulary } from '../../src/core/tokens/vocabulary.ts';
import { loadTestCounter, loadTestTable } from '../support/token-counter.ts';

const seed = 20_260_101;

/** Any UTF-16 units at all, mixed with text in which pieces and merges are long. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom(
        '\n',
        '\r\n',
        ' ',
        '/',
        "'s",
        "'LL",
        'word',
        ' Word',
        'WORD',
        '  ',
        '123',
        '\u0301',
        '\ud83d',
      ),
      fc
        .tuple(fc.constantFrom('a', ' ', '-', '=', '中', '\ufe0f'), fc.nat(200))
        .map(([unit, times]) => unit.repeat(times)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('tokens, with arbitrary text', () => {
  for (const encoding of ['cl100k_base', 'o200k_base'] as const) {
    describe(encoding, () => {
      const counter = loadTestCounter(encoding);
      let oracle: Tiktoken;
      before(() => {
        oracle = get_encoding(encoding);
      });
      after(() => oracle.free());

      it('counts like the reference, twice the same', () => {
        fc.assert(
          fc.property(anyText, (text) => {
            const expected = oracle.encode(text, [], []).length;
            assert.deepEqual([counter.count(text), counter.count(text)], [expected, expected]);
          }),
          { seed, numRuns: 1500 },
        );
      });

      it('cuts a text into as many adjoining pieces as it counts', () => {
        fc.assert(
          fc.property(anyText, (text) => {
            const pieces = counter.pieces(text);
            assert.equal(pieces.length, counter.count(text));
            assert.equal(pieces.map(({ start, end }) => text.slice(start, end)).join(''), text);
          }),
          { seed, numRuns: 500 },
        );
      });

      it('merges the same in an array and in a heap', () => {
        const pairs = createPairRanks(createVocabulary(decodeTokenTable(encoding, loadTestTable(encoding))));
        const piece = createPieceBytes();
        fc.assert(
          fc.property(anyText, (text) => {
            encodePiece(piece, text, 0, Math.min(text.length, Math.floor(longestArrayMerge / 3)));
            pairs.open(piece);
            const inArray = new Int32Array(piece.length);
            const inHeap = new Int32Array(piece.length);
            assert.equal(
              mergeInArray(pairs, piece.length, inArray),
              mergeInHeap(pairs, piece.length, inHeap),
            );
            assert.deepEqual(inArray, inHeap);
          }),
          { seed, numRuns: 1000 },
        );
      });
    });
  }
});

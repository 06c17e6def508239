import assert from 'node:assert/strict';

import {
  type DiffBlock,
  diffBlocks,
  endOfLines,
  firstChanges,
  startOfLastLines,
} from '../../../webview/diff-blocks.ts';
import { explain, original, rewrite } from './snapshots.ts';

const text = 'one\ntwo\nthree\nfour\n';

describe('diffBlocks', () => {
  it('puts changes of one line into one block, and what is between into others', () => {
    const hunks = [
      { start: 4, end: 5 },
      { start: 6, end: 7 },
      { start: 14, end: 14 },
    ];
    assert.deepEqual(diffBlocks(text, hunks), [
      { kind: 'unchanged', span: { start: 0, end: 4 }, lines: 1 },
      {
        kind: 'changed',
        span: { start: 4, end: 8 },
        pieces: [
          { kind: 'hunk', index: 0 },
          { kind: 'same', span: { start: 5, end: 6 } },
          { kind: 'hunk', index: 1 },
          { kind: 'same', span: { start: 7, end: 8 } },
        ],
      },
      { kind: 'unchanged', span: { start: 8, end: 14 }, lines: 1 },
      {
        kind: 'changed',
        span: { start: 14, end: 19 },
        pieces: [
          { kind: 'hunk', index: 2 },
          { kind: 'same', span: { start: 14, end: 19 } },
        ],
      },
    ]);
  });

  it('leaves the next line alone when a change ends with a line end', () => {
    const [, block] = diffBlocks(text, [{ start: 4, end: 8 }]);
    assert.deepEqual(block?.span, { start: 4, end: 8 });
  });

  it('covers the whole original once, whatever the changes', () => {
    for (const hunks of [
      [],
      [{ start: 0, end: 0 }],
      [{ start: 0, end: text.length }],
      [{ start: 19, end: 19 }],
    ]) {
      assert.equal(joined(diffBlocks(text, hunks)), text);
    }
    const spans = explain(original, rewrite).map(({ beforeSpan }) => beforeSpan);
    const blocks = diffBlocks(original, spans);
    assert.equal(blocks.map(({ span }) => original.slice(span.start, span.end)).join(''), original);
    assert.deepEqual(indexesOf(blocks), [...spans.keys()]);
  });

  it('lets through so many changes and no more', () => {
    const blocks = diffBlocks(text, [
      { start: 4, end: 5 },
      { start: 6, end: 7 },
      { start: 14, end: 14 },
    ]);
    assert.deepEqual(indexesOf(firstChanges(blocks, 1)), [0]);
    assert.deepEqual(indexesOf(firstChanges(blocks, 2)), [0, 1]);
    assert.deepEqual(firstChanges(blocks, 3), blocks);
  });
});

describe('the ends of a stretch of lines', () => {
  it('are found from both sides', () => {
    const whole = { start: 0, end: text.length };
    assert.equal(endOfLines(text, whole, 2), 8);
    assert.equal(startOfLastLines(text, whole, 2), 8);
    assert.equal(endOfLines(text, whole, 9), text.length);
    assert.equal(startOfLastLines(text, whole, 9), 0);
    assert.equal(startOfLastLines('a\n\n', { start: 0, end: 3 }, 1), 2);
    assert.equal(endOfLines(text, whole, 0), 0);
    assert.equal(startOfLastLines(text, whole, 0), text.length);
  });
});

function joined(blocks: readonly DiffBlock[]): string {
  return blocks.map(({ span }) => text.slice(span.start, span.end)).join('');
}

function indexesOf(blocks: readonly DiffBlock[]): readonly number[] {
  return blocks.flatMap((block) =>
    block.kind === 'changed'
      ? block.pieces.flatMap((piece) => (piece.kind === 'hunk' ? [piece.index] : []))
      : [],
  );
}

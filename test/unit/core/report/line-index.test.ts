import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineIndex } from '../../../../src/core/report/line-index.ts';

describe('createLineIndex', () => {
  it('counts lines and columns from 1, in UTF-16 units', () => {
    const position = createLineIndex('ab\r\n😀c\n');
    assert.deepEqual(position(0), { line: 1, column: 1 });
    assert.deepEqual(position(3), { line: 1, column: 4 });
    assert.deepEqual(position(4), { line: 2, column: 1 });
    assert.deepEqual(position(6), { line: 2, column: 3 });
    assert.deepEqual(position(8), { line: 3, column: 1 });
  });

  it('agrees with counting line breaks before the offset', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', '😀')), fc.nat(), (parts, at) => {
        const text = parts.join('');
        const offset = at % (text.length + 1);
        const before = text.slice(0, offset).split('\n');
        const { line, column } = createLineIndex(text)(offset);
        assert.deepEqual([line, column], [before.length, (before.at(-1) ?? '').length + 1]);
      }),
      { seed: 11 },
    );
  });
});

import assert from 'node:assert/strict';
import { forwardFinder, splitLines } from '../../../../src/core/contract/text-scan.ts';

describe('splitting lines', () => {
  it('ends lines at every kind of line break', () => {
    assert.deepEqual(
      splitLines('a\nb\r\nc\rd\n').map(({ start, end, text }) => [start, end, text]),
      [
        [0, 1, 'a'],
        [2, 3, 'b'],
        [5, 6, 'c'],
        [7, 8, 'd'],
        [9, 9, ''],
      ],
    );
  });

  it('gives one empty line for an empty text', () => {
    assert.deepEqual(splitLines(''), [{ start: 0, end: 0, text: '' }]);
  });
});

describe('finding forwards', () => {
  it('agrees with indexOf, also when asked backwards', () => {
    const text = 'a}}b}}c';
    const find = forwardFinder(text, '}}');
    for (const from of [0, 1, 2, 3, 4, 5, 6, 2, 0, 7])
      assert.equal(find(from), text.indexOf('}}', from), String(from));
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { displayWidth, padColumns } from '../../../../src/core/report/display-width.ts';
import { flow } from '../../../../src/core/report/flow.ts';

const plain = (text: string) => ({ text, mark: (marked: string) => marked });
const removed = (text: string) => ({ text, mark: brackets });
const brackets = (text: string): string => `[${text}]`;

describe('flow', () => {
  it('leaves a line whole where there is no width', () => {
    const line = 'word '.repeat(100).trim();
    assert.equal(flow([plain(line)], { columns: null, indent: '  ' }), `  ${line}`);
  });

  it('breaks at spaces and hangs the rest', () => {
    const text = 'The quick brown fox jumps over the lazy dog and rests.';
    assert.equal(
      flow([plain(text)], { columns: 34, indent: '1. ', hanging: '   ' }),
      '1. The quick brown fox jumps over\n   the lazy dog and rests.',
    );
  });

  it('marks the pieces on every line, and keeps a word whole that two pieces share', () => {
    const pieces = [plain('Keep '), removed('your answers very short and'), plain('ward looking.')];
    assert.equal(
      flow(pieces, { columns: 34, indent: '' }),
      'Keep [your answers very short]\n[and]ward looking.',
    );
  });

  it('counts wide characters double', () => {
    const text = '翻译 '.repeat(10).trim();
    for (const line of flow([plain(text)], { columns: 40, indent: '' }).split('\n')) {
      assert.ok(displayWidth(line) <= 40, line);
    }
  });

  it('loses and adds nothing but spaces', () => {
    const word = fc.constantFrom('a', 'word', 'longer-word', ' ', '  ', '😀', '語');
    fc.assert(
      fc.property(fc.array(fc.array(word)), fc.integer({ min: 1, max: 120 }), (pieces, columns) => {
        const texts = pieces.map((words) => words.join(''));
        const laidOut = flow(texts.map(plain), { columns, indent: '    ' });
        assert.equal(laidOut.replaceAll(/\s/g, ''), texts.join('').replaceAll(/\s/g, ''));
      }),
      { seed: 12 },
    );
  });
});

describe('displayWidth', () => {
  it('knows wide, narrow and combining characters', () => {
    const widths = ['abc', '日本', '😀', 'é', 'e\u0301', '👨\u200d👩', '→', '“”'].map(displayWidth);
    assert.deepEqual(widths, [3, 4, 2, 1, 1, 4, 1, 2]);
  });

  it('pads to columns, not to characters', () => {
    assert.equal(padColumns('日本', 6), '日本  ');
    assert.equal(padColumns('too long', 3), 'too long');
  });
});

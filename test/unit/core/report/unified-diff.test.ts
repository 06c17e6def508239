import assert from 'node:assert/strict';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { ansiStyle, plainStyle } from '../../../../src/core/report/style.ts';
import { styleDiff, unifiedDiff } from '../../../../src/core/report/unified-diff.ts';

const piece = fc.constantFrom('a', 'b ', 'c\n', '\n', '\n\n', 'foo bar. ', 'x', '\r\n', 'é', '  ', '😀');
const pieces = fc.array(piece, { maxLength: 25 });

describe('unifiedDiff', () => {
  it('is empty when nothing changes', () => {
    assert.equal(unifiedDiff({ file: 'a', before: 'x', after: 'x' }), '');
  });

  it('reads as diff -u writes it', () => {
    const before = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join('');
    const after = before.replace('line 2\n', '').replace('line 11\n', 'line eleven\nand more\n');
    assert.equal(
      unifiedDiff({ file: 'src/a.py', before, after }),
      [
        '--- a/src/a.py',
        '+++ b/src/a.py',
        '@@ -1,5 +1,4 @@',
        ' line 1',
        '-line 2',
        ' line 3',
        ' line 4',
        ' line 5',
        '@@ -8,5 +7,6 @@',
        ' line 8',
        ' line 9',
        ' line 10',
        '-line 11',
        '+line eleven',
        '+and more',
        ' line 12',
        '',
      ].join('\n'),
    );
  });

  it('leads from the one text to the other', () => {
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.array(piece, { maxLength: 3 }));
    fc.assert(
      fc.property(pieces, fc.array(edit, { maxLength: 4 }), (parts, edits) => {
        const changed = [...parts];
        for (const [at, count, added] of edits) changed.splice(at % (changed.length + 1), count, ...added);
        const [before, after] = [parts.join(''), changed.join('')];
        const patch = unifiedDiff({ file: 'f', before, after });
        const options = { autoConvertLineEndings: false, fuzzFactor: 0 };
        assert.equal(patch === '' ? before : applyPatch(before, patch, options), after);
      }),
      { seed: 13, numRuns: 2000 },
    );
  });

  it('takes near-linear time for a text with a change in every other line', () => {
    const lines = Array.from(
      { length: 5000 },
      (_, index) => `line ${index} please in order to do something useful`,
    );
    const after = lines.map((line, index) => (index % 2 === 0 ? line : line.replace('please in order ', '')));
    const start = performance.now();
    unifiedDiff({ file: 'f', before: lines.join('\n'), after: after.join('\n') });
    assert.ok(performance.now() - start < 2000);
  });

  it('quotes names that would break the patch', () => {
    const head = (file: string): string =>
      unifiedDiff({ file, before: 'a', after: 'b' }).split('\n')[0] ?? '';
    assert.equal(head('we\nird".py'), '--- "a/we\\012ird\\".py"');
    assert.equal(head('with space.py'), '--- a/with space.py\t');
    assert.equal(head('/absolute.py'), '--- a/absolute.py');
  });
});

describe('styleDiff', () => {
  const patch = unifiedDiff({ file: 'a', before: 'one\r\n', after: 'two \u001b[2J\r\n' });

  it('leaves a patch for a file as it is', () => {
    assert.equal(styleDiff(patch, plainStyle), patch);
  });

  it('colours a patch for a terminal and lets nothing else through', () => {
    const shown = styleDiff(patch, { ...ansiStyle, columns: 80 });
    assert.match(shown, /^\u001b\[31m-one\u001b\[39m$/m);
    assert.match(shown, /^\u001b\[32m\+two \ufffd\[2J\u001b\[39m$/m);
  });
});

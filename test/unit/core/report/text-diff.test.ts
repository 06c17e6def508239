import assert from 'node:assert/strict';
import { ansiStyle, plainStyle } from '../../../../src/core/report/style.ts';
import { textDiff } from '../../../../src/core/report/text-diff.ts';

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Line ${index + 1}.`);

describe('textDiff', () => {
  it('marks changed words in their lines', () => {
    assert.equal(
      textDiff('Please be brief.\nAnswer now.\n', 'Be brief.\nAnswer today.\n', plainStyle),
      '  [-Please be-]{+Be+} brief.\n  Answer [-now-]{+today+}.',
    );
  });

  it('shows a line that goes as a line', () => {
    assert.equal(
      textDiff('- One.\n- Two.\n- Three.', '- One.\n- Three.', plainStyle),
      '  - One.\n  [-- Two.-]\n  - Three.',
    );
  });

  it('shows line breaks that come and go', () => {
    assert.equal(textDiff('One.\n\n\nTwo.', 'One.\n\nTwo.', plainStyle), '  One.\n\n  [-↵-]\n  Two.');
    assert.equal(textDiff('One. Two.', 'One.\nTwo.', plainStyle), '  One.[- -]{+↵+}\n  Two.');
  });

  it('folds what is far from any change', () => {
    const before = [...numbered(30), 'Please go.', ...numbered(3)].join('\n');
    assert.equal(
      textDiff(before, before.replace('Please go', 'Go'), plainStyle),
      '  ⋯ 28 unchanged lines\n  Line 29.\n  Line 30.\n  [-Please go-]{+Go+}.\n  Line 1.\n  Line 2.\n  Line 3.',
    );
  });

  it('wraps and goes on below the text of a list', () => {
    const before = `- Please make sure to ${'keep it short and '.repeat(4)}stop.`;
    const lines = textDiff(before, before.replace('Please make', 'Make'), {
      ...plainStyle,
      columns: 40,
    }).split('\n');
    assert.ok(lines.length > 2);
    assert.ok(lines.slice(1).every((line) => /^ {4}\S/.test(line)));
  });

  it('keeps colours on their lines and control characters away', () => {
    const shown = textDiff('One\ntwo three.\r\nEnd\u001b[2J.', 'Four.\r\nEnd\u001b[2J.', ansiStyle);
    for (const line of shown.split('\n')) {
      assert.equal(
        line.match(/\u001b\[(?:31;9|32;4)m/g)?.length ?? 0,
        line.match(/\u001b\[39;/g)?.length ?? 0,
      );
    }
    assert.match(shown, /End\ufffd\[2J\./);
    assert.doesNotMatch(shown, /\r/);
  });
});

import assert from 'node:assert/strict';
import { settleText } from '../../../../src/core/metrics/settled-text.ts';
import type { Finding, TextEdit } from '../../../../src/core/model.ts';
import { finding, subject } from './subjects.ts';

const withFix = (...edits: TextEdit[]): Finding => ({
  ...finding('economy', 'hint'),
  fix: { title: 'Shorten', risk: 'safe', edits },
});
const cut = (start: number, end: number, replacement = ''): TextEdit => ({
  span: { start, end },
  replacement,
});

describe('settleText', () => {
  const text = 'Please translate {text} to French, please. {text}';
  const { placeholders } = subject(text).contract;

  it('applies shortening fixes and moves the placeholders along', () => {
    const settled = settleText(text, placeholders, [
      withFix(cut(33, 41)),
      withFix(cut(0, 7), cut(7, 8, 'T')),
    ]);
    assert.equal(settled.text, 'Translate {text} to French. {text}');
    for (const { span, text: own } of settled.placeholders) {
      assert.equal(settled.text.slice(span.start, span.end), own);
    }
    assert.equal(settled.placeholders.length, placeholders.length);
  });

  it('leaves out fixes that add text, findings without a fix, and fixes that meet an earlier one', () => {
    const untouched = [withFix(cut(0, 0, 'Task: ')), finding('clarity', 'error')];
    assert.deepEqual(settleText(text, placeholders, untouched), { text, placeholders });
    const meeting = [withFix(cut(0, 7)), withFix(cut(5, 17))];
    assert.equal(settleText(text, placeholders, meeting).text, text.slice(7));
  });
});

import assert from 'node:assert/strict';
import { rejectionText } from '../../../../src/core/report/rejection-text.ts';
import { plainStyle } from '../../../../src/core/report/style.ts';

const rejected = (detail: string) => ({ status: 'rejected' as const, detail });

describe('the text of rejections', () => {
  it('is empty when nothing was turned down', () => {
    assert.equal(rejectionText([{ status: 'accepted', detail: '' }], plainStyle), '');
  });

  it('counts equal reasons, the commonest first, and shows control characters as what they are', () => {
    const candidates = [rejected('Longer.'), rejected('Lost \u001b{a}.'), rejected('Lost \u001b{a}.')];
    assert.equal(
      rejectionText(candidates, plainStyle),
      ['Turned down', '  2 rewrites: Lost \ufffd{a}.', '  1 rewrite: Longer.'].join('\n'),
    );
  });

  it('says how many reasons it leaves out', () => {
    const lines = rejectionText(
      Array.from({ length: 8 }, (_, index) => rejected(`Reason ${index}.`)),
      plainStyle,
    ).split('\n');
    assert.equal(lines.length, 7);
    assert.equal(lines.at(-1), '  3 more rewrites; --events prints the reason of each.');
  });
});

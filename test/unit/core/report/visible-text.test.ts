import assert from 'node:assert/strict';
import { visibleText } from '../../../../src/core/report/visible-text.ts';

describe('visibleText', () => {
  it('makes one short line that hides nothing and turns nothing round', () => {
    assert.equal(visibleText('a\n\tb\u0000c\u202Ed\u2066e\u200Bf'), 'a b c d e f');
    assert.equal(visibleText('x'.repeat(1_000_000), 10), `${'x'.repeat(9)}…`);
    assert.equal(visibleText('😀'.repeat(20), 5), `${'😀'.repeat(4)}…`);
    assert.equal(visibleText('short'), 'short');
  });
});

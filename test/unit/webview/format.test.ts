import assert from 'node:assert/strict';

import {
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatSigned,
} from '../../../webview/format.ts';
import { plural, t } from '../../../webview/text.ts';

describe('numbers for people', () => {
  it('round, keep thousands apart, and never say minus zero', () => {
    assert.equal(formatNumber(12_345.678), '12,345.7');
    assert.equal(formatNumber(-0.04), '0');
    assert.equal(formatNumber(-4.25, 1), '−4.2');
    assert.equal(formatSigned(0.04), '0');
    assert.equal(formatSigned(12.91), '+12.9');
    assert.equal(formatPercent(23.04, 1), '23\u00a0%');
  });

  it('give durations and sums in the unit that fits', () => {
    assert.equal(formatDuration(38.4), '38\u00a0ms');
    assert.equal(formatDuration(1840), '1.8\u00a0s');
    assert.equal(formatDuration(61_000), '1\u00a0min 1\u00a0s');
    assert.equal(formatMoney(0), '$0');
    assert.equal(formatMoney(0.0042), '$0.0042');
    assert.equal(formatMoney(4.1), '$4.10');
  });
});

describe('sentences', () => {
  it('take their values by number, once each, as they are', () => {
    assert.equal(t('{1} of {0}', '{1}', 2), '2 of {1}');
    assert.equal(plural(1, '{0} change', '{0} changes'), '1 change');
    assert.equal(plural(2000, '{0} change', '{0} changes'), '2,000 changes');
  });
});

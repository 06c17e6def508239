import assert from 'node:assert/strict';
import {
  counted,
  dollars,
  duration,
  grouped,
  signed,
  signedPercent,
} from '../../../../src/core/report/format-number.ts';

describe('numbers in reports', () => {
  it('have their sign, and none when they round to nothing', () => {
    assert.deepEqual(
      [1.26, -1.26, 0.04, -0.04, 0].map((value) => signed(value, 1)),
      ['+1.3', '-1.3', '0.0', '0.0', '0.0'],
    );
  });

  it('are unknown, never 0, when they were not measured', () => {
    assert.deepEqual([signed(null, 1), signedPercent(null)], ['unknown', 'unknown']);
    assert.equal(signedPercent(12.34), '+12.3 %');
  });

  it('agree with their nouns and are grouped by thousands', () => {
    assert.deepEqual(
      [0, 1, -1, 2, 12_345].map((count) => counted(count, 'token')),
      ['0 tokens', '1 token', '-1 token', '2 tokens', '12,345 tokens'],
    );
    assert.deepEqual([999, 1000, 1_234_567].map(grouped), ['999', '1,000', '1,234,567']);
  });

  it('say times and amounts as people do', () => {
    assert.deepEqual([12.4, 9_999, 12_340].map(duration), ['12 ms', '9999 ms', '12.3 s']);
    assert.deepEqual([0.0123, 1.5].map(dollars), ['$0.0123', '$1.50']);
  });
});

import assert from 'node:assert/strict';
import { enteredBasis, forecastMonth, loggedBasis } from '../../../../src/core/analytics/usage-forecast.ts';

const day = (name: string, calls: number, inputTokens: number | null = null) => ({
  day: name,
  calls,
  inputTokens,
  outputTokens: null,
});

describe('the forecast of a month', () => {
  it('takes what was entered, give or take a quarter', () => {
    const month = forecastMonth(enteredBasis(100), { inputTokens: 200, price: null });
    assert.deepEqual(month.calls, { low: 2250, expected: 3000, high: 3750 });
    assert.deepEqual(month.inputTokens.expected, 600_000);
    assert.equal(month.costUsd, null);
    assert.equal(month.isInputOnly, true);
  });

  it('takes the mean of a log with the interval of Student’s t', () => {
    // R: t.test(c(10, 20, 30))$conf.int is -4.841377 44.841377.
    const basis = loggedBasis([day('2026-01-01', 10), day('2026-01-02', 20), day('2026-01-03', 30)]);
    assert.equal(basis.callsPerDay.expected, 20);
    assert.ok(Math.abs(basis.callsPerDay.high - 44.841377) < 1e-5);
    assert.equal(basis.callsPerDay.low, 0);
  });

  it('counts days that a log leaves out as days without a call', () => {
    const basis = loggedBasis([day('2026-01-01', 30), day('2026-01-10', 30)]);
    assert.deepEqual([basis.days, basis.callsPerDay.expected], [10, 6]);
  });

  it('prices the tokens that the log says, and no others', () => {
    const basis = loggedBasis([day('2026-01-01', 10, 5000), day('2026-01-02', 10, 5000)]);
    assert.equal(basis.inputTokens, 500);
    const price = { input: 2, cachedInput: null, output: 10 };
    const { costUsd } = forecastMonth(basis, { inputTokens: 99_999, price });
    assert.ok(Math.abs((costUsd?.expected ?? 0) - (10 * 30 * 500 * 2) / 1e6) < 1e-9);
  });
});

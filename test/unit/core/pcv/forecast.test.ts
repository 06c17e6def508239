import assert from 'node:assert/strict';
import { forecastRun, type ForecastInput } from '../../../../src/core/pcv/forecast.ts';
import { defaultRunSettings } from '../../../../src/core/pcv/run-settings.ts';
import { describeForecast } from '../../../../src/core/report/forecast-text.ts';

const price = { input: 1, cachedInput: null, output: 2 };
const free = { proposer: null, critic: null, verifier: null, target: null };
const base: ForecastInput = {
  settings: defaultRunSettings,
  tokens: 500,
  prices: { proposer: price, critic: price, verifier: price, target: price },
  cases: null,
  latencyMs: 1000,
};

describe('the forecast of a run', () => {
  it('has ranges in order', () => {
    const { calls, inputTokens, outputTokens, costUsd, durationMs } = forecastRun(base);
    for (const range of [calls, inputTokens, outputTokens, costUsd, durationMs]) {
      assert.ok(range !== null && range.low < range.expected && range.expected < range.high);
    }
  });

  it('counts the calls of a full run with every candidate judged', () => {
    const settings = { ...defaultRunSettings, iterations: 3, candidates: 2, judgeRepeats: 1 };
    // 6 proposals; the original and 6 candidates read; requirements once and 6 times; 6 pairs in both orders.
    assert.equal(forecastRun({ ...base, settings }).calls.high, 6 + 7 + 7 + 12);
  });

  it('knows no cost without every price, but the same calls', () => {
    const unpriced = forecastRun({ ...base, prices: free });
    assert.equal(unpriced.costUsd, null);
    assert.deepEqual(unpriced.calls, forecastRun(base).calls);
  });

  it('is cut off by the budget', () => {
    const budget = { calls: 10, tokens: 1000, costUsd: 0.001, timeMs: 500 };
    const { calls, costUsd, durationMs } = forecastRun({
      ...base,
      settings: { ...defaultRunSettings, budget },
    });
    assert.deepEqual([calls.high, costUsd?.high, durationMs.high], [10, 0.001, 500]);
  });

  it('grows with cases', () => {
    const cases = { search: 20, holdout: 30, tokens: 40, judgementsPerOutput: 1 };
    const withCases = forecastRun({ ...base, cases });
    assert.ok(withCases.calls.low > 2 * 20);
    assert.ok(withCases.calls.expected > forecastRun(base).calls.expected);
  });

  it('says what the run will take in one sentence', () => {
    assert.match(
      describeForecast(forecastRun(base)),
      /^The run will take about \d+ \(\d+ to \d+\) calls, .+ tokens in and .+ out, \$\S+ \(\$\S+ to \$\S+\), \d+ s \(\d+ s to \d+ s\)\.$/,
    );
    assert.match(describeForecast(forecastRun({ ...base, prices: free })), /at an unknown price/);
  });
});

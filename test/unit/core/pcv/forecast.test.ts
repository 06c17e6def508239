import assert from 'node:assert/strict';
import { forecastRun, type ForecastInput } from '../../../../src/core/pcv/forecast.ts';
import { forecastCalls } from '../../../../src/core/pcv/forecast-calls.ts';
import { defaultRunSettings } from '../../../../src/core/pcv/run-settings.ts';
import { describeForecast } from '../../../../src/core/report/forecast-text.ts';

const price = { input: 1, cachedInput: null, output: 2 };
const free = { proposer: null, critic: null, verifier: null, target: null };
const second = { low: 900, expected: 1000, high: 1200 };
const unmeasured = { proposer: null, critic: null, verifier: null, target: null };
const base: ForecastInput = {
  settings: defaultRunSettings,
  tokens: 500,
  prices: { proposer: price, critic: price, verifier: price, target: price },
  cases: null,
  latencies: { proposer: second, critic: second, verifier: second, target: second },
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

  it('counts each kept case as often as the confirmation samples it', () => {
    const targetCalls = (holdout: number): number => {
      const cases = { search: 12, holdout, tokens: 40, judgementsPerOutput: 0 };
      const rows = forecastCalls({ ...base, cases }, 'expected');
      return rows.find(({ role }) => role === 'target')?.count ?? 0;
    };
    // Two samples of both prompts from twelve cases on, three below.
    assert.equal(targetCalls(20) - targetCalls(0), 20 * 2 * 2);
    assert.equal(targetCalls(8) - targetCalls(0), 8 * 2 * 3);
  });

  it('says what the run will take in one sentence', () => {
    assert.match(
      describeForecast(forecastRun(base)),
      /^The run will take about \d+ \(\d+ to \d+\) calls, .+ tokens in and .+ out, \$\S+ \(\$\S+ to \$\S+\), \d+ s \(\d+ s to \d+ s\), by what these models took in earlier runs\.$/,
    );
    assert.match(describeForecast(forecastRun({ ...base, prices: free })), /at an unknown price/);
    assert.match(
      describeForecast(forecastRun({ ...base, latencies: unmeasured })),
      /by what models usually take\.$/,
    );
  });

  it('takes its time from what each role took before', () => {
    const settings = { ...defaultRunSettings, iterations: 5, schedule: 'overlapped' } as const;
    // Five proposals one after another, and a look at the original and one at the pick.
    assert.deepEqual(forecastRun({ ...base, settings }).durationMs.high, 7 * 1200);
    const slow = { low: 5000, expected: 6000, high: 9000 };
    const latencies = { ...base.latencies, verifier: slow };
    assert.equal(forecastRun({ ...base, settings, latencies }).durationMs.high, 5 * 1200 + 2 * 9000);
    const sequential = { ...settings, schedule: 'sequential' } as const;
    assert.equal(
      forecastRun({ ...base, settings: sequential, latencies }).durationMs.high,
      5 * (1200 + 9000) + 2 * 9000,
    );
  });

  it('calls a time measured only where every role was timed that is asked', () => {
    assert.equal(forecastRun(base).latency, 'measured');
    assert.equal(
      forecastRun({ ...base, latencies: { ...base.latencies, target: null } }).latency,
      'measured',
    );
    const cases = { search: 20, holdout: 30, tokens: 40, judgementsPerOutput: 1 };
    assert.equal(
      forecastRun({ ...base, cases, latencies: { ...base.latencies, target: null } }).latency,
      'usual',
    );
    assert.equal(forecastRun({ ...base, latencies: { ...base.latencies, critic: null } }).latency, 'usual');
  });

  it('counts a call for every section of a prompt above the context', () => {
    const tokens = 10_000;
    const whole = forecastCalls({ ...base, tokens }, 'expected');
    const sectionTokens = { proposer: 1000, critic: 1000, verifier: 1000 };
    const cut = forecastCalls({ ...base, tokens, sectionTokens }, 'expected');
    for (const role of ['critic', 'verifier'] as const) {
      const [first] = whole.filter((row) => row.role === role);
      const [parts] = cut.filter((row) => row.role === role);
      assert.equal((parts?.count ?? 0) - (first?.count ?? 0), 9);
      assert.ok((parts?.inputTokens ?? Infinity) < (first?.inputTokens ?? 0));
    }
    const none = forecastCalls({ ...base, tokens, sectionTokens: { ...sectionTokens, verifier: 0 } }, 'high');
    assert.ok(none.every(({ count, inputTokens }) => Number.isFinite(count) && Number.isFinite(inputTokens)));
  });
});

import assert from 'node:assert/strict';
import { dailyFactsToCsv, savedUsdOfThousand } from '../../../../src/core/analytics/analytics-csv.ts';
import type { DailyFacts } from '../../../../src/core/history/daily-facts.ts';

const day: DailyFacts = {
  day: '2026-11-20',
  runs: 2,
  verdicts: { improved: 1, 'equivalent-and-cheaper': 1, inconclusive: 0, regressed: 0 },
  gains: [{ tier: 'E0', runs: 2, mean: 1.5 }],
  calls: 10,
  cachedCalls: 3,
  inputTokens: 900,
  outputTokens: 90,
  costUsd: null,
  runsWithoutCost: 2,
  applied: 1,
  tokensSaved: 80,
};

describe('days as CSV', () => {
  const cellsOf = (inputPrice: number | null): Record<string, string> => {
    const [head = '', row = ''] = dailyFactsToCsv([day], inputPrice).split('\r\n');
    const cells = row.split(',');
    return Object.fromEntries(head.split(',').map((name, index) => [name, cells[index] ?? '']));
  };

  it('name what is saved in tokens, and in money where a price is known', () => {
    const { tokens_saved_per_call: tokens, usd_saved_per_1000_calls: money } = cellsOf(1.25);
    assert.deepEqual([tokens, money], ['80', '0.1']);
  });

  it('leave empty what is unknown', () => {
    const { usd_saved_per_1000_calls: money, cost_usd: cost, gain_E0: rules, gain_E3: cases } = cellsOf(null);
    assert.deepEqual([money, cost, rules, cases], ['', '', '1.5', '']);
    assert.equal(savedUsdOfThousand(80, null), null);
  });
});

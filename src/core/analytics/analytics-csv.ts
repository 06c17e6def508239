import type { DailyFacts } from '../history/daily-facts.ts';

const columns = [
  'day',
  'runs',
  'improved',
  'equivalent-and-cheaper',
  'inconclusive',
  'regressed',
  'applied',
  'tokens_saved_per_call',
  'calls',
  'cached_calls',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'gain_E0',
  'gain_E1',
  'gain_E2',
  'gain_E3',
] as const;

/** The days as CSV (RFC 4180); what is unknown is an empty cell. */
export function dailyFactsToCsv(days: readonly DailyFacts[]): string {
  return [columns, ...days.map(cells)].map((row) => `${row.join(',')}\r\n`).join('');
}

function cells(facts: DailyFacts): readonly (string | number)[] {
  const { verdicts } = facts;
  const gain = (tier: string): string | number =>
    facts.gains.find((known) => known.tier === tier)?.mean ?? '';
  return [
    facts.day,
    facts.runs,
    verdicts.improved,
    verdicts['equivalent-and-cheaper'],
    verdicts.inconclusive,
    verdicts.regressed,
    facts.applied,
    facts.tokensSaved,
    facts.calls,
    facts.cachedCalls,
    facts.inputTokens,
    facts.outputTokens,
    facts.costUsd ?? '',
    ...['E0', 'E1', 'E2', 'E3'].map(gain),
  ];
}

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
  'usd_saved_per_1000_calls',
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

/**
 * The days as CSV (RFC 4180); what is unknown is an empty cell. `inputPrice` is in US dollars for a million tokens; null
 * when unknown.
 */
export function dailyFactsToCsv(days: readonly DailyFacts[], inputPrice: number | null): string {
  return [columns, ...days.map((day) => cells(day, inputPrice))]
    .map((row) => `${row.join(',')}\r\n`)
    .join('');
}

function cells(facts: DailyFacts, inputPrice: number | null): readonly (string | number)[] {
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
    savedUsdOfThousand(facts.tokensSaved, inputPrice) ?? '',
    facts.calls,
    facts.cachedCalls,
    facts.inputTokens,
    facts.outputTokens,
    facts.costUsd ?? '',
    ...['E0', 'E1', 'E2', 'E3'].map(gain),
  ];
}

/** What tokens that a call saves come to in a thousand calls; null without a price. */
export function savedUsdOfThousand(tokensSaved: number, inputPrice: number | null): number | null {
  return inputPrice === null ? null : (tokensSaved * inputPrice * 1000) / 1e6;
}

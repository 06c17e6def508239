import type { AnalyticsPage } from '../../src/protocol/analytics-page.ts';
import { savedUsdOfThousand } from '../../src/core/analytics/analytics-csv.ts';
import type { Child } from '../dom.ts';
import { formatMoney, formatPercent, formatSigned } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { tierLabel } from '../tiers.ts';
import { chartSection } from './chart-section.ts';

type Day = AnalyticsPage['days'][number];

/** Tokens that applied rewrites save, day by day and in all, and what they cost where a price is known. */
export function savingsSection(context: Context, { days, usage: { inputPrice } }: AnalyticsPage): Child {
  const money = (tokens: number): string => {
    const saved = savedUsdOfThousand(tokens, inputPrice);
    return saved === null ? t('unknown') : formatMoney(saved);
  };
  const tokens = days.reduce((sum, { tokensSaved }) => sum + tokensSaved, 0);
  const applied = days.reduce((sum, day) => sum + day.applied, 0);
  const bars = days.map((day) => ({
    label: day.day.slice(5),
    title: t(
      '{0}: {1} tokens saved per call by {2} applied rewrites',
      day.day,
      formatSigned(day.tokensSaved),
      day.applied,
    ),
    values: [day.tokensSaved],
  }));
  return chartSection(context, {
    name: 'savings',
    title: t('Saved by applied rewrites'),
    unit: t('tokens per call'),
    bars,
    series: ['is-saving'],
    tableTitle: tableOfDays(days),
    heads: [t('Day'), t('Applied'), t('Tokens saved per call'), t('Saved in 1,000 calls')],
    rows: [
      ...days.map((day) => [
        day.day,
        formatCount(day.applied),
        formatSigned(day.tokensSaved),
        money(day.tokensSaved),
      ]),
      [t('In all'), formatCount(applied), formatSigned(tokens), money(tokens)],
    ],
  });
}

/** What the runs came to, day by day. */
export function verdictSection(context: Context, { days }: AnalyticsPage): Child {
  const counts = ({ verdicts }: Day): readonly number[] => [
    verdicts.improved,
    verdicts['equivalent-and-cheaper'],
    verdicts.inconclusive,
    verdicts.regressed,
  ];
  const names = [t('Improved'), t('Equivalent and cheaper'), t('Inconclusive'), t('Regressed')];
  const series = ['is-improved', 'is-equivalent', 'is-inconclusive', 'is-regressed'];
  return chartSection(context, {
    name: 'verdicts',
    title: t('Runs by verdict'),
    unit: t('runs'),
    bars: days.map((day) => ({
      label: day.day.slice(5),
      title: verdictTitle(day, names, counts(day)),
      values: counts(day),
    })),
    series,
    legend: names.map((name, index) => ({ name, className: series[index] ?? '' })),
    tableTitle: tableOfDays(days),
    heads: [t('Day'), ...names],
    rows: days.map((day) => [day.day, ...counts(day).map(formatCount)]),
  });
}

function verdictTitle({ day }: Day, names: readonly string[], counts: readonly number[]): string {
  const parts = names.map((name, index) => `${name} ${formatCount(counts[index] ?? 0)}`);
  return `${day}: ${parts.join(', ')}`;
}

/** Each tier by itself: a gain that a rubric sees is not one that outputs have shown. */
export function gainSection(context: Context, { days }: AnalyticsPage): Child {
  const tiers = (['E0', 'E1', 'E2', 'E3'] as const).flatMap((tier) => {
    const gains = days.flatMap((day) => day.gains.filter((gain) => gain.tier === tier));
    const runs = gains.reduce((sum, gain) => sum + gain.runs, 0);
    if (runs === 0) return [];
    const mean = gains.reduce((sum, gain) => sum + gain.mean * gain.runs, 0) / runs;
    return [{ tier, runs, mean }];
  });
  if (tiers.length === 0) return null;
  return chartSection(context, {
    name: 'gains',
    title: t('Quality Gain by evidence'),
    unit: t('points'),
    bars: tiers.map(({ tier, runs, mean }) => ({
      label: tier,
      title: t('{0}: {1} points, the mean of {2} runs', tierLabel(tier), formatSigned(mean), runs),
      values: [mean],
    })),
    series: ['is-saving'],
    tableTitle: t('Table of the tiers'),
    heads: [t('Evidence'), t('Runs'), t('Mean gain in points')],
    rows: tiers.map(({ tier, runs, mean }) => [tierLabel(tier), formatCount(runs), formatSigned(mean)]),
    remark: t('Tiers are never added up: they do not measure the same.'),
  });
}

/** How many calls the models answered, and how many the cache did. */
export function cacheSection(context: Context, { days }: AnalyticsPage): Child {
  const calls = days.reduce((sum, day) => sum + day.calls, 0);
  const cached = days.reduce((sum, day) => sum + day.cachedCalls, 0);
  if (calls + cached === 0) return null;
  const names = [t('Answered by a model'), t('Out of the cache')];
  const share = ({ calls: own, cachedCalls }: Pick<Day, 'calls' | 'cachedCalls'>): string =>
    formatPercent(own + cachedCalls === 0 ? 0 : (100 * cachedCalls) / (own + cachedCalls));
  return chartSection(context, {
    name: 'cache',
    title: t('Calls and cache'),
    note: t('{0} of the calls from the cache', share({ calls, cachedCalls: cached })),
    unit: t('calls'),
    isClosed: true,
    bars: days.map((day) => ({
      label: day.day.slice(5),
      title: t(
        '{0}: {1} calls answered by a model, {2} out of the cache',
        day.day,
        day.calls,
        day.cachedCalls,
      ),
      values: [day.calls, day.cachedCalls],
    })),
    series: ['is-saving', 'is-improved'],
    legend: names.map((name, index) => ({ name, className: index === 0 ? 'is-saving' : 'is-improved' })),
    tableTitle: tableOfDays(days),
    heads: [t('Day'), ...names, t('Share of the cache')],
    rows: days.map((day) => [day.day, formatCount(day.calls), formatCount(day.cachedCalls), share(day)]),
  });
}

function tableOfDays(days: readonly Day[]): string {
  return plural(days.length, 'Table of {0} day', 'Table of {0} days');
}

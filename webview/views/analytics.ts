import type { PageOf } from '../../src/protocol/pages.ts';
import { type AnalyticsPage, analyticsRanges } from '../../src/protocol/analytics-page.ts';
import { savedUsdOfThousand } from '../../src/core/analytics/analytics-csv.ts';
import { type Child, h } from '../dom.ts';
import { formatMoney } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { cacheSection, gainSection, savingsSection, verdictSection } from './analytics-charts.ts';
import { latencySection, spendSection } from './analytics-models.ts';
import { promptsSection, shareSection, usageSection } from './analytics-usage.ts';

/** "Is it worth it, and where next?": what the history of the workspace comes to. */
export function analyticsView(context: Context, page: PageOf<'analytics'>): Child {
  const runs = sum(page, ({ runs: count }) => count);
  return h(
    'main',
    { key: 'analytics', class: 'view analytics', tabindex: -1 },
    h(
      'section',
      { class: 'headline', 'aria-labelledby': 'headline' },
      h('div', { class: 'headline-title' }, h('h1', { id: 'headline' }, headline(page, runs))),
      h('p', { class: 'headline-reason' }, reason(page, runs)),
      rangeBar(context, page.rangeDays),
    ),
    runs > 0 && [
      savingsSection(context, page),
      verdictSection(context, page),
      gainSection(context, page),
      spendSection(context, page),
      cacheSection(context, page),
      latencySection(context, page),
    ],
    promptsSection(context, page),
    shareSection(context, page),
    usageSection(context, page),
  );
}

function headline(page: AnalyticsPage, runs: number): string {
  if (runs === 0) return t('No runs in this range yet');
  const saved = sum(page, ({ tokensSaved }) => tokensSaved);
  const tokens = formatCount(Math.abs(saved));
  const isOne = sum(page, ({ applied }) => applied) === 1;
  if (saved === 0) return t('Applied rewrites neither save nor cost tokens');
  if (isOne && saved > 0) return t('The applied rewrite saves {0} tokens per call', tokens);
  return saved > 0
    ? t('Applied rewrites save {0} tokens when each is called once', tokens)
    : t('Applied rewrites take {0} more tokens when each is called once', tokens);
}

function reason(page: AnalyticsPage, runs: number): string {
  if (runs === 0) return t('Optimize a prompt, and what it brings is added up here.');
  const applied = sum(page, ({ applied: count }) => count);
  const calls = sum(page, (day) => day.calls);
  const costs = page.days.flatMap(({ costUsd }) => costUsd ?? []);
  const unknown = sum(page, ({ runsWithoutCost }) => runsWithoutCost);
  const saved = savedUsdOfThousand(
    sum(page, ({ tokensSaved }) => tokensSaved),
    page.usage.inputPrice,
  );
  const spent = formatMoney(costs.reduce((total, cost) => total + cost, 0));
  return [
    `${plural(runs, '{0} run', '{0} runs')}, ${plural(applied, '{0} applied', '{0} applied')}.`,
    saved === null || saved <= 0 ? '' : t('That is {0} in 1,000 calls of each.', formatMoney(saved)),
    calls === 0 ? t('No model was called.') : t('{0} model calls, {1} spent.', formatCount(calls), spent),
    unknown === 0
      ? ''
      : plural(unknown, 'The cost of {0} run is unknown.', 'The cost of {0} runs is unknown.'),
  ]
    .filter(Boolean)
    .join(' ');
}

function rangeBar({ send }: Context, rangeDays: number): Child {
  const onChange = ({ target }: Event): void => {
    const days = analyticsRanges.find((range) => String(range) === Reflect.get(target ?? {}, 'value'));
    if (days !== undefined) send({ type: 'analytics', request: { type: 'set-range', days } });
  };
  return h(
    'div',
    { class: 'bar' },
    h(
      'label',
      { class: 'note' },
      t('Last'),
      ' ',
      h(
        'select',
        { class: 'choice', set: { value: String(rangeDays) }, on: { change: onChange } },
        analyticsRanges.map((days) =>
          h('option', { value: days, selected: days === rangeDays }, plural(days, '{0} day', '{0} days')),
        ),
      ),
    ),
    h('span', { class: 'spacer' }),
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        on: { click: () => send({ type: 'analytics', request: { type: 'export-data' } }) },
      },
      t('Export…'),
    ),
  );
}

function sum({ days }: AnalyticsPage, valueOf: (day: AnalyticsPage['days'][number]) => number): number {
  return days.reduce((total, day) => total + valueOf(day), 0);
}

import type { PageOf } from '../../src/protocol/pages.ts';
import { type AnalyticsPage, analyticsRanges } from '../../src/protocol/analytics-page.ts';
import { type Child, h } from '../dom.ts';
import { formatMoney } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { section } from './section.ts';

type Day = AnalyticsPage['days'][number];

/** "Is it worth it, and where next?": what the history of the workspace comes to. */
export function analyticsView(context: Context, page: PageOf<'analytics'>): Child {
  const runs = sum(page.days, ({ runs: count }) => count);
  const saved = sum(page.days, ({ tokensSaved }) => tokensSaved);
  return h(
    'main',
    { key: 'analytics', class: 'view', tabindex: -1 },
    h(
      'section',
      { class: 'headline', 'aria-labelledby': 'headline' },
      h('div', { class: 'headline-title' }, h('h1', { id: 'headline' }, headline(runs, saved))),
      rangeChoice(context, page.rangeDays),
    ),
    runs > 0 && daysSection(context, page.days),
  );
}

function headline(runs: number, saved: number): string {
  if (runs === 0) return t('No runs in this range');
  const tokens = formatCount(Math.abs(saved));
  return saved >= 0
    ? t('Applied rewrites save {0} tokens in each round of calls', tokens)
    : t('Applied rewrites cost {0} more tokens in each round of calls', tokens);
}

function rangeChoice({ send }: Context, rangeDays: number): Child {
  return h(
    'label',
    { class: 'note' },
    t('Range'),
    ' ',
    h(
      'select',
      {
        class: 'choice',
        set: { value: String(rangeDays) },
        on: {
          change: ({ target }) => {
            const days = analyticsRanges.find(
              (range) => String(range) === Reflect.get(target ?? {}, 'value'),
            );
            if (days !== undefined) send({ type: 'analytics', request: { type: 'set-range', days } });
          },
        },
      },
      analyticsRanges.map((days) =>
        h('option', { value: days, selected: days === rangeDays }, plural(days, '{0} day', '{0} days')),
      ),
    ),
  );
}

function daysSection(context: Context, days: readonly Day[]): Child {
  const heads = [t('Day'), t('Runs'), t('Applied'), t('Tokens saved per call'), t('Model calls'), t('Cost')];
  return section(
    context,
    { name: 'days', title: t('By day'), isOpenByDefault: true },
    h(
      'table',
      { class: 'table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head) => h('th', { scope: 'col' }, head)),
        ),
      ),
      h('tbody', {}, days.toReversed().map(dayRow)),
    ),
  );
}

function dayRow(day: Day): Child {
  const cost = day.costUsd === null ? t('unknown') : formatMoney(day.costUsd);
  const numbers = [day.runs, day.applied, day.tokensSaved, day.calls].map(formatCount);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, day.day),
    [...numbers, cost].map((cell) => h('td', { class: 'number' }, cell)),
  );
}

function sum(days: readonly Day[], valueOf: (day: Day) => number): number {
  return days.reduce((total, day) => total + valueOf(day), 0);
}

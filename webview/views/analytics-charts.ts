import type { AnalyticsPage } from '../../src/protocol/analytics-page.ts';
import { type Bar, barChart } from '../charts/bars.ts';
import { pictureOf } from '../charts/chart-picture.ts';
import { type Child, h } from '../dom.ts';
import { formatMoney, formatNumber, formatSigned } from '../format.ts';
import { formatCount, plural, t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { tierLabel } from '../tiers.ts';
import { disclosure, section } from './section.ts';

type Day = AnalyticsPage['days'][number];
type Role = AnalyticsPage['roles'][number];

/** Tokens that applied rewrites save, day by day. */
export function savingsSection(context: Context, { days }: AnalyticsPage): Child {
  const bars = days.map(({ day, tokensSaved, applied }) => ({
    label: day.slice(5),
    title: t(
      '{0}: {1} tokens saved per call by {2} applied rewrites',
      day,
      formatSigned(tokensSaved),
      applied,
    ),
    values: [tokensSaved],
  }));
  return chartSection(context, {
    name: 'savings',
    title: t('Saved by applied rewrites'),
    unit: t('tokens per call'),
    bars,
    series: ['is-saving'],
    heads: [t('Day'), t('Applied'), t('Tokens saved per call')],
    rows: days.map(({ day, applied, tokensSaved }) => [day, formatCount(applied), formatSigned(tokensSaved)]),
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
  return section(
    context,
    { name: 'gains', title: t('Quality Gain by evidence'), isOpenByDefault: true },
    table(
      [t('Evidence'), t('Runs'), t('Mean gain in points')],
      tiers.map(({ tier, runs, mean }) => [tierLabel(tier), formatCount(runs), formatSigned(mean)]),
    ),
    h('p', { class: 'note' }, t('Tiers are never added up: they do not measure the same.')),
  );
}

/** Spend, cache and speed of the models. */
export function rolesSection(context: Context, { roles, days }: AnalyticsPage): Child {
  if (roles.length === 0) return null;
  const calls = days.reduce((sum, day) => sum + day.calls, 0);
  const cached = days.reduce((sum, day) => sum + day.cachedCalls, 0);
  const share = calls + cached === 0 ? 0 : (100 * cached) / (calls + cached);
  return section(
    context,
    {
      name: 'roles',
      title: t('Spend by model and role'),
      note: t('{0} % of the calls from the cache', formatNumber(share, 0)),
      isOpenByDefault: true,
    },
    table(
      [
        t('Role'),
        t('Model'),
        t('Calls'),
        t('Cached'),
        t('Tokens in'),
        t('Tokens out'),
        t('Cost'),
        t('Mean time'),
      ],
      roles.map(roleRow),
      2,
    ),
  );
}

function roleRow(role: Role): readonly string[] {
  return [
    roleLabel(role.role),
    role.model,
    ...[role.calls, role.cachedCalls, role.inputTokens, role.outputTokens].map(formatCount),
    role.costUsd === null ? t('unknown') : formatMoney(role.costUsd),
    role.latencyMs === null ? t('unknown') : t('{0} s', formatNumber(role.latencyMs / 1000, 1)),
  ];
}

function roleLabel(role: Role['role']): string {
  switch (role) {
    case 'proposer':
      return t('Proposer');
    case 'critic':
      return t('Critic');
    case 'verifier':
      return t('Verifier');
    case 'target':
      return t('Target');
  }
}

interface ChartSection {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
  readonly series: readonly string[];
  readonly legend?: readonly { readonly name: string; readonly className: string }[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A chart with its legend, its table, and the way to keep it as a picture. */
function chartSection(context: Context, chart: ChartSection): Child {
  const { name, title, legend = [], heads, rows } = chart;
  return section(
    context,
    { name, title, isOpenByDefault: true },
    barChart(chart),
    legend.length > 0 &&
      h(
        'ul',
        { class: 'legend' },
        legend.map((entry) =>
          h('li', {}, h('span', { class: `legend-mark ${entry.className}` }), entry.name),
        ),
      ),
    disclosure(
      context,
      { name: `${name}-table`, className: 'metric', isOpenByDefault: false },
      h('span', {}, plural(rows.length, 'Table of {0} day', 'Table of {0} days')),
      table(heads, rows),
    ),
    h(
      'div',
      { class: 'bar' },
      (['svg', 'png'] as const).map((format) =>
        h(
          'button',
          { type: 'button', class: 'link', on: { click: () => void savePicture(context, name, format) } },
          t('Save as {0}', format.toUpperCase()),
          h('span', { class: 'visually-hidden' }, ` ${title}`),
        ),
      ),
    ),
  );
}

async function savePicture({ send }: Context, name: string, format: 'svg' | 'png'): Promise<void> {
  const picture = await pictureOf(name, format);
  if (picture !== null) send({ type: 'analytics', request: { type: 'export-picture', picture } });
}

/** The first `names` columns are words, the others numbers. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], names = 1): Child {
  return h(
    'div',
    { class: 'table-frame' },
    h(
      'table',
      { class: 'table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head, index) =>
            h('th', { scope: 'col', class: index < names ? false : 'number' }, head),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((cells) =>
          h(
            'tr',
            {},
            cells.map((cell, index) =>
              index === 0
                ? h('th', { scope: 'row' }, cell)
                : h(
                    'td',
                    { class: index < names ? false : 'number', 'data-label': heads[index] ?? '' },
                    cell,
                  ),
            ),
          ),
        ),
      ),
    ),
  );
}

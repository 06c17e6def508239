import { type Bar, barChart } from '../charts/bars.ts';
import { pictureOf } from '../charts/chart-picture.ts';
import { type Child, h } from '../dom.ts';
import { t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { disclosure, section } from './section.ts';

export interface ChartSection {
  readonly name: string;
  readonly title: string;
  /** What the whole comes to, in a few words. */
  readonly note?: string;
  readonly unit: string;
  readonly leastWidth?: number;
  /** Closed at first where it is not what most people come for. */
  readonly isClosed?: boolean;
  readonly bars: readonly Bar[];
  readonly series: readonly string[];
  readonly legend?: readonly { readonly name: string; readonly className: string }[];
  /** How the table below the chart is called. */
  readonly tableTitle: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold words; the others hold numbers. */
  readonly names?: number;
  /** What is to be said below. */
  readonly remark?: string;
}

/** A chart with its legend, its table, and the way to keep it as a picture. */
export function chartSection(context: Context, chart: ChartSection): Child {
  const { name, title, note, legend = [], tableTitle, heads, rows, names, remark, isClosed } = chart;
  return section(
    context,
    { name, title, ...(note === undefined ? {} : { note }), isOpenByDefault: isClosed !== true },
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
      h('span', {}, tableTitle),
      table(heads, rows, names),
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
    remark !== undefined && h('p', { class: 'note' }, remark),
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

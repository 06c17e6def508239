import type { PhaseOf } from '../../src/protocol.ts';
import { type Child, h } from '../dom.ts';
import { type MetricRow, metricRows } from '../metric-rows.ts';
import { t } from '../text.ts';
import type { Context } from '../view-state.ts';
import { disclosure, section } from './section.ts';

/** Every number of the result; each opens to its definition and to what went into it. */
export function metricsSection(context: Context, result: PhaseOf<'result'>): Child {
  const rows = metricRows(result);
  const missing = rows.filter(({ isMissing }) => isMissing).length;
  return section(
    context,
    {
      name: 'metrics',
      title: t('Metrics'),
      note:
        missing === 0
          ? t('{0} numbers', rows.length)
          : t('{0} of {1} known', rows.length - missing, rows.length),
      // Of the run, not of the selection: whoever turns changes down must not see the numbers go.
      isOpenByDefault: result.report.changed,
    },
    h(
      'div',
      { class: 'metrics' },
      rows.map((row) => metric(context, row)),
    ),
  );
}

function metric(context: Context, row: MetricRow): Child {
  return disclosure(
    context,
    { name: `metric:${row.id}`, className: 'metric', isOpenByDefault: false },
    [
      h('span', { class: 'metric-label' }, row.label),
      h('span', { class: row.isMissing ? 'metric-value is-unknown' : 'metric-value' }, row.value),
      h('span', { class: 'metric-source' }, row.source),
    ],
    metricBody(row),
  );
}

/** The definition, the formula, and what went into the number, each with its source. */
function metricBody({ definition, formula, inputs, hint }: MetricRow): Child {
  return h(
    'div',
    { class: 'metric-body' },
    h('p', {}, definition),
    h('p', { class: 'metric-formula' }, h('code', {}, formula)),
    hint !== null && h('p', { class: 'metric-hint' }, hint),
    h(
      'dl',
      { class: 'metric-inputs' },
      inputs.map(({ label, value, source }) =>
        h(
          'div',
          { class: 'metric-input' },
          h('dt', {}, label),
          h('dd', { class: 'metric-input-value' }, value),
          h('dd', { class: 'note' }, source),
        ),
      ),
    ),
  );
}

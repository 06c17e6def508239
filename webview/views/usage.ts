import type { RunProgress } from '../../src/core/report/run-progress.ts';
import type { RunReport } from '../../src/core/report/run-report.ts';
import { type Child, h } from '../dom.ts';
import { formatDuration, formatMoney } from '../format.ts';
import { quotedText } from '../rich-text.ts';
import { formatCount, key, t } from '../text.ts';

type Usage = RunReport['usage'];
type Forecast = NonNullable<RunReport['forecast']>;
type Range = Forecast['calls'];
type Role = NonNullable<Usage['byRole']>[number];

/** What a run has used until now, each beside what was forecast. */
export function spentList(progress: RunProgress | null, elapsedMs: number): Child {
  const usage = progress?.usage ?? null;
  return usageList({ usage, forecast: progress?.forecast, durationMs: elapsedMs });
}

/** What a finished run has used, each beside what was forecast. */
export function usedList({ usage, forecast }: RunReport): Child {
  return usageList({ usage, forecast, durationMs: usage.wallMs });
}

interface UsageList {
  readonly usage: Usage | null;
  readonly forecast: Forecast | undefined;
  readonly durationMs: number;
}

function usageList({ usage, forecast, durationMs }: UsageList): Child {
  const tokens = usage === null ? null : usage.inputTokens + usage.outputTokens;
  return h(
    'dl',
    { class: 'usage' },
    usageItem(t('Time'), formatDuration(durationMs), rangeOf(forecast?.durationMs, formatDuration)),
    usageItem(t('Model calls'), callsLabel(usage), rangeOf(forecast?.calls, formatCount)),
    usageItem(t('Tokens used'), countLabel(tokens), rangeOf(tokensOf(forecast), formatCount)),
    usageItem(t('Cost'), costLabel(usage), rangeOf(forecast?.costUsd ?? undefined, formatMoney)),
  );
}

/** A term and its value, one beside the other; what was forecast after it. */
function usageItem(label: string, value: string, forecast: string | null): Child {
  return h(
    'div',
    { class: 'usage-item' },
    h('dt', {}, label),
    h('dd', {}, value),
    forecast !== null && h('dd', { class: 'note' }, t('forecast {0}', forecast)),
  );
}

function callsLabel(usage: Usage | null): string {
  if (usage === null) return '–';
  const { calls, cachedCalls } = usage;
  return cachedCalls === 0
    ? formatCount(calls)
    : t('{0}, {1} from the cache', formatCount(calls), cachedCalls);
}

function countLabel(count: number | null): string {
  return count === null ? '–' : formatCount(count);
}

function costLabel(usage: Usage | null): string {
  if (usage === null) return '–';
  return usage.costUsd === null ? t('unknown') : formatMoney(usage.costUsd);
}

function tokensOf(forecast: Forecast | undefined): Range | undefined {
  if (forecast === undefined) return undefined;
  const { inputTokens, outputTokens } = forecast;
  return {
    low: inputTokens.low + outputTokens.low,
    expected: inputTokens.expected + outputTokens.expected,
    high: inputTokens.high + outputTokens.high,
  };
}

function rangeOf(range: Range | undefined, format: (value: number) => string): string | null {
  if (range === undefined) return null;
  const [low, high] = [format(rounded(range.low)), format(rounded(range.high))];
  return low === high ? low : t('{0} to {1}', low, high);
}

/** Counts are whole; sums below ten keep their digits. */
function rounded(value: number): number {
  return value < 10 ? value : Math.round(value);
}

const roleNames: Readonly<Record<Role['role'], string>> = {
  proposer: key('Proposer'),
  critic: key('Critic'),
  verifier: key('Verifier'),
  target: key('Target'),
};

/** Which model did what, and what it took. */
export function roleTable({ byRole }: Usage): Child {
  if (byRole === undefined || byRole.length === 0) return null;
  return h(
    'table',
    { class: 'table' },
    h('caption', { class: 'visually-hidden' }, t('Use of models by role')),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('Role')),
        h('th', { scope: 'col' }, t('Model')),
        h('th', { scope: 'col', class: 'number' }, t('Calls')),
        h('th', { scope: 'col', class: 'number wide-only' }, t('Tokens in')),
        h('th', { scope: 'col', class: 'number wide-only' }, t('Tokens out')),
        h('th', { scope: 'col', class: 'number' }, t('Cost')),
      ),
    ),
    h('tbody', {}, byRole.map(roleRow)),
  );
}

function roleRow({
  role,
  model,
  calls,
  cachedCalls,
  inputTokens,
  outputTokens,
  costUsd,
  provenance,
}: Role): Child {
  const about = provenance === 'estimate' ? '≈ ' : '';
  return h(
    'tr',
    { key: `${role}:${model}` },
    h('th', { scope: 'row' }, t(roleNames[role])),
    h('td', { class: 'model-name' }, quotedText(model)),
    h(
      'td',
      { class: 'number' },
      formatCount(calls),
      cachedCalls > 0 && h('div', { class: 'note' }, t('{0} cached', formatCount(cachedCalls))),
    ),
    h('td', { class: 'number wide-only' }, `${about}${formatCount(inputTokens)}`),
    h('td', { class: 'number wide-only' }, `${about}${formatCount(outputTokens)}`),
    h('td', { class: 'number' }, costUsd === null ? t('unknown') : formatMoney(costUsd)),
  );
}

import { metricDefinition, type MetricId } from '../src/core/metrics/metric-definitions.ts';
import type { RunReport } from '../src/core/report/run-report.ts';
import { estimateBand } from '../src/core/tokens/provenance.ts';
import type { Current, PhaseOf } from '../src/protocol.ts';
import { casesOf, qualityOf } from './evidence.ts';
import { formatFixed, formatMoney, formatNumber, formatPercent, formatSigned } from './format.ts';
import { formatCount, key, localise, plural, t } from './text.ts';
import { tierLabel } from './tiers.ts';

type Result = PhaseOf<'result'>;

/** One number that went into a metric, and where it comes from. */
export interface MetricInput {
  readonly label: string;
  readonly value: string;
  readonly source: string;
}

/** One number of the result: what it is, where it comes from, and what it means. */
export interface MetricRow {
  readonly id: string;
  readonly label: string;
  /** The number; in place of one that there is not, the word for it: unknown, not applicable, not shown. */
  readonly value: string;
  readonly isMissing: boolean;
  /** Where the number comes from, in two or three words. */
  readonly source: string;
  readonly definition: string;
  readonly formula: string;
  readonly inputs: readonly MetricInput[];
  /** What would make an unknown number known; null for a known one. */
  readonly hint: string | null;
}

/** The metrics of METRICS.md that one prompt has, in the order of what a reader asks first. */
export function metricRows(result: Result): readonly MetricRow[] {
  return [
    tokensRow(result),
    compressionRow(result),
    ...renderedRows(result),
    qualityGainRow(result),
    reasoningRow(result),
    efficiencyRow(result),
    compactnessRow(result),
    lambdaRow(result),
    costRow(result),
    breakEvenRow(result),
    priorityRow(result),
  ];
}

type RowParts = Pick<MetricRow, 'value' | 'isMissing' | 'source' | 'inputs'> &
  Partial<Pick<MetricRow, 'hint' | 'label' | 'definition'>>;

function row(id: keyof typeof labels, parts: RowParts): MetricRow {
  const { definition, formula } = metricDefinition(id);
  return { id, label: t(labels[id]), definition: localise(definition), formula, hint: null, ...parts };
}

/** The names of `metric-definitions.ts`, which has the same; here for translation. */
const labels = {
  tokens: key('Tokens'),
  compression: key('Compression'),
  qualityGain: key('Quality Gain'),
  reasoningGainIndex: key('Reasoning Gain Index'),
  cost: key('Cost of a call'),
  efficiency: key('Efficiency'),
  compactness: key('Compactness'),
  breakEvenCalls: key('Break-even'),
  lambdaTradeoff: key('Lambda trade-off'),
  priority: key('Priority'),
} as const satisfies Partial<Record<MetricId, string>>;

/** What the core says about a number that is missing. */
function whyUnknown(id: MetricId): string {
  return localise(metricDefinition(id).unknown);
}

function tokenInputs({ metrics }: Current): readonly MetricInput[] {
  const { before, after, provenance } = metrics.tokens;
  const source = tokenSource(metrics.tokens);
  const counted = [
    { label: t('Original'), value: tokensLabel(before), source },
    { label: t('Rewrite'), value: tokensLabel(after), source },
  ];
  if (provenance !== 'estimate') return counted;
  return [...counted, { label: t('By the model itself'), value: estimateLabel(after), source }];
}

function qualityInputs(result: Result): readonly MetricInput[] {
  const { before, after, tier } = qualityOf(result);
  return [
    { label: t('Original'), value: pointsLabel(before), source: tierLabel(tier) },
    { label: t('Rewrite'), value: pointsLabel(after), source: tierLabel(tier) },
  ];
}

function tokensRow({ current }: Result): MetricRow {
  const { before, after, provenance } = current.metrics.tokens;
  const about = provenance === 'estimate' ? '≈ ' : '';
  return row('tokens', {
    ...known(t('{0} → {1}', `${about}${formatCount(before)}`, `${about}${formatCount(after)}`)),
    source: tokenSource(current.metrics.tokens),
    inputs: tokenInputs(current),
  });
}

/** Where a token count comes from, in a word or two. */
export function tokenSource({
  provenance,
  encoding,
}: Pick<Current['metrics']['tokens'], 'provenance' | 'encoding'>): string {
  if (provenance === 'tokenizer') return encoding;
  return provenance === 'exact' ? t('provider') : t('≈ estimate');
}

function compressionRow({ current }: Result): MetricRow {
  return row('compression', {
    ...known(compressionLabel(current.metrics.compression)),
    source: tokenSource(current.metrics.tokens),
    inputs: tokenInputs(current),
  });
}

/** C_r: what the bill sees. Only cases can say how long a filled-in prompt is. */
function renderedRows(result: Result): readonly MetricRow[] {
  const cases = casesOf(result);
  const rendered = cases?.renderedTokens ?? null;
  if (cases === null || rendered === null || rendered.before === 0) return [];
  const source = t('mean over {0} cases', cases.cases);
  return [
    {
      ...row('compression', {
        ...known(compressionLabel(100 * (1 - rendered.after / rendered.before))),
        label: t('Compression, filled in'),
        definition: t('The same for the prompts with the values of the cases filled in: what the bill sees.'),
        source: tokenSource(result.current.metrics.tokens),
        inputs: [
          { label: t('Original'), value: tokensLabel(Math.round(rendered.before)), source },
          { label: t('Rewrite'), value: tokensLabel(Math.round(rendered.after)), source },
        ],
      }),
      id: 'compression-rendered',
      formula: '100 · (1 - T_r1/T_r0)',
    },
  ];
}

function compressionLabel(compression: number): string {
  if (compression === 0) return t('same length');
  const percent = formatPercent(Math.abs(compression), 1);
  return compression < 0 ? t('{0} longer', percent) : t('{0} shorter', percent);
}

function qualityGainRow(result: Result): MetricRow {
  const { value, tier, interval } = result.current.metrics.qualityGain;
  const cases = casesOf(result);
  const range = interval === null ? '' : ` [${formatSigned(interval[0])}, ${formatSigned(interval[1])}]`;
  return row('qualityGain', {
    ...(value === null ? unknown() : known(t('{0} points{1}', formatSigned(value), range))),
    source: tierLabel(tier),
    inputs: cases === null ? qualityInputs(result) : caseInputs(cases),
    hint: gainHint(value, interval !== null, cases !== null),
  });
}

function caseInputs({
  cases,
  pValue,
  noiseFloor,
  tier,
}: NonNullable<ReturnType<typeof casesOf>>): readonly MetricInput[] {
  const source = tierLabel(tier);
  return [
    { label: t('Cases that led no search'), value: formatCount(cases), source },
    { label: t('p'), value: pValue === null ? t('unknown') : smallNumber(pValue), source },
    {
      label: t('Noise floor'),
      value: noiseFloor === null ? t('unknown') : pointsLabel(noiseFloor),
      source,
    },
  ];
}

/** No chance is none at all: what is too small to show is said to be smaller. */
function smallNumber(value: number): string {
  return value < 0.001 ? `< ${formatNumber(0.001, 3)}` : formatNumber(value, 3);
}

function gainHint(value: number | null, hasInterval: boolean, hasCases: boolean): string | null {
  if (value === null) return whyUnknown('qualityGain');
  if (hasInterval) return null;
  return hasCases
    ? t('An interval takes at least six cases with a result on both sides.')
    : t('An interval takes test cases: add a promptfoo file, and outputs of both prompts are compared.');
}

function reasoningRow(result: Result): MetricRow {
  const { value, tier } = result.current.metrics.reasoningGainIndex;
  const source = tierLabel(tier);
  return row('reasoningGainIndex', {
    ...(value === null ? missing(t('not applicable')) : known(formatSigned(value, 2))),
    source,
    inputs: [tier === 'E2' ? reasoningOfOutputs(result, source) : reasoningOfTexts(source)],
    hint: value === null ? whyUnknown('reasoningGainIndex') : null,
  });
}

function reasoningOfTexts(source: string): MetricInput {
  return {
    label: t('Scaffold of both prompts'),
    value: t('steps, criteria, checks, edge cases, output contract'),
    source,
  };
}

function reasoningOfOutputs(result: Result, source: string): MetricInput {
  const { before = null, after = null, cases = 0 } = casesOf(result)?.reasoning ?? {};
  return {
    label: t('Steps in outputs of both prompts'),
    value:
      before === null || after === null
        ? t('no case needs steps')
        : t(
            '{0} → {1} on {2}',
            formatFixed(before, 2),
            formatFixed(after, 2),
            plural(cases, '{0} kept case', '{0} kept cases'),
          ),
    source,
  };
}

function efficiencyRow(result: Result): MetricRow {
  const { efficiency, qualityGain } = result.current.metrics;
  return row('efficiency', {
    ...(efficiency === null ? missing(t('not shown')) : known(formatSignedPercent(efficiency))),
    source: tierLabel(qualityGain.tier),
    inputs: [...qualityInputs(result), ...tokenInputs(result.current)],
    hint: efficiency === null ? whyUnknown('efficiency') : null,
  });
}

function compactnessRow({ current }: Result): MetricRow {
  const { before, after } = current.metrics.compactness;
  const source = t('counted here');
  return row('compactness', {
    ...known(t('{0} → {1}', formatFixed(before, 2), formatFixed(after, 2))),
    source: t('text'),
    inputs: [
      { label: t('Original'), value: formatFixed(before, 2), source },
      { label: t('Rewrite'), value: formatFixed(after, 2), source },
    ],
  });
}

function lambdaRow({ current, selection }: Result): MetricRow {
  const { metrics } = current;
  const gain = metrics.qualityGain.value;
  return row('lambdaTradeoff', {
    ...known(signedPointsLabel(metrics.lambda.tradeoff)),
    source: tierLabel(metrics.qualityGain.tier),
    inputs: [
      { label: 'λ', value: formatNumber(selection.lambda, 2), source: t('slider') },
      {
        label: t('Quality Gain'),
        value: gain === null ? t('unknown') : formatSigned(gain),
        source: tierLabel(metrics.qualityGain.tier),
      },
      {
        label: t('Change of the cost'),
        value: formatSignedPercent(-metrics.compression / 100),
        source: tokenSource(metrics.tokens),
      },
    ],
  });
}

function costRow({ current }: Result): MetricRow {
  const { callCost } = current.metrics;
  if (callCost === undefined) {
    return row('cost', {
      ...unknown(),
      source: t('no price'),
      inputs: tokenInputs(current),
      hint: t('Known once a model is chosen and its price is set under “promptops.model.prices”.'),
    });
  }
  return row('cost', {
    ...known(t('{0} → {1}', formatMoney(callCost.before), formatMoney(callCost.after))),
    source: t('input only'),
    inputs: [
      ...tokenInputs(current),
      {
        label: t('Price of the input'),
        value: t('{0} per million tokens', formatMoney(callCost.price.input)),
        source: t('price of the model'),
      },
    ],
  });
}

function breakEvenRow({ report, current }: Result): MetricRow {
  const { breakEvenCalls, callCost, tokens } = current.metrics;
  const saves = current.tokens < tokens.before;
  const isUnknown = breakEvenCalls === null && saves;
  return row('breakEvenCalls', {
    ...breakEvenValue(breakEvenCalls, saves),
    source: t('run'),
    inputs: [
      { label: t('Cost of the run'), value: runCost(report), source: t('usage of the run') },
      {
        label: t('Saving per call'),
        value:
          callCost === undefined
            ? tokensLabel(tokens.before - tokens.after)
            : formatMoney(Math.max(0, callCost.before - callCost.after)),
        source: callCost === undefined ? tokenSource(tokens) : t('price of the model'),
      },
    ],
    hint: isUnknown ? t('Known once the price of the model is set.') : null,
  });
}

function runCost({ usage }: RunReport): string {
  if (usage.calls === 0) return t('nothing: no model was asked');
  return usage.costUsd === null ? t('unknown') : formatMoney(usage.costUsd);
}

function breakEvenValue(calls: number | null, saves: boolean): Value {
  if (!saves) return known(t('never'));
  if (calls === null) return unknown();
  return known(calls === 0 ? t('from the first call') : t('after {0} calls', formatCount(Math.ceil(calls))));
}

function priorityRow({ priority, report }: Result): MetricRow {
  const value = priority ?? null;
  const { quality, tokens } = report.original;
  return row('priority', {
    ...(value === null ? unknown() : known(t('{0} of 100', formatNumber(value, 0)))),
    source: t('workspace'),
    inputs: [
      {
        label: t('Quality of the original'),
        value: pointsLabel(quality.value),
        source: tierLabel(quality.tier),
      },
      {
        label: t('Tokens of the original'),
        value: formatCount(tokens),
        source: t('share of the workspace'),
      },
      { label: t('Calls per day'), value: '1', source: t('assumed: not known here') },
    ],
    hint: value === null ? t('Known once the Prompts view has scanned the workspace.') : null,
  });
}

/** Where the count of a model whose tokenizer is not public is expected. */
function estimateLabel(tokens: number): string {
  const { low, high } = estimateBand;
  return t('{0} to {1} tokens', formatCount(Math.floor(tokens * low)), formatCount(Math.ceil(tokens * high)));
}

function tokensLabel(tokens: number): string {
  return t('{0} tokens', formatCount(tokens));
}

function signedPointsLabel(points: number): string {
  return plural(Math.round(10 * points) / 10, '{0} point', '{0} points', formatSigned(points));
}

function pointsLabel(points: number): string {
  return t('{0} points', formatFixed(points));
}

type Value = Pick<MetricRow, 'value' | 'isMissing'>;

function known(value: string): Value {
  return { value, isMissing: false };
}

function unknown(): Value {
  return missing(t('unknown'));
}

function missing(word: string): Value {
  return { value: word, isMissing: true };
}

function formatSignedPercent(share: number): string {
  return t('{0}\u00a0%', formatSigned(share * 100));
}

import type { Current, PhaseOf } from '../src/protocol.ts';
import { formatFixed, formatNumber, formatPercent, formatSigned } from './format.ts';
import { formatCount, t } from './text.ts';
import { tierLabel, tierSentence } from './wording.ts';

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
  /** What went into the number; for an unknown one, what would make it known. */
  readonly inputs: string;
}

/** The metrics of METRICS.md that one prompt has, in the order of what a reader asks first. */
export function metricRows({ report, current }: PhaseOf<'result'>): readonly MetricRow[] {
  return [
    tokensRow(current),
    compressionRow(current),
    qualityGainRow((current.originalQuality ?? report.original.quality).value, current),
    reasoningRow(current),
    efficiencyRow(current),
    compactnessRow(current),
    lambdaRow(current),
    costRow(current),
    breakEvenRow(current),
  ];
}

function tokensRow({ metrics }: Current): MetricRow {
  const { before, after, provenance } = metrics.tokens;
  return {
    id: 'tokens',
    label: t('Tokens'),
    ...known(t('{0} → {1}', formatCount(before), formatCount(after))),
    source: tokenSource(metrics.tokens),
    definition: t('Tokens of the prompt text, before its placeholders are filled in.'),
    inputs: {
      exact: t('Both numbers come from the usage report of the provider.'),
      tokenizer: t('Both texts were cut by the tokenizer {0} on this machine.', metrics.tokens.encoding),
      estimate: t('The tokenizer of the model is not public: both numbers are estimates.'),
    }[provenance],
  };
}

/** Where a token count comes from, in a word or two. */
export function tokenSource({
  provenance,
  encoding,
}: Pick<Current['metrics']['tokens'], 'provenance' | 'encoding'>): string {
  if (provenance === 'tokenizer') return encoding;
  return provenance === 'exact' ? t('provider') : t('≈ estimate');
}

function compressionRow({ metrics }: Current): MetricRow {
  const { compression, tokens } = metrics;
  const direction = compression < 0 ? t('longer') : compression > 0 ? t('shorter') : t('same length');
  return {
    id: 'compression',
    label: t('Compression'),
    ...known(t('{0} {1}', formatPercent(compression, 1), direction)),
    source: tokenSource(tokens),
    definition: t('100 · (1 − tokens after / tokens before). A negative one is an expansion.'),
    inputs: t('{0} tokens before, {1} after.', formatCount(tokens.before), formatCount(tokens.after)),
  };
}

function qualityGainRow(before: number, { metrics, quality }: Current): MetricRow {
  const { value, tier, interval } = metrics.qualityGain;
  const range = interval === null ? '' : ` [${formatSigned(interval[0])}, ${formatSigned(interval[1])}]`;
  return {
    id: 'quality-gain',
    label: t('Quality Gain'),
    ...(value === null ? unknown() : known(t('{0} points{1}', formatSigned(value), range))),
    source: tierLabel(tier),
    definition:
      tier === 'E0' || tier === 'E1'
        ? t(
            'Quality of the rewrite less that of the original, in points of a rubric from 0 to 100. Without test cases there is no interval.',
          )
        : t(
            'Mean difference of the scores over all cases, in percentage points, with its confidence interval.',
          ),
    inputs:
      value === null
        ? t('Known once both prompts were scored at the same tier.')
        : t(
            '{0} before, {1} after. {2}',
            formatFixed(before),
            formatFixed(quality.value),
            tierSentence(tier),
          ),
  };
}

function reasoningRow({ metrics }: Current): MetricRow {
  const { value, tier } = metrics.reasoningGainIndex;
  return {
    id: 'reasoning-gain-index',
    label: t('Reasoning Gain Index'),
    ...(value === null ? missing(t('not applicable')) : known(formatSigned(value, 2))),
    source: tierLabel(tier),
    definition: t(
      'Share of the remaining headroom of reasoning that was closed, from −1 to 1; 0 is unchanged.',
    ),
    inputs:
      value === null
        ? t('Not applicable: the task has no reasoning to show.')
        : t(
            'At E0: the share of explicit steps, decision criteria, checks, edge cases and output contract that the prompt has.',
          ),
  };
}

function efficiencyRow({ metrics }: Current): MetricRow {
  return {
    id: 'efficiency',
    label: t('Efficiency'),
    ...(metrics.efficiency === null
      ? missing(t('not shown'))
      : known(formatSignedPercent(metrics.efficiency))),
    source: tierLabel(metrics.qualityGain.tier),
    definition: t('Change of the quality per token.'),
    inputs:
      metrics.efficiency === null
        ? t('Not shown for a rewrite that is worse: otherwise deleting the prompt would win.')
        : t('Quality and tokens of both texts.'),
  };
}

function compactnessRow({ metrics }: Current): MetricRow {
  const { before, after } = metrics.compactness;
  return {
    id: 'compactness',
    label: t('Compactness'),
    ...known(t('{0} → {1}', formatFixed(before, 2), formatFixed(after, 2))),
    source: t('text'),
    definition: t(
      '1 less the share of words that repeat a series of three words seen before, or are fillers.',
    ),
    inputs: t('Counted on both texts. 1 means that nothing is said twice.'),
  };
}

function lambdaRow({ metrics }: Current): MetricRow {
  const { value, tradeoff } = metrics.lambda;
  return {
    id: 'lambda',
    label: t('Lambda trade-off'),
    ...known(t('{0} points', formatSigned(tradeoff))),
    source: tierLabel(metrics.qualityGain.tier),
    definition: t(
      'Quality Gain less λ points for each percent that a call costs more, plus λ for each percent it costs less.',
    ),
    inputs: t(
      'λ is {0}: so many points you would give up for a call that is 1 % cheaper.',
      formatNumber(value, 2),
    ),
  };
}

function costRow({ metrics }: Current): MetricRow {
  const { before, after } = metrics.tokens;
  return {
    id: 'cost',
    label: t('Cost per call'),
    ...unknown(),
    source: t('no price'),
    definition: t('Input and output tokens of a call at the prices of its model.'),
    inputs: t(
      'Known once the model and its price are set. In tokens, the input of a call changes by {0}.',
      formatSigned(after - before, 0),
    ),
  };
}

function breakEvenRow({ metrics, tokens }: Current): MetricRow {
  const { breakEvenCalls } = metrics;
  const saves = tokens < metrics.tokens.before;
  return {
    id: 'break-even',
    label: t('Break-even'),
    ...breakEvenValue(breakEvenCalls, saves),
    source: t('run'),
    definition: t('Calls after which the saving has paid for this run; never, when nothing is saved.'),
    inputs:
      breakEvenCalls === null && saves
        ? t('Known once the price of the model is set.')
        : t('Cost of the run divided by the saving of a call.'),
  };
}

function breakEvenValue(calls: number | null, saves: boolean): Value {
  if (!saves) return known(t('never'));
  if (calls === null) return unknown();
  return known(calls === 0 ? t('from the first call') : t('after {0} calls', formatCount(Math.ceil(calls))));
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

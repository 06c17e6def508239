import { signed, signedPercent } from './format-number.ts';
import { qualityPair } from './quality-pair.ts';
import type { RunReport } from './run-report.ts';

/** A metric of a run: its name, its value before and after, and where the value comes from. */
export type MetricRow = readonly [name: string, before: string, after: string, source: string];

/** The metrics of a run for documents; what was not measured is `unknown`. */
export function metricRows(report: RunReport): readonly MetricRow[] {
  const { metrics } = report;
  const quality = qualityPair(report);
  const { tokens, qualityGain, compactness, reasoningGainIndex, lambda } = metrics;
  const about = tokens.provenance === 'estimate' ? '≈ ' : '';
  return [
    [
      'Tokens',
      `${about}${tokens.before}`,
      `${about}${tokens.after}`,
      `${tokens.provenance} ${tokens.encoding}`,
    ],
    ['Quality', quality.before.toFixed(1), quality.after.toFixed(1), `tier ${quality.tier}`],
    ['Quality gain', '', gainText(qualityGain), `tier ${qualityGain.tier}`],
    ['Compactness', compactness.before.toFixed(2), compactness.after.toFixed(2), 'computed'],
    ['Compression', '', signedPercent(metrics.compression), 'computed'],
    ['Reasoning Gain Index', '', fixed(reasoningGainIndex.value), `tier ${reasoningGainIndex.tier}`],
    ['Efficiency', '', fixed(metrics.efficiency), 'computed'],
    ['Lambda trade-off', '', lambda.tradeoff.toFixed(1), `λ = ${lambda.value}`],
  ];
}

function gainText({ value, interval }: RunReport['metrics']['qualityGain']): string {
  const points = signed(value, 1);
  if (interval === null) return points;
  const [low, high] = interval;
  return `${points} [${signed(low, 1)}, ${signed(high, 1)}]`;
}

function fixed(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(2);
}

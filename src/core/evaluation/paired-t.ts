import { studentCdf, studentQuantile } from './distributions.ts';

/** A two-sided interval with the p-value of "no difference". */
export interface IntervalTest {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number];
  readonly pValue: number;
}

interface PairedTInput {
  /** One difference for each case. */
  readonly differences: readonly number[];
  /** The source of each case, where cases of one source belong together; null: every case stands alone. */
  readonly clusters: readonly string[] | null;
  /** α, for example 0.05 for a 95 % interval. */
  readonly alpha: number;
}

/**
 * Paired t interval for the mean difference. With clusters the error is cluster-robust (Liang and Zeger 1986, with the
 * correction G/(G-1)) and t has G-1 degrees of freedom.
 * @throws RangeError with fewer than two cases or clusters, or when lengths differ.
 */
export function pairedT({ differences, clusters, alpha }: PairedTInput): IntervalTest {
  const mean = meanOf(differences);
  const groups = groupResiduals(differences, clusters, mean);
  if (groups.length < 2) throw new RangeError('A t interval needs two cases of different sources.');
  const sumOfSquares = groups.reduce((sum, residual) => sum + residual * residual, 0);
  const correction = groups.length / (groups.length - 1);
  const error = Math.sqrt(correction * sumOfSquares) / differences.length;
  return intervalOf({ mean, error, freedom: groups.length - 1, alpha });
}

/** Arithmetic mean. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function groupResiduals(
  differences: readonly number[],
  clusters: readonly string[] | null,
  mean: number,
): number[] {
  if (clusters === null) return differences.map((difference) => difference - mean);
  if (clusters.length !== differences.length) throw new RangeError('Each case needs its cluster.');
  const sums = new Map<string, number>();
  differences.forEach((difference, index) => {
    const cluster = clusters[index] ?? '';
    sums.set(cluster, (sums.get(cluster) ?? 0) + difference - mean);
  });
  return [...sums.values()];
}

interface Spread {
  readonly mean: number;
  readonly error: number;
  readonly freedom: number;
  readonly alpha: number;
}

function intervalOf({ mean, error, freedom, alpha }: Spread): IntervalTest {
  const reach = studentQuantile(1 - alpha / 2, freedom) * error;
  const pValue = error === 0 ? Number(mean === 0) : 2 * studentCdf(-Math.abs(mean / error), freedom);
  return { mean, interval: [mean - reach, mean + reach], pValue };
}

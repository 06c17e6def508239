import { normalCdf, normalQuantile } from './distributions.ts';
import { meanOf } from './paired-t.ts';
import type { Random } from './random.ts';

/** Resamples of one interval: its ends move by less than a tenth of their width between seeds. */
const resamples = 5000;

/** BCa bootstrap interval for the mean of the values (Efron 1987), from seeded resamples. */
export function bcaMeanInterval(values: readonly number[], alpha: number, random: Random): [number, number] {
  const replicates = Array.from({ length: resamples }, () => meanOfResample(values, random));
  return bcaInterval(values, replicates, alpha);
}

/**
 * BCa interval for the mean out of given bootstrap means: the percentile interval, corrected for bias (z0) and, by the
 * jackknife, for skewness (a). Without any spread it is the mean itself.
 */
export function bcaInterval(
  values: readonly number[],
  replicates: readonly number[],
  alpha: number,
): [number, number] {
  const mean = meanOf(values);
  const sorted = [...replicates].sort((a, b) => a - b);
  const below = sorted.filter((value) => value < mean).length;
  const upTo = sorted.filter((value) => value <= mean).length;
  const bias = normalQuantile((below + upTo) / (2 * sorted.length));
  const skew = acceleration(values);
  if (!Number.isFinite(bias) || !Number.isFinite(skew)) return [mean, mean];
  const end = (z: number) => quantileOf(sorted, normalCdf(bias + (bias + z) / (1 - skew * (bias + z))));
  return [end(normalQuantile(alpha / 2)), end(normalQuantile(1 - alpha / 2))];
}

function meanOfResample(values: readonly number[], random: Random): number {
  let sum = 0;
  for (let draw = 0; draw < values.length; draw += 1)
    sum += values[Math.floor(random() * values.length)] ?? 0;
  return sum / values.length;
}

/** Jackknife estimate of the acceleration; for a mean it is the skewness of the values over 6 √n. */
function acceleration(values: readonly number[]): number {
  const mean = meanOf(values);
  const deviations = values.map((value) => value - mean);
  const squares = deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
  const cubes = deviations.reduce((sum, deviation) => sum + deviation ** 3, 0);
  return cubes / (6 * squares ** 1.5);
}

/** Quantile of sorted values, linear between neighbours (type 7 of Hyndman and Fan 1996). */
function quantileOf(sorted: readonly number[], p: number): number {
  const position = p * (sorted.length - 1);
  const index = Math.floor(position);
  const low = sorted[index] ?? NaN;
  const high = sorted[Math.min(index + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (position - index);
}

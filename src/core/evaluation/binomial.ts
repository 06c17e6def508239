import { betaQuantile } from './distributions.ts';

interface Proportion {
  readonly hits: number;
  readonly trials: number;
  /** For a two-sided interval; half of it is the error on either side. */
  readonly alpha: number;
}

/** Exact interval for a share (Clopper and Pearson 1934). */
export function clopperPearson({ hits, trials, alpha }: Proportion): [low: number, high: number] {
  const low = hits === 0 ? 0 : betaQuantile(alpha / 2, hits, trials - hits + 1);
  const high = hits === trials ? 1 : betaQuantile(1 - alpha / 2, hits + 1, trials - hits);
  return [low, high];
}

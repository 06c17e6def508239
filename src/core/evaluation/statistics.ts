import { bcaMeanInterval } from './bootstrap.ts';
import { meanOf, pairedT } from './paired-t.ts';
import { createRandom } from './random.ts';
import { signFlipPValue } from './sign-flip.ts';

/** Scores of one case in [0, 1]: every repeat of the original and of the candidate; missing calls are null. */
export interface PairedCase {
  readonly original: readonly (number | null)[];
  readonly candidate: readonly (number | null)[];
  /** Where the case comes from; cases of one source belong together. */
  readonly source: string | null;
}

/** How the interval of a gain was made; `insufficient` gains have none. */
export type IntervalMethod = 'paired-t' | 'bca-bootstrap' | 'insufficient';

/** A Quality Gain over cases, in percentage points. Numbers that the cases cannot give are null. */
export interface CaseGain {
  readonly value: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  readonly pValue: number | null;
  readonly method: IntervalMethod;
  /** Cases that were scored on both sides. */
  readonly cases: number;
}

/** From this many cases on the paired t interval is used; below it the bootstrap. METRICS: quality gain. */
export const leastCasesForT = 30;

/** With k discordant cases the smallest two-sided p is 2 · 0.5^k: below six nothing can reach 0.05. */
export const leastCasesForInterval = 6;

/** The gain of a candidate over its cases with the interval that their number allows. Deterministic for a seed. */
export function gainOverCases(
  cases: readonly PairedCase[],
  { alpha, seed }: { readonly alpha: number; readonly seed: number },
): CaseGain {
  const scored = cases.flatMap(scoreCase);
  const differences = scored.map(({ difference }) => 100 * difference);
  const value = differences.length === 0 ? null : meanOf(differences);
  const base = { value, cases: differences.length };
  if (differences.length < leastCasesForInterval) {
    return { ...base, interval: null, pValue: null, method: 'insufficient' };
  }
  if (differences.length < leastCasesForT) {
    const interval = bcaMeanInterval(differences, alpha, createRandom(seed));
    const pValue = signFlipPValue(differences, createRandom(seed));
    return { ...base, interval, pValue, method: 'bca-bootstrap' };
  }
  const { interval, pValue } = pairedT({ differences, clusters: clustersOf(scored), alpha });
  return { ...base, interval, pValue, method: 'paired-t' };
}

/** Differences in [-1, 1] of the cases that were scored on both sides, in their order. */
export function caseDifferences(cases: readonly PairedCase[]): number[] {
  return cases.flatMap(scoreCase).map(({ difference }) => difference);
}

/** Holm's adjusted p-values (Holm 1979), in the order given: reject those up to α and the family errs with at most α. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((pValue, index) => ({ pValue, index })).sort((a, b) => a.pValue - b.pValue);
  const adjusted = pValues.map(() => 1);
  let least = 0;
  order.forEach(({ pValue, index }, rank) => {
    least = Math.min(1, Math.max(least, (pValues.length - rank) * pValue));
    adjusted[index] = least;
  });
  return adjusted;
}

/** True when the whole interval lies above -δ: not worse by more than the margin. */
export function isNotInferior(interval: readonly [low: number, high: number], margin: number): boolean {
  return interval[0] > -margin;
}

/**
 * Noise floor in points: the median absolute deviation of repeats from the median of their case; null when no case was
 * repeated.
 */
export function noiseFloor(cases: readonly (readonly number[])[]): number | null {
  const deviations = cases
    .filter((repeats) => repeats.length >= 2)
    .flatMap((repeats) => repeats.map((score) => Math.abs(score - medianOf(repeats))));
  return deviations.length === 0 ? null : 100 * medianOf(deviations);
}

interface ScoredCase {
  readonly difference: number;
  readonly source: string | null;
}

/** A case with a side that was never scored is missing data. */
function scoreCase({ original, candidate, source }: PairedCase): ScoredCase[] {
  const before = original.filter((score) => score !== null);
  const after = candidate.filter((score) => score !== null);
  if (before.length === 0 || after.length === 0) return [];
  return [{ difference: meanOf(after) - meanOf(before), source }];
}

/** Clusters matter only where sources are known and at least two of them differ. */
function clustersOf(scored: readonly ScoredCase[]): string[] | null {
  const sources = scored.map(({ source }, index) => source ?? `case ${index}`);
  const count = new Set(sources).size;
  return count === sources.length || count < 2 ? null : sources;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)] ?? NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? NaN)) / 2;
}

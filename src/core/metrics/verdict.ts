import { assertNever } from '../errors.ts';
import { isNotInferior } from '../evaluation/statistics.ts';
import type { Quality, RubricDimension, Verdict } from '../model.ts';

/** Least gain in rubric points that counts as an improvement: smaller ones are within what one word can move. */
export const leastRubricGain = 1;

/** A rubric dimension may fall by this much (of 1) before it counts as a regression of its own. */
export const dimensionTolerance = 0.02;

interface MeasuredSide {
  readonly quality: Quality;
  readonly tokens: number;
}

/** What a verdict rests on: two rubric readings (E0, E1), or a gain over cases with its interval (E2, E3). */
export type VerdictEvidence =
  | { readonly kind: 'rubric'; readonly original: MeasuredSide; readonly candidate: MeasuredSide }
  | {
      readonly kind: 'cases';
      readonly gain: number;
      /** Null with fewer than six cases: insufficient evidence. */
      readonly interval: readonly [low: number, high: number] | null;
      /** p of "no difference"; null when there is no interval. */
      readonly pValue: number | null;
      /** p of "worse by the margin or more" for scores of any distribution; null when unknown. */
      readonly lossPValue: number | null;
      readonly alpha: number;
      readonly tokensBefore: number;
      readonly tokensAfter: number;
      /** δ in points. */
      readonly margin: number;
      /** Median absolute deviation of repeats in points; null when there were none. */
      readonly noiseFloor: number | null;
    };

/**
 * The verdict on a candidate. A prompt against itself is never `improved`; a tier is never compared with another.
 * @throws RangeError when the two rubric readings come from different tiers.
 */
export function decideVerdict(evidence: VerdictEvidence): Verdict {
  switch (evidence.kind) {
    case 'rubric':
      return rubricVerdict(evidence.original, evidence.candidate);
    case 'cases':
      return casesVerdict(evidence);
    default:
      return assertNever(evidence);
  }
}

function rubricVerdict(original: MeasuredSide, candidate: MeasuredSide): Verdict {
  if (original.quality.tier !== candidate.quality.tier) {
    throw new RangeError(
      `A verdict needs one tier, not ${original.quality.tier} and ${candidate.quality.tier}.`,
    );
  }
  const gain = candidate.quality.value - original.quality.value;
  if (gain < 0) return 'regressed';
  if (gain >= leastRubricGain && !anyDimensionFalls(original.quality, candidate.quality)) return 'improved';
  return candidate.tokens < original.tokens ? 'equivalent-and-cheaper' : 'inconclusive';
}

function anyDimensionFalls(original: Quality, candidate: Quality): boolean {
  const names = Object.keys(original.dimensions) as RubricDimension[];
  return names.some((name) => candidate.dimensions[name] < original.dimensions[name] - dimensionTolerance);
}

function casesVerdict(evidence: Extract<VerdictEvidence, { kind: 'cases' }>): Verdict {
  const { gain, interval, pValue, lossPValue, alpha, margin, noiseFloor, tokensBefore, tokensAfter } =
    evidence;
  if (interval === null || pValue === null) return 'inconclusive';
  const [low, high] = interval;
  const isNoise = noiseFloor !== null && Math.abs(gain) < noiseFloor;
  if (isNoise) return 'inconclusive';
  // With few cases a bootstrap interval is too narrow: alone it would call up to a tenth of all A/A pairs improved.
  if (low > 0 && pValue <= alpha) return 'improved';
  if (high < 0) return 'regressed';
  // An interval cannot see what happens in one case of twenty before it has happened; the p-value reckons with it.
  const isEquivalent = isNotInferior(interval, margin) && lossPValue !== null && lossPValue <= alpha / 2;
  return isEquivalent && tokensAfter < tokensBefore ? 'equivalent-and-cheaper' : 'inconclusive';
}

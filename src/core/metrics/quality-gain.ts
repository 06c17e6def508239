import type { Quality, Tier } from '../model.ts';

/** A gain in points with the tier of its evidence; `interval` is null where there are no cases. */
export interface QualityGain {
  readonly value: number;
  readonly tier: Tier;
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * Quality Gain of tiers E0 and E1: Q(p1) - Q(p0) in points of the rubric.
 * @throws RangeError when the two qualities come from different tiers.
 */
export function rubricGain(original: Quality, candidate: Quality): QualityGain {
  const tier = commonTier([original, candidate]);
  return { value: roundPoints(candidate.value - original.value), tier, interval: null };
}

/**
 * Mean quality of several prompts; null when there is none.
 * @throws RangeError when the qualities come from different tiers: tiers are never mixed in one average.
 */
export function meanQuality(qualities: readonly Quality[]): number | null {
  if (qualities.length === 0) return null;
  commonTier(qualities);
  return qualities.reduce((sum, quality) => sum + quality.value, 0) / qualities.length;
}

/** Mean of the scores that are known: a missing score (null) is missing data, never a vote. Null when none is known. */
export function meanKnownScore(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length;
}

/** Rounds to a hundredth of a point, so that equal texts compare equal whatever the order of additions. */
export function roundPoints(points: number): number {
  return Math.round(points * 100) / 100 || 0;
}

function commonTier(qualities: readonly Quality[]): Tier {
  const tiers = [...new Set(qualities.map(({ tier }) => tier))];
  const [tier, ...others] = tiers;
  if (tier === undefined || others.length > 0) {
    throw new RangeError(`Qualities of different tiers cannot be combined: ${tiers.join(', ')}.`);
  }
  return tier;
}

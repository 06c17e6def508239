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
  const { tier } = original;
  if (candidate.tier !== tier) {
    throw new RangeError(`Qualities of the tiers ${tier} and ${candidate.tier} cannot be compared.`);
  }
  return { value: roundPoints(candidate.value - original.value), tier, interval: null };
}

/** Rounds to a hundredth of a point, so that equal texts compare equal whatever the order of additions. */
export function roundPoints(points: number): number {
  return Math.round(points * 100) / 100 || 0;
}

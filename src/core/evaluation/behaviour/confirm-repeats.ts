import { leastCasesForSearch } from './split-cases.ts';

/**
 * Samples of both prompts on each kept case. A target that always answers alike needs one; where cases are few, more
 * samples are all that can be had against noise.
 */
export function confirmRepeats({ cases, noise }: ConfirmPlan): number {
  if (noise === 0) return 1;
  return cases < leastCasesForSearch ? 3 : 2;
}

interface ConfirmPlan {
  /** Kept cases. */
  readonly cases: number;
  /** Standard deviation of the original's repeats in points; null while unknown. */
  readonly noise: number | null;
}

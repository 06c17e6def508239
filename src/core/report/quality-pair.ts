import type { Tier } from '../model.ts';
import type { RunReport } from './run-report.ts';

/** Quality of both texts in points, at one tier. */
export interface QualityPair {
  readonly before: number;
  readonly after: number;
  readonly tier: Tier;
}

/**
 * The qualities that a report shows beside its Quality Gain: over the same kept cases where there were some, since those
 * of the search differ by another amount; else what the run went by.
 */
export function qualityPair({ original, candidate, changed, evidence }: RunReport): QualityPair {
  const cases = evidence?.cases ?? null;
  const kept = cases?.quality ?? null;
  if (changed && cases !== null && kept !== null) return { ...kept, tier: cases.tier };
  const { value, tier } = original.quality;
  return { before: value, after: (candidate ?? original).quality.value, tier };
}

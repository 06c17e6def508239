import type { Verdict } from '../model.ts';

interface EfficiencySide {
  readonly quality: number;
  readonly tokens: number;
}

/**
 * Efficiency η = (Q1/T1)/(Q0/T0) - 1: change of quality per token, 0.25 is a quarter more. Null when the verdict is
 * `regressed` (otherwise deleting the prompt would win) and when a ratio does not exist.
 */
export function efficiency(
  original: EfficiencySide,
  candidate: EfficiencySide,
  verdict: Verdict,
): number | null {
  if (verdict === 'regressed') return null;
  if (original.quality <= 0 || original.tokens <= 0 || candidate.tokens <= 0) return null;
  return (candidate.quality / original.quality) * (original.tokens / candidate.tokens) - 1;
}

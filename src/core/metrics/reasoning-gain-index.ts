/**
 * Reasoning Gain Index: the share of the remaining headroom that was closed, (R1 - R0)/(1 - R0), or of the scaffold
 * that was lost, (R1 - R0)/R0. In [-1, 1], 0 when unchanged, null when either side has no reasoning to show.
 */
export function reasoningGainIndex(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  if (after === before) return 0;
  return after > before ? (after - before) / (1 - before) : (after - before) / before;
}

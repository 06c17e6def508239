/** After how many calls a run has paid for itself. */
export type BreakEven =
  | { readonly kind: 'after'; readonly calls: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' };

interface BreakEvenInput {
  /** Cost of the run; null when unknown. */
  readonly runCost: number | null;
  /** What one call saves, in the unit of `runCost`; null when unknown. */
  readonly savingPerCall: number | null;
}

/** Break-even N = cost of the run / saving per call, rounded up; `never` when the saving is not positive. */
export function breakEven({ runCost, savingPerCall }: BreakEvenInput): BreakEven {
  if (savingPerCall !== null && savingPerCall <= 0) return { kind: 'never' };
  // A free run has paid for itself at once, whatever unit the saving is in.
  if (runCost === null || savingPerCall === null) return { kind: 'unknown' };
  return { kind: 'after', calls: Math.ceil(runCost / savingPerCall) };
}

/** The break-even as the JSON document holds it: null for unknown and for never. */
export function breakEvenCalls(input: BreakEvenInput): number | null {
  const result = breakEven(input);
  return result.kind === 'after' ? result.calls : null;
}

import { lambdaBreakpoints, pickByLambda } from '../src/core/metrics/lambda.ts';
import type { FrontMember } from '../src/core/model.ts';

/** The values of λ, from inclusive to exclusive, for which one member of the front is the pick. */
export interface LambdaRange {
  readonly from: number;
  /** Null: without end. */
  readonly to: number | null;
}

/** Which member is picked where on the slider; members that no λ of 0 or more picks are absent. */
export function lambdaRanges(front: readonly FrontMember[]): ReadonlyMap<string, LambdaRange> {
  const ranges = new Map<string, LambdaRange>();
  if (front.length === 0) return ranges;
  const ends = lambdaBreakpoints(front).filter((value) => value > 0);
  const starts = [0, ...ends];
  for (const [index, from] of starts.entries()) {
    const to = ends[index] ?? null;
    const inside = to === null ? from + 1 : (from + to) / 2;
    ranges.set(pickByLambda(front, inside).id, { from, to });
  }
  return ranges;
}

/** Right end of the slider: beyond the last break point nothing changes any more. */
export function lambdaLimit(breakpoints: readonly number[], lambda: number): number {
  const farthest = Math.max(lambda, ...breakpoints);
  return Math.max(1, Math.ceil(farthest * 1.25 * 10) / 10);
}

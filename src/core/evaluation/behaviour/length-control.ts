import { logisticIntercept } from '../logistic.ts';
import { meanOf, pairedT } from '../paired-t.ts';
import { createRandom } from '../random.ts';
import { signFlipPValue } from '../sign-flip.ts';
import { leastCasesForT } from '../statistics.ts';

export interface JudgedLength {
  /** 1 where the candidate won, -1 where it lost, 0 for a tie. */
  readonly value: number;
  /** Characters by which the candidate's output is longer. */
  readonly extraLength: number;
}

/** Liberal on purpose: a lengthening that was overlooked would let a judge's taste for length count as quality. */
const lengthAlpha = 0.2;

/**
 * Whether a gain over compared outputs can be more than a judge's taste for longer answers: the candidate's outputs are not
 * systematically longer, or with at least 30 comparisons the candidate also wins at equal length (METRICS.md).
 */
export function holdsAtEqualLength(judged: readonly JudgedLength[], alpha: number): boolean {
  const lengths = judged.map(({ extraLength }) => extraLength);
  if (!isLonger(lengths)) return true;
  if (judged.length < leastCasesForT) return false;
  const scale = meanOf(lengths.map(Math.abs));
  const points = judged.map(({ value, extraLength }) => ({ x: extraLength / scale, share: (value + 1) / 2 }));
  const intercept = logisticIntercept(points, alpha);
  return intercept !== null && intercept.interval[0] > 0;
}

function isLonger(lengths: readonly number[]): boolean {
  if (meanOf(lengths) <= 0) return false;
  const pValue =
    lengths.length < leastCasesForT
      ? signFlipPValue(lengths, createRandom(1))
      : pairedT({ differences: lengths, clusters: null, alpha: lengthAlpha }).pValue;
  return pValue <= lengthAlpha;
}

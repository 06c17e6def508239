import {
  leastPositionConsistency,
  pairwiseGain,
  type JudgedPair,
  type PairwiseGain,
} from '../../metrics/pairwise-gain.ts';

/** Gain and consistency of all pairs that a judge has decided so far. */
export interface ConsistencySummary extends PairwiseGain {
  /** Share of the decided judgements that name A, 0.5 for a judge without a favourite place; null without any. */
  readonly shareOfA: number | null;
  /** True when the judge follows the place more than the text: its verdicts are shown with a warning. */
  readonly isLow: boolean;
}

/** Keeps what a judge said over a run. */
export interface PositionConsistency {
  add(pairs: readonly JudgedPair[]): void;
  summary(): ConsistencySummary;
}

/** Starts to keep account of a judge. */
export function createPositionConsistency(): PositionConsistency {
  const judged: JudgedPair[] = [];
  return {
    add: (pairs) => {
      judged.push(...pairs);
    },
    summary: () => {
      const gain = pairwiseGain(judged);
      const { positionConsistency } = gain;
      const isLow = positionConsistency !== null && positionConsistency < leastPositionConsistency;
      return { ...gain, shareOfA: shareOfA(judged), isLow };
    },
  };
}

function shareOfA(judged: readonly JudgedPair[]): number | null {
  const named = judged
    .flatMap(({ originalFirst, candidateFirst }) => [originalFirst, candidateFirst])
    .filter((preference) => preference === 'A' || preference === 'B');
  return named.length === 0 ? null : named.filter((preference) => preference === 'A').length / named.length;
}

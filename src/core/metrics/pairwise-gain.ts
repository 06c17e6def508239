/** What a judge said about two texts shown as A and B; null when its answer is missing or could not be read. */
export type Preference = 'A' | 'B' | 'tie' | null;

/** One case judged twice: with the original as A, and with the original as B. */
export interface JudgedPair {
  readonly originalFirst: Preference;
  readonly candidateFirst: Preference;
}

/** Pairwise gain with its counts; every number is null when no pair was judged in both orders. */
export interface PairwiseGain {
  readonly value: number | null;
  readonly positionConsistency: number | null;
  readonly pairs: number;
}

/** Below this position consistency the judge follows the position more than the text: the panel warns. */
export const leastPositionConsistency = 0.7;

/**
 * QG_pair = 100 · (W - L)/n. A case is won or lost only if both orders agree, otherwise it is a tie; a case with a
 * missing judgement is missing data and leaves n.
 */
export function pairwiseGain(judged: readonly JudgedPair[]): PairwiseGain {
  const complete = judged.filter((pair) => pair.originalFirst !== null && pair.candidateFirst !== null);
  if (complete.length === 0) return { value: null, positionConsistency: null, pairs: 0 };
  const score = complete.reduce((sum, pair) => sum + outcome(pair), 0);
  const agreeing = complete.filter(agrees).length;
  return {
    value: (100 * score) / complete.length,
    positionConsistency: agreeing / complete.length,
    pairs: complete.length,
  };
}

function outcome(pair: JudgedPair): number {
  if (!agrees(pair) || pair.originalFirst === 'tie') return 0;
  return pair.originalFirst === 'B' ? 1 : -1;
}

function agrees({ originalFirst, candidateFirst }: JudgedPair): boolean {
  return originalFirst === swapped(candidateFirst);
}

function swapped(preference: Preference): Preference {
  if (preference === 'A') return 'B';
  return preference === 'B' ? 'A' : preference;
}

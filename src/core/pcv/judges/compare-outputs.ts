import type { OutputComparison } from '../../evaluation/behaviour/case-run.ts';
import { pairwiseGain } from '../../metrics/pairwise-gain.ts';
import { compareTexts, type Comparison, type ComparisonInput } from './compare-texts.ts';
import type { Judge, Judgement } from './judgement.ts';

export interface OutputComparisonInput extends Omit<ComparisonInput, 'subject'> {
  /** What both outputs answer: the input of the case and what is expected, not the wording of either prompt. */
  readonly task: string;
}

/** Which of two outputs for one case does better what is asked for, tier E2. */
export function compareOutputs(judge: Judge, input: OutputComparisonInput): Promise<Judgement<Comparison>> {
  return compareTexts(judge, { ...input, subject: 'outputs' });
}

/** The same as the evaluation of cases takes it; calls that failed are missing data there too. */
export function toOutputComparison(
  { value, failures, calls }: Judgement<Comparison>,
  orders: 'both' | 'one' = 'both',
): OutputComparison {
  if (value === null)
    return { kind: 'missing', calls, detail: failures[0]?.detail ?? 'The judge gave no answer.' };
  const { positionConsistency } = pairwiseGain(value.pairs);
  return {
    kind: 'compared',
    calls,
    outcome: value.outcome,
    isConsistent: orders === 'one' ? null : positionConsistency === null || positionConsistency === 1,
  };
}

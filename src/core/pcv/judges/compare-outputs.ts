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

import { compareTexts, type Comparison, type ComparisonInput } from './compare-texts.ts';
import type { Judge, Judgement } from './judgement.ts';

export interface PromptComparisonInput extends Omit<ComparisonInput, 'subject' | 'task'> {
  /** What the prompts are for, such as the requirements of the original; empty when the texts must speak for themselves. */
  readonly requirements: readonly string[];
}

/** Which of two prompts would serve the task better, tier E1. */
export function comparePrompts(
  judge: Judge,
  { requirements, ...input }: PromptComparisonInput,
): Promise<Judgement<Comparison>> {
  return compareTexts(judge, { ...input, subject: 'prompts', task: requirements.join('\n') });
}

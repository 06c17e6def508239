import type { CasePrompt } from '../case-prompt.ts';
import type { CasePlace, EvaluationCase } from '../evaluation-case.ts';

/** A test configuration as it can be run here. */
export interface CaseSuite {
  readonly description: string | null;
  readonly prompts: readonly SuitePrompt[];
  readonly cases: readonly EvaluationCase[];
  /** Everything in the files that could not be used, in order of reading. */
  readonly problems: readonly SuiteProblem[];
}

export interface SuitePrompt {
  readonly label: string;
  readonly prompt: CasePrompt;
  readonly place: CasePlace;
}

/**
 * Something that is not supported, and what became of it: its case or its prompt was left out, or it has no effect on
 * outputs and scores and was ignored.
 */
export interface SuiteProblem {
  readonly place: CasePlace;
  /** A sentence with its full stop. */
  readonly message: string;
  readonly effect: 'case-left-out' | 'prompt-left-out' | 'ignored';
}

/** Takes the problems of one part of a configuration. */
export type ProblemSink = (place: CasePlace, message: string, effect: SuiteProblem['effect']) => void;

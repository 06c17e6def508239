import type { PromptText } from '../../model.ts';
import { asUserMessage } from './case-prompt.ts';
import type { EvaluationCase } from './evaluation-case.ts';
import { caseRenderer } from './render-prompt.ts';

/** The cases of a suite that can be run on a prompt, and what the others lack. */
export interface FittingCases {
  readonly cases: readonly EvaluationCase[];
  /** Cases that are left out: they would send the prompt without a part of it. */
  readonly leftOut: number;
  /** A placeholder for which such a case has no value, as it stands in the prompt; null when there is none. */
  readonly lacking: string | null;
}

/** Sorts out the cases that are meant for another prompt: one file may hold those of several. */
export function fittingCases(prompt: PromptText, cases: readonly EvaluationCase[]): FittingCases {
  const render = caseRenderer(asUserMessage(prompt));
  const lacks = cases.map(({ vars }) => render(vars).unfilled[0] ?? null);
  return {
    cases: cases.filter((_, index) => lacks[index] === null),
    leftOut: lacks.filter((lack) => lack !== null).length,
    lacking: lacks.find((lack) => lack !== null)?.text ?? null,
  };
}

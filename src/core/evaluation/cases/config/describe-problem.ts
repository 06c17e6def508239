import type { SuiteProblem } from './case-suite.ts';

/** `tests.yaml:12: what cannot be used.` */
export function describeProblem({ place, message }: SuiteProblem): string {
  return `${place.file}:${place.line}: ${message}`;
}

/** Problems that concern a run on a prompt of the program: those of the configuration's own prompts do not. */
export function problemsOfCases(problems: readonly SuiteProblem[]): readonly SuiteProblem[] {
  return problems.filter(({ effect }) => effect !== 'prompt-left-out');
}

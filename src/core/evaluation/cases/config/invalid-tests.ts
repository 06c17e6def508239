import { PromptOpsError } from '../../../errors.ts';
import type { CasePlace } from '../evaluation-case.ts';

/** The error for test cases that cannot be read at all. `problem` is a clause without its full stop. */
export function invalidTests(place: CasePlace | string, problem: string, nextStep: string): PromptOpsError {
  const where = typeof place === 'string' ? place : describePlace(place);
  return new PromptOpsError({ reason: 'invalid-tests', message: `${where}: ${problem}.`, nextStep });
}

/** `file:line:column`. */
export function describePlace({ file, line, column }: CasePlace): string {
  return `${file}:${line}:${column}`;
}

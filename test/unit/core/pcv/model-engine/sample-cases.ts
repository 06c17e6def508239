import type { EvaluationCase } from '../../../../../src/core/evaluation/cases/evaluation-case.ts';
import type { ReceivedRequest, Script } from '../../../../support/scripted-server.ts';
import { roleOf } from '../../../../support/scripted-team.ts';
import { goodAnswer } from './run-model.ts';

export function casesOf(count: number, rubric?: string): EvaluationCase[] {
  const base = { weight: 1, isNegated: false, metric: null, place: null };
  return Array.from({ length: count }, (_, index) => ({
    id: `case-${index}`,
    description: null,
    vars: { company: 'ACME', message: `Question ${index}.` },
    assertions: [
      rubric === undefined
        ? { ...base, type: 'contains', value: 'yes' }
        : { ...base, type: 'llm-rubric', rubric, threshold: null },
    ],
    threshold: null,
    source: null,
    place: null,
    isSynthetic: false,
  }));
}

/** Whether the prompt that the target got is the wordy original. */
export function isOriginal({ body }: ReceivedRequest): boolean {
  return body.messages.some(({ content }) => content.includes('Due to the fact that'));
}

export function caseIndex({ body }: ReceivedRequest): number {
  return Number(/Question (\d+)/.exec(body.messages.at(-1)?.content ?? '')?.[1]);
}

/** A target that says yes where the rules of the test want it to. */
function targetSaying(saysYes: (request: ReceivedRequest) => boolean): Script {
  return (request) =>
    roleOf(request) === 'target'
      ? { kind: 'answer', text: saysYes(request) ? 'yes, indeed' : 'no' }
      : goodAnswer(request);
}

export const better = targetSaying((request) => !isOriginal(request) || caseIndex(request) % 2 === 0);
export const worse = targetSaying((request) => isOriginal(request) && caseIndex(request) % 10 !== 0);
export const perfect = targetSaying(() => true);

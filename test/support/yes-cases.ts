import type { EvaluationCase } from '../../src/core/evaluation/cases/evaluation-case.ts';

/** Cases of the wordy support prompt, numbered from 0: an answer is right when it says yes. */
export function yesCases(count: number): readonly EvaluationCase[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `case-${index}`,
    description: null,
    vars: { company: 'ACME', message: `Question ${index}.` },
    assertions: [{ type: 'contains', value: 'yes', weight: 1, isNegated: false, metric: null, place: null }],
    threshold: null,
    source: null,
    place: null,
    isSynthetic: false,
  }));
}

import assert from 'node:assert/strict';
import { readCaseSuite } from '../../../../../../src/core/evaluation/cases/config/read-case-suite.ts';
import { writeCaseSuite } from '../../../../../../src/core/evaluation/cases/config/write-cases.ts';
import type { EvaluationCase } from '../../../../../../src/core/evaluation/cases/evaluation-case.ts';

const base = { weight: 1, isNegated: false, metric: null, place: null } as const;

function draft(vars: EvaluationCase['vars']): EvaluationCase {
  return {
    id: 'draft-1',
    description: 'yes: # no',
    vars,
    assertions: [
      { ...base, type: 'contains', value: '- 1: "x"' },
      { ...base, type: 'llm-rubric', rubric: 'Answers.\nIn one line.', threshold: null },
      { ...base, type: 'is-json', schema: null },
      { ...base, type: 'equals', value: { kind: 'text', text: 'true' } },
    ],
    threshold: null,
    source: null,
    place: null,
    isSynthetic: true,
  };
}

describe('a written test configuration', () => {
  it('is read back as it was, the mark included', async () => {
    const cases = [
      draft({ question: 'null', n: '012', text: 'a\n  b' }),
      draft({ question: '', n: '~', text: '{n}: [1]' }),
    ];
    const text = writeCaseSuite({ cases, prompt: 'Answer {{question}}' });
    const suite = await readCaseSuite('tests.yaml', {
      read: () => Promise.resolve(text),
      list: () => Promise.resolve([]),
    });
    assert.deepEqual(suite.problems, []);
    assert.equal(suite.prompts.length, 1);
    const read = suite.cases.map(({ description, vars, isSynthetic, assertions }) => ({
      ...{ description, vars, isSynthetic },
      assertions: assertions.map((assertion) => ({ ...assertion, place: null })),
    }));
    const written = cases.map(({ description, vars, isSynthetic, assertions }) => ({
      ...{ description, vars, isSynthetic, assertions },
    }));
    assert.deepEqual(read, written);
    assert.match(text, /^# These 2 test cases were drafted by a language model/);
  });
});

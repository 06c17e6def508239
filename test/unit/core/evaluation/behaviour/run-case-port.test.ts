import assert from 'node:assert/strict';
import { createRunCasePort } from '../../../../../src/core/evaluation/behaviour/run-case-port.ts';
import { asUserMessage } from '../../../../../src/core/evaluation/cases/case-prompt.ts';
import type { CaseJudge } from '../../../../../src/core/evaluation/cases/case-target.ts';
import type { Assertion, EvaluationCase } from '../../../../../src/core/evaluation/cases/evaluation-case.ts';
import { failed } from '../../../../../src/core/models/chat-model.ts';
import type { ChatModel } from '../../../../../src/core/models/chat-model.ts';

const { signal } = new AbortController();
const base = { weight: 1, isNegated: false, metric: null, place: null };
const contains: Assertion = { ...base, type: 'contains', value: 'Paris' };
const rubric: Assertion = { ...base, type: 'llm-rubric', rubric: 'It is polite.', threshold: null };

const answering: ChatModel = {
  name: 'target',
  endpoint: 'https://target.test',
  complete: (request) =>
    Promise.resolve({
      kind: 'answered',
      text: `${request.messages[0]?.content ?? ''} Paris`,
      usage: null,
      finishReason: 'stop',
      latencyMs: 1,
      source: 'model',
    }),
};
const failing: ChatModel = {
  ...answering,
  complete: () => Promise.resolve(failed({ reason: 'timeout', detail: 'No answer in time.' })),
};
const approving: CaseJudge = () => Promise.resolve({ kind: 'judged', score: 0.5, passed: true, reason: '' });

function caseWith(assertions: readonly Assertion[], vars = { city: 'France' }): EvaluationCase {
  return {
    id: 'c',
    description: null,
    vars,
    assertions,
    threshold: null,
    source: null,
    place: null,
    isSynthetic: false,
  };
}

function portOf(model: ChatModel, judge: CaseJudge | null = null) {
  const target = { model, temperature: 0, maxOutputTokens: 100, costOf: () => null };
  const counter = { count: (text: string) => text.length };
  const runCase = createRunCasePort({ target, judge, counter, toCasePrompt: asUserMessage });
  const prompt = { id: 'p', text: 'Capital of {{city}}?', interpolations: [] };
  return (testCase: EvaluationCase) => runCase({ prompt, testCase, repeat: 0 }, signal);
}

describe('createRunCasePort', () => {
  it('scores by assertions, with the tokens of the rendered prompt', async () => {
    const facts = { renderedTokens: 'Capital of France?'.length, calls: 1 };
    const run = await portOf(answering)(caseWith([contains]));
    assert.deepEqual(run, { kind: 'scored', score: 1, tier: 'E3', ...facts });
  });

  it('is of the lower tier where a judge had a say', async () => {
    const run = await portOf(answering, approving)(caseWith([contains, rubric]));
    assert.deepEqual([run.kind, run.kind === 'scored' && run.tier, run.calls], ['scored', 'E2', 2]);
  });

  it('leaves outputs without expectations to be compared', async () => {
    const run = await portOf(answering)(caseWith([]));
    assert.equal(run.kind === 'unscored' && run.output, 'Capital of France? Paris');
  });

  it('takes for missing what failed, was not sent or was not judged', async () => {
    const details = await Promise.all([
      portOf(failing)(caseWith([contains])),
      portOf(answering)(caseWith([contains], {} as { city: string })),
      portOf(answering)(caseWith([rubric])),
    ]);
    assert.deepEqual(
      details.map((run) => run.kind === 'missing' && [run.detail, run.calls]),
      [
        ['No answer in time.', 1],
        ['No value for {{city}}.', 0],
        ['No judge was asked about a rubric of the case.', 1],
      ],
    );
  });
});

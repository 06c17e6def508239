import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { asUserMessage } from '../../../../../src/core/evaluation/cases/case-prompt.ts';
import type { CaseTarget } from '../../../../../src/core/evaluation/cases/case-target.ts';
import type { Assertion, EvaluationCase } from '../../../../../src/core/evaluation/cases/evaluation-case.ts';
import { runCases } from '../../../../../src/core/evaluation/cases/run-cases.ts';
import { failed, type ChatRequest, type ChatResult } from '../../../../../src/core/models/chat-model.ts';

const base = { weight: 1, isNegated: false, metric: null, place: null };

function caseOf(id: string, question: string, assertions: readonly Assertion[]): EvaluationCase {
  const rest = { description: null, threshold: null, source: null, place: null, isSynthetic: false };
  return { ...rest, id, vars: { question }, assertions };
}

function targetOf(
  answer: (request: ChatRequest) => ChatResult,
): CaseTarget & { readonly requests: ChatRequest[] } {
  const requests: ChatRequest[] = [];
  const complete = async (request: ChatRequest): Promise<ChatResult> => {
    requests.push(request);
    return Promise.resolve(answer(request));
  };
  const model = { name: 'm', endpoint: 'http://localhost', complete };
  return { model, temperature: null, maxOutputTokens: 100, costOf: () => 0.5, requests };
}

function answered(text: string, source: 'model' | 'cache' = 'model'): ChatResult {
  return { kind: 'answered', text, usage: null, finishReason: 'stop', latencyMs: 10, source };
}

const prompt = asUserMessage({ text: 'Answer: {{question}}', interpolations: [] });
const { signal } = new AbortController();

describe('runCases', () => {
  it('asks every case as often as it is told, with the repeat in the request', async () => {
    const target = targetOf(({ messages, repeat }) => answered(`${messages[0]?.content ?? ''} ${repeat}`));
    const cases = [caseOf('1', 'a', [{ ...base, type: 'contains', value: 'a 1' }]), caseOf('2', 'b', [])];
    const results = await runCases({ target, judge: null, prompt, cases, repeats: 2, signal });
    assert.deepEqual(
      results.map((result) =>
        result.kind === 'output'
          ? [result.caseId, result.repeat, result.output, result.score, result.passed]
          : result,
      ),
      [
        ['1', 0, 'Answer: a 0', 0, false],
        ['1', 1, 'Answer: a 1', 1, true],
        ['2', 0, 'Answer: b 0', null, null],
        ['2', 1, 'Answer: b 1', null, null],
      ],
    );
    assert.deepEqual(
      target.requests.map(({ repeat }) => repeat),
      [0, 1, 0, 1],
    );
  });

  it('records failed calls as missing, and does not send what lacks a value', async () => {
    const target = targetOf(() => failed({ reason: 'timeout', detail: 'Too slow.' }));
    const other = { ...caseOf('2', 'b', []), vars: { other: 'x' } };
    const cases = [caseOf('1', 'a', []), other];
    const results = await runCases({ target, judge: null, prompt, cases, repeats: 1, signal });
    assert.deepEqual(results, [
      { kind: 'missing', caseId: '1', repeat: 0, failure: { reason: 'timeout', detail: 'Too slow.' } },
      { kind: 'not-run', caseId: '2', repeat: 0, unfilled: ['{{question}}'] },
    ]);
    assert.equal(target.requests.length, 1);
  });

  it('asks the judge for rubrics alone; a judge that fails makes the score unknown', async () => {
    const rubric: Assertion = { ...base, type: 'llm-rubric', rubric: 'is kind', threshold: null };
    const asked: string[] = [];
    const run = async (isBroken: boolean) =>
      runCases({
        target: targetOf(() => answered('yes')),
        judge: async ({ rubric: question, output, repeat }) => {
          asked.push(`${question} ${output} ${repeat}`);
          return Promise.resolve(
            isBroken
              ? { kind: 'failed', failure: { reason: 'network', detail: 'Gone.' } }
              : { kind: 'judged', score: 0.5, passed: true, reason: 'Fairly.' },
          );
        },
        prompt,
        cases: [caseOf('1', 'a', [rubric, { ...base, type: 'contains', value: 'yes' }])],
        repeats: 1,
        signal,
      });
    const [judged] = await run(false);
    const [broken] = await run(true);
    assert.ok(judged?.kind === 'output' && broken?.kind === 'output');
    assert.deepEqual(
      [judged.score, judged.passed, judged.isJudged, judged.judgeCalls],
      [0.75, true, true, 1],
    );
    assert.deepEqual(
      [broken.score, broken.passed, broken.isJudged, broken.judgeFailures.length],
      [null, null, false, 1],
    );
    assert.deepEqual(asked, ['is kind yes 0', 'is kind yes 0']);
  });

  it('knows no latency of an answer out of the cache', async () => {
    const target = targetOf(() => answered('yes', 'cache'));
    const cases = [caseOf('1', 'a', [{ ...base, type: 'latency', mostMs: 5000 }])];
    const [result] = await runCases({ target, judge: null, prompt, cases, repeats: 1, signal });
    assert.ok(result?.kind === 'output');
    assert.deepEqual([result.latencyMs, result.passed, result.unknown.length], [null, null, 1]);
  });

  it('sends nothing any more once it is cancelled', async () => {
    const target = targetOf(() => answered('yes'));
    const abort = new AbortController();
    abort.abort();
    const [result] = await runCases({
      target,
      judge: null,
      prompt,
      cases: [caseOf('1', 'a', [])],
      repeats: 1,
      signal: abort.signal,
    });
    assert.ok(result?.kind === 'missing' && result.failure.reason === 'cancelled');
    assert.equal(target.requests.length, 0);
  });
});

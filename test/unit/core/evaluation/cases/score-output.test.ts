import assert from 'node:assert/strict';
import { slowness } from '../../../../support/cpu-time.ts';
import { describe, it } from 'mocha';
import type { RubricJudgement } from '../../../../../src/core/evaluation/cases/case-result.ts';
import type {
  Assertion,
  DeterministicAssertion,
  RubricAssertion,
} from '../../../../../src/core/evaluation/cases/evaluation-case.ts';
import { scoreOutput } from '../../../../../src/core/evaluation/cases/score-output.ts';

const base = { weight: 1, isNegated: false, metric: null, place: null };
const known = { latencyMs: 800, costUsd: 0.002 };

type Spec = DeterministicAssertion extends infer One
  ? One extends DeterministicAssertion
    ? Omit<One, keyof typeof base>
    : never
  : never;

function passes(spec: Spec, output: string): boolean | null {
  const assertion: Assertion = { ...base, ...spec };
  const { passed } = scoreOutput({ assertions: [assertion], threshold: null }, { output, context: known });
  const negated = { ...assertion, isNegated: true };
  const inverse = scoreOutput({ assertions: [negated], threshold: null }, { output, context: known });
  assert.equal(inverse.passed, passed === null ? null : !passed, 'the not- form is the opposite');
  return passed;
}

describe('scoreOutput', () => {
  it('decides every deterministic type', () => {
    const table: readonly (readonly [Spec, string, boolean])[] = [
      [{ type: 'equals', value: { kind: 'text', text: 'Paris' } }, 'Paris', true],
      [{ type: 'equals', value: { kind: 'text', text: 'Paris' } }, 'Paris ', false],
      [{ type: 'equals', value: { kind: 'json', json: { a: 1, b: [2] } } }, '{"b":[2],"a":1}', true],
      [{ type: 'equals', value: { kind: 'json', json: { a: 1 } } }, 'a: 1', false],
      [{ type: 'contains', value: 'aris' }, 'Paris', true],
      [{ type: 'contains', value: 'ARIS' }, 'Paris', false],
      [{ type: 'icontains', value: 'ARIS' }, 'Paris', true],
      [{ type: 'starts-with', value: 'Pa' }, 'Paris', true],
      [{ type: 'starts-with', value: 'aris' }, 'Paris', false],
      [{ type: 'contains-all', values: ['a', 'b'] }, 'ab', true],
      [{ type: 'contains-all', values: ['a', 'b'] }, 'a', false],
      [{ type: 'contains-any', values: ['a', 'b'] }, 'b', true],
      [{ type: 'contains-any', values: ['a', 'b'] }, 'c', false],
      [{ type: 'icontains-all', values: ['A', 'b'] }, 'aB', true],
      [{ type: 'icontains-any', values: ['X', 'B'] }, 'b', true],
      [{ type: 'regex', pattern: '^\\d{3}-\\d{4}$' }, '555-1234', true],
      [{ type: 'regex', pattern: '^\\d{3}$' }, '5555', false],
      [{ type: 'regex', pattern: 'a\\sb' }, 'a\u00a0b', true],
      [{ type: 'is-json', schema: null }, '{"a":1}', true],
      [{ type: 'is-json', schema: null }, '```json\n{}\n```', false],
      [{ type: 'is-json', schema: { type: 'object', required: ['a'] } }, '{"a":1}', true],
      [{ type: 'is-json', schema: { type: 'object', required: ['a'] } }, '{"b":1}', false],
      [{ type: 'contains-json', schema: null }, 'Here: {"a":1}!', true],
      [{ type: 'contains-json', schema: null }, 'Here: {a}', false],
      [{ type: 'contains-json', schema: { required: ['b'] } }, '{"a":1} and {"b":2}', true],
      [{ type: 'contains-json', schema: { required: ['c'] } }, '{"a":1} and {"b":2}', false],
      [{ type: 'levenshtein', value: 'kitten', mostEdits: 3 }, 'sitting', true],
      [{ type: 'levenshtein', value: 'kitten', mostEdits: 2 }, 'sitting', false],
      [{ type: 'levenshtein', value: '', mostEdits: 2 }, 'ab', true],
      [{ type: 'cost', mostUsd: 0.002 }, '', true],
      [{ type: 'cost', mostUsd: 0.0019 }, '', false],
      [{ type: 'latency', mostMs: 800 }, '', true],
      [{ type: 'latency', mostMs: 799 }, '', false],
    ];
    assert.deepEqual(
      table.map(([spec, output]) => passes(spec, output)),
      table.map(([, , expected]) => expected),
    );
  });

  it('weighs assertions, and lets those without weight fail nothing', () => {
    const assertions: Assertion[] = [
      { ...base, type: 'contains', value: 'a', weight: 3 },
      { ...base, type: 'contains', value: 'z', weight: 1 },
      { ...base, type: 'contains', value: 'y', weight: 0 },
    ];
    const input = { output: 'a', context: known };
    assert.deepEqual(
      [null, 0.75, 0.76].map((threshold) => {
        const { score, passed, failures } = scoreOutput({ assertions, threshold }, input);
        return { score, passed, failures: failures.length };
      }),
      [
        { score: 0.75, passed: false, failures: 2 },
        { score: 0.75, passed: true, failures: 2 },
        { score: 0.75, passed: false, failures: 2 },
      ],
    );
    const weightless = scoreOutput({ assertions: assertions.slice(2), threshold: null }, input);
    assert.deepEqual([weightless.score, weightless.passed], [null, null]);
  });

  it('counts a set as one assertion, with its own threshold', () => {
    const set: Assertion = {
      ...base,
      type: 'assert-set',
      threshold: 0.5,
      assertions: [
        { ...base, type: 'contains', value: 'a' },
        { ...base, type: 'contains', value: 'z' },
      ],
    };
    const other: Assertion = { ...base, type: 'contains', value: 'a' };
    const input = { output: 'a', context: known };
    const forgiving = scoreOutput({ assertions: [set, other], threshold: null }, input);
    assert.deepEqual([forgiving.score, forgiving.passed, forgiving.failures], [0.75, true, []]);
    const strict = scoreOutput({ assertions: [{ ...set, threshold: null }, other], threshold: null }, input);
    assert.deepEqual([strict.score, strict.passed, strict.failures.length], [0.75, false, 1]);
  });

  it('never counts what is unknown as passed or failed', () => {
    const unknown = { latencyMs: null, costUsd: null };
    const cost: Assertion = { ...base, type: 'cost', mostUsd: 1 };
    const good: Assertion = { ...base, type: 'contains', value: 'a' };
    const score = (assertions: Assertion[], threshold: number | null, output: string): unknown => {
      const result = scoreOutput({ assertions, threshold }, { output, context: unknown });
      return [result.score, result.passed, result.unknown.length];
    };
    assert.deepEqual(score([cost, good], null, 'a'), [null, null, 1]);
    assert.deepEqual(score([cost, good], null, 'b'), [null, false, 1]);
    assert.deepEqual(score([cost, good], 0.5, 'a'), [null, true, 1]);
    assert.deepEqual(score([cost, good], 0.6, 'b'), [null, false, 1]);
    assert.deepEqual(score([{ ...cost, weight: 0 }, good], null, 'a'), [1, true, 1]);
  });

  it('leaves rubrics open until a judge has spoken', () => {
    const rubric: RubricAssertion = { ...base, type: 'llm-rubric', rubric: 'Is kind', threshold: null };
    const settle = (assertion: RubricAssertion, judgement: RubricJudgement): unknown => {
      const { score, passed, pending, unknown } = scoreOutput(
        { assertions: [assertion], threshold: null },
        { output: 'x', context: known, judgements: new Map([[assertion, judgement]]) },
      );
      return [score, passed, pending.length, unknown.length];
    };
    const judged: RubricJudgement = { kind: 'judged', score: 0.8, passed: true, reason: 'Kind.' };
    const failed: RubricJudgement = { kind: 'failed', failure: { reason: 'timeout', detail: 'Too slow.' } };
    const open = scoreOutput({ assertions: [rubric], threshold: null }, { output: 'x', context: known });
    assert.deepEqual([open.score, open.passed, open.pending], [null, null, [rubric]]);
    assert.deepEqual(settle(rubric, judged), [0.8, true, 0, 0]);
    assert.deepEqual(settle({ ...rubric, threshold: 0.9 }, judged), [0.8, false, 0, 0]);
    assert.deepEqual(settle({ ...rubric, isNegated: true }, { ...judged, score: 0.75 }), [0.25, false, 0, 0]);
    assert.deepEqual(settle(rubric, failed), [null, null, 0, 1]);
  });

  it('gives no score where nothing is expected', () => {
    const { score, passed } = scoreOutput(
      { assertions: [], threshold: null },
      { output: '', context: known },
    );
    assert.deepEqual([score, passed], [null, null]);
  });

  it('is not hung by patterns, schemas, texts or brackets', () => {
    const long = 'a'.repeat(250_000);
    const before = process.threadCpuUsage();
    assert.equal(passes({ type: 'regex', pattern: '(a+)+$' }, `${long}b`), false);
    assert.equal(passes({ type: 'regex', pattern: '(?=a)b' }, long), null);
    assert.equal(
      passes({ type: 'is-json', schema: { pattern: '^(a+)+$' } }, JSON.stringify(`${long}b`)),
      false,
    );
    assert.equal(passes({ type: 'contains-json', schema: null }, '{"'.repeat(50_000)), null);
    assert.equal(
      passes({ type: 'is-json', schema: { uniqueItems: true } }, `${'['.repeat(9e4)}${']'.repeat(9e4)}`),
      false,
    );
    assert.equal(passes({ type: 'levenshtein', value: long, mostEdits: 5 }, `b${long}c`), true);
    assert.equal(passes({ type: 'levenshtein', value: long, mostEdits: 90_000 }, `b${long}c`), null);
    const branches = {
      $defs: {
        a: { anyOf: Array.from({ length: 9 }, () => ({ items: { $ref: '#/$defs/a' }, contains: false })) },
      },
      $ref: '#/$defs/a',
    };
    assert.equal(passes({ type: 'is-json', schema: branches }, '[[[[[[[[[[[[1]]]]]]]]]]]]'), null);
    const { user, system } = process.threadCpuUsage(before);
    assert.ok((user + system) / 1000 < 10_000 * slowness());
  });
});

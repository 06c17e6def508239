import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { parseAnswerJson } from '../../../../src/core/prompts/answer-json.ts';
import { caseDraftAnswer, caseDraftAnswerSchema } from '../../../../src/core/prompts/case-draft-prompt.ts';
import { comparisonAnswer, comparisonAnswerSchema } from '../../../../src/core/prompts/comparison-prompt.ts';
import { coverageAnswer, coverageAnswerSchema } from '../../../../src/core/prompts/coverage-prompt.ts';
import { critiqueAnswer, critiqueAnswerSchema } from '../../../../src/core/prompts/critique-prompt.ts';
import {
  explanationAnswer,
  explanationAnswerSchema,
} from '../../../../src/core/prompts/explanation-prompt.ts';
import {
  groundedPatchAnswer,
  groundedRewriteAnswer,
  patchAnswer,
  patchAnswerSchema,
  rewriteAnswer,
  rewriteAnswerSchema,
} from '../../../../src/core/prompts/proposal-answers.ts';
import { reasoningAnswer, reasoningAnswerSchema } from '../../../../src/core/prompts/reasoning-prompt.ts';
import {
  requirementsAnswer,
  requirementsAnswerSchema,
} from '../../../../src/core/prompts/requirements-prompt.ts';
import { rubricAnswer, rubricAnswerSchema } from '../../../../src/core/prompts/rubric-prompt.ts';

describe('the schemas of the answers', () => {
  const pairs = [
    [patchAnswer, withSources('left-out', patchAnswerSchema)],
    [groundedPatchAnswer, withSources('required', patchAnswerSchema)],
    [rewriteAnswer, withSources('left-out', rewriteAnswerSchema)],
    [groundedRewriteAnswer, withSources('required', rewriteAnswerSchema)],
    [critiqueAnswer, critiqueAnswerSchema],
    [comparisonAnswer, comparisonAnswerSchema],
    [requirementsAnswer, requirementsAnswerSchema],
    [coverageAnswer, coverageAnswerSchema],
    [rubricAnswer, rubricAnswerSchema],
    [reasoningAnswer, reasoningAnswerSchema],
    [caseDraftAnswer, caseDraftAnswerSchema],
    [explanationAnswer, explanationAnswerSchema],
  ] as const;
  for (const [asked, read] of pairs) {
    it(`ask for a ${asked.name} of just the form that is read`, () => {
      const form = read instanceof z.ZodMiniType ? z.toJSONSchema(read) : read;
      const derived = { ...form, $schema: undefined };
      assert.deepEqual({ ...asObject(withoutDescriptions(asked.schema)), $schema: undefined }, derived);
    });
  }
});

describe('the JSON of an answer', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['a bare object', '{"a":1}', { a: 1 }],
    ['an object with a byte order mark and space', '\ufeff {"a":1}\n', { a: 1 }],
    ['a code fence', 'Here:\n```json\n{"a":"```"}\n```\nDone.', undefined],
    ['a plain fence', '```\n{"a":1}\n```', { a: 1 }],
    ['sentences around it', 'Sure! {"a":{"b":2}} Enjoy.', { a: { b: 2 } }],
    ['thoughts before it', '<think>maybe {x}</think>\n{"a":1}', { a: 1 }],
    ['thoughts that never end', '<think>maybe', undefined],
    ['an array', '[{"a":1}]', undefined],
    ['a number', '42', undefined],
    ['nothing', '', undefined],
    ['cut JSON', '{"a":"b', undefined],
  ];
  for (const [name, answer, expected] of cases) {
    it(`is found in ${name}`, () => {
      const value = parseAnswerJson(answer);
      if (name === 'a code fence') assert.deepEqual(value, { a: '```' });
      else if (name === 'an array') assert.deepEqual(value, { a: 1 });
      else assert.deepEqual(value, expected);
    });
  }

  it('is looked for in linear time', () => {
    const startedAt = performance.now();
    for (const hostile of [
      '{'.repeat(2e6),
      '`'.repeat(2e6),
      '<think'.repeat(3e5),
      `{${'"a":['.repeat(1e5)}`,
    ]) {
      assert.equal(parseAnswerJson(hostile), undefined);
    }
    assert.ok(performance.now() - startedAt < 1500);
  });
});

/** What is read takes sources or none; what is asked for has all of them, or no place for them. */
function withSources(
  sources: 'left-out' | 'required',
  read: z.ZodMiniType,
): Readonly<Record<string, unknown>> {
  const form = JSON.stringify(z.toJSONSchema(read), (_, part: unknown) => {
    const { properties } = (part ?? {}) as { properties?: Record<string, unknown> };
    if (properties?.['source'] === undefined) return part;
    const { source, sourceQuote, ...others } = properties;
    const kept = sources === 'required' ? { ...others, source, sourceQuote } : others;
    return { ...(part as object), properties: kept, required: Object.keys(kept) };
  });
  return JSON.parse(form) as Readonly<Record<string, unknown>>;
}

function withoutDescriptions(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, inner: unknown) =>
      name === 'description' && typeof inner === 'string' ? undefined : inner,
    ),
  );
}

function asObject(value: unknown): object {
  assert.ok(typeof value === 'object' && value !== null);
  return value;
}

import assert from 'node:assert/strict';
import type { Check } from '../../../../../src/core/model.ts';
import { compareOutputs } from '../../../../../src/core/pcv/judges/compare-outputs.ts';
import { comparePrompts } from '../../../../../src/core/pcv/judges/compare-prompts.ts';
import { critiqueByModel } from '../../../../../src/core/pcv/judges/critique-by-model.ts';
import { draftCases } from '../../../../../src/core/pcv/judges/draft-cases.ts';
import { explainByModel } from '../../../../../src/core/pcv/judges/explain-by-model.ts';
import { extractRequirements } from '../../../../../src/core/pcv/judges/extract-requirements.ts';
import { judgeOutput } from '../../../../../src/core/pcv/judges/judge-output.ts';
import { judgeReasoning } from '../../../../../src/core/pcv/judges/judge-reasoning.ts';
import type { Judge, Judgement } from '../../../../../src/core/pcv/judges/judgement.ts';
import type { Explanation } from '../../../../../src/core/report/run-report.ts';
import type { ReceivedRequest, ScriptedReply } from '../../../../support/scripted-server.ts';
import { coverWhole, withServerJudge } from './test-judges.ts';

const prompt = 'Summarise {{text}} for a child. Answer in one sentence.';
const task = 'Add 2 and 2.';
const explanations: readonly Explanation[] = [
  {
    before: 'Please ',
    after: '',
    beforeSpan: { start: 0, end: 7 },
    afterSpan: { start: 0, end: 0 },
    why: 'Drops a courtesy.',
    kind: 'economy',
    rule: null,
    tokensDelta: -1,
  },
];
const coverage = {
  original: prompt,
  candidate: 'Sum up {{text}}.',
  requirements: [{ id: 'r1', text: 'One sentence.', quote: 'in one sentence', span: { start: 39, end: 54 } }],
};

/** Every judge, with what is left when all of its calls fail. */
const judges: Readonly<Record<string, readonly [(judge: Judge) => Promise<Judgement<unknown>>, unknown]>> = {
  critique: [(judge) => critiqueByModel(judge, { prompt, placeholders: ['{{text}}'] }), null],
  'comparison of prompts': [
    (judge) => comparePrompts(judge, { requirements: [], original: prompt, candidate: 'Sum up {{text}}.' }),
    null,
  ],
  'comparison of outputs': [
    (judge) => compareOutputs(judge, { task, original: '4', candidate: 'four' }),
    null,
  ],
  requirements: [(judge) => extractRequirements(judge, prompt), null],
  coverage: [
    (judge) => coverWhole(judge, coverage),
    [
      { id: 'requirement-r1', status: 'unknown', detail: 'One sentence. It was not judged.' },
    ] satisfies Check[],
  ],
  rubric: [(judge) => judgeOutput(judge, { rubric: 'Names a colour.', output: 'Blue.' }), null],
  reasoning: [(judge) => judgeReasoning(judge, { task, output: '2 + 2 = 4.' }), null],
  cases: [(judge) => draftCases(judge, { prompt, variables: ['text'], count: 3 }), null],
  explanations: [(judge) => explainByModel(judge, explanations), explanations],
};

/** What can come instead of an answer; each says why the call counts for nothing. */
const faults: Readonly<Record<string, readonly [(request: ReceivedRequest) => ScriptedReply, string]>> = {
  'malformed JSON': [() => answer('{"winner":"A","why"'), 'invalid-answer'],
  'a wrong schema': [
    () => answer('{"winner":"C","score":"high","findings":{},"results":1}'),
    'invalid-answer',
  ],
  'an empty object': [() => answer('{}'), 'invalid-answer'],
  'an empty answer': [() => answer(''), 'invalid-answer'],
  'a refusal in words': [() => answer('I am sorry, but I cannot help with that.'), 'invalid-answer'],
  'a refusal': [() => ({ kind: 'answer', text: '', refusal: 'No.' }), 'refused'],
  'an echo of the instructions': [({ body }) => answer(body.messages[0]?.content ?? ''), 'invalid-answer'],
  'an echo of the data': [({ body }) => answer(body.messages[1]?.content ?? ''), 'invalid-answer'],
  'an echo of everything': [({ body }) => answer(JSON.stringify(body.messages)), 'invalid-answer'],
  'numbers out of range': [() => answer(JSON.stringify(withNumbers(8))), 'invalid-answer'],
  'numbers that are none': [() => answer(JSON.stringify(withNumbers(NaN))), 'invalid-answer'],
  '10 MB of nothing': [() => answer('x'.repeat(10_000_000)), 'length'],
  'a length stop': [() => ({ kind: 'answer', text: '{', finishReason: 'length' }), 'length'],
  'a content filter': [
    () => ({ kind: 'answer', text: '', finishReason: 'content_filter' }),
    'content-filter',
  ],
  'a cut stream': [() => ({ kind: 'cut', text: '{"winner":' }), 'network'],
  'a reset connection': [() => ({ kind: 'reset' }), 'network'],
  'a status of 500': [() => ({ kind: 'status', status: 500 }), 'overloaded'],
  'a status of 429': [() => ({ kind: 'status', status: 429 }), 'rate-limited'],
  'a wrong key': [() => ({ kind: 'status', status: 401 }), 'auth'],
  'an HTML page': [() => ({ kind: 'page', status: 200 }), 'network'],
};

before(() => import('openai'));

for (const [name, [run, left]] of Object.entries(judges)) {
  describe(`the judge of ${name}`, () => {
    for (const [fault, [reply, reason]] of Object.entries(faults)) {
      it(`takes ${fault} for missing data`, async () => {
        await withServerJudge(reply, async (judge) => {
          const { value, failures, calls } = await run(judge);
          assert.deepEqual(value, left);
          assert.ok(calls > 0);
          assert.deepEqual([...new Set(failures.map((failure) => failure.reason))], [reason]);
        });
      });
    }

    it('gives up at once when cancelled', async () => {
      await withServerJudge(
        () => ({ kind: 'hang', after: 'headers' }),
        async ({ model }) => {
          const abort = new AbortController();
          const pending = run({ model, signal: abort.signal });
          setTimeout(() => abort.abort(), 30);
          const startedAt = performance.now();
          const { value, failures } = await pending;
          assert.ok(performance.now() - startedAt < 500);
          assert.deepEqual(value, left);
          assert.ok(failures.every((failure) => failure.reason === 'cancelled'));
        },
      );
    });
  });
}

function answer(text: string): ScriptedReply {
  return { kind: 'answer', text };
}

/** Answers of every form whose numbers are nonsense. */
function withNumbers(number: number): unknown {
  const dimensions = {
    structure: 1,
    constraints: 1,
    outputContract: 1,
    examples: 1,
    economy: 1,
    clarity: number,
    consistency: 1,
  };
  return {
    findings: [],
    dimensions,
    reason: 'x',
    pass: true,
    score: number,
    hasReasoning: true,
    validity: number,
    informativeness: 1,
    coverage: 1,
    consistency: 1,
  };
}

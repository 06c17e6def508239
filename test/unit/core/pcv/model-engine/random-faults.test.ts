import assert from 'node:assert/strict';
import { checkContract, isIntact } from '../../../../../src/core/contract/check-contract.ts';
import { extractContract } from '../../../../../src/core/contract/contract.ts';
import type { ScriptedReply } from '../../../../support/scripted-server.ts';
import { wordySupportPrompt } from '../../../../support/sample-prompts.ts';
import { goodAnswer, runModel, testKey, tidyRewrite } from './run-model.ts';

/** Everything that can come instead of a good answer, short of a wrong key. */
const faults: readonly ScriptedReply[] = [
  { kind: 'status', status: 429, headers: { 'retry-after-ms': '1' } },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 500, body: { error: { message: testKey } } },
  { kind: 'page', status: 503 },
  { kind: 'page', status: 200 },
  { kind: 'reset' },
  { kind: 'cut', text: '{"prompt":"Half of' },
  { kind: 'raw', body: 'data: {"choices":\n\n' },
  { kind: 'answer', text: '' },
  { kind: 'answer', text: '{"prompt": "Broken' },
  { kind: 'answer', text: '{"edits":[{"find":1}],"prompt":2}' },
  { kind: 'answer', text: '{', finishReason: 'length' },
  { kind: 'answer', text: '', finishReason: 'content_filter' },
  { kind: 'answer', text: '', refusal: 'No.' },
  { kind: 'answer', text: JSON.stringify({ edits: [], prompt: '', reasons: [] }) },
  { kind: 'answer', text: rewritten(tidyRewrite.replace('{{message}}', 'the message')) },
  { kind: 'answer', text: rewritten(`${tidyRewrite} {{invented}}`) },
  { kind: 'answer', text: rewritten(`\`\`\`\n${tidyRewrite}\n\`\`\``) },
  {
    kind: 'answer',
    text: rewritten('You edit prompts that software sends to language models. {{company}} {{message}}'),
  },
  { kind: 'answer', text: `Your key is ${testKey}` },
];

describe('a run with random faults', () => {
  for (const [rate, runs] of [
    [0.05, 6],
    [0.3, 10],
    [1, 6],
  ] as const) {
    it(`at a rate of ${rate * 100} % ends with a report, keeps the contract and loses no quality`, async () => {
      const reasons: string[] = [];
      for (let seed = 1; seed <= runs; seed += 1) {
        const random = generator(seed);
        const { report, events, failure } = await runModel((request) => {
          const fault = faults[Math.floor(random() * faults.length)];
          return random() < rate && fault !== undefined ? fault : goodAnswer(request);
        });
        reasons.push(report.stopReason);
        const text = report.candidate?.text ?? report.original.text;
        const contract = extractContract({ text: wordySupportPrompt, interpolations: [] });
        assert.ok(isIntact(checkContract(contract, text)));
        assert.ok((report.candidate ?? report.original).quality.value >= report.original.quality.value);
        assert.equal(events.filter(({ type }) => type === 'run-end').length, 1);
        assert.equal(failure === null, report.stopReason !== 'provider-failed');
        assert.equal(report.changed, rate < 1);
        assert.doesNotMatch(JSON.stringify([report, events, failure?.message]), /sk-test/);
      }
      const expected = rate < 1 ? ['converged'] : ['provider-failed', 'converged'];
      assert.ok(
        reasons.every((reason) => expected.includes(reason)),
        reasons.join(),
      );
    });
  }
});

function rewritten(prompt: string): string {
  return JSON.stringify({ prompt, reasons: [], edits: [] });
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

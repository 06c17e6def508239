import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkContract, isIntact } from '../../src/core/contract/check-contract.ts';
import { extractContract } from '../../src/core/contract/contract.ts';
import { applyEdits } from '../../src/core/text-edits.ts';
import { reportOf } from '../support/run-rules.ts';

const seed = 20260;

/** Pieces of real prompts, of hostile ones and of none at all, glued together in any order. */
const fragments = fc.constantFrom(
  'Please make sure that you always answer in order to help.',
  'You are a very helpful, friendly and knowledgeable AI assistant.',
  'Due to the fact that users are busy, keep it short.',
  'Use at most 80 words. Use at most 80 words.',
  'Never promise a refund. ',
  'NEVER, UNDER ANY CIRCUMSTANCES, SHOULD YOU ANSWER!!!',
  'I would like you to kindly summarize {{article}} for {{audience}}.',
  'Hello ${user.name}, your %s is %d%% done, {0} {name!r:>10}.',
  '{% if premium %}Be very very polite.{% endif %}',
  '```json\n{"please": "in order to"}\n```',
  'Answer with JSON: {"label": "bug" | "question", "score": 1-5}.',
  'See https://example.com/in-order-to?please=1 or mail a@b.co.',
  '- first item\n- second item\n- first item',
  '1. Read.\n2. Think.\n4. Answer.',
  '# Task\n\nClassify the ticket.\n\n\n\n# Task\n',
  'Bitte stellen Sie sicher, dass Sie immer höflich antworten.',
  '请确保你总是用中文回答。',
  '<document>\n{doc}\n</document>',
  '<!-- promptops:freeze -->Please keep this in order to test.<!-- promptops:unfreeze -->',
  '“Quoted please”, \'please\' and "in order to".',
  '\t \u200b \ufeff\r\n',
  'It is important to note that you should basically try to be concise and explain in great detail.',
);

const prompts = fc
  .array(
    fc.oneof({ weight: 9, arbitrary: fragments }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((parts) =>
    fc
      .array(fc.constantFrom(' ', '\n', '\n\n', '  '), { minLength: parts.length, maxLength: parts.length })
      .map((glue) => parts.map((part, index) => part + (glue[index] ?? '')).join('')),
  );

describe('optimize on any text', () => {
  it('keeps the contract, is never longer without a better quality, and explains what it did', async () => {
    await fc.assert(
      fc.asyncProperty(prompts, async (text) => {
        const { original, candidate, explanations, front } = await reportOf(text);
        if (candidate === null) return;
        const contract = extractContract({ text, interpolations: [] });
        const failed = checkContract(contract, candidate.text).filter(({ status }) => status === 'failed');
        assert.deepEqual(failed, []);
        for (const member of front) {
          const mayGrow = member.operator === 'diverge' && member.quality.value > original.quality.value;
          assert.ok(member.tokens <= original.tokens || mayGrow, `${member.tokens} > ${original.tokens}`);
          assert.ok(member.quality.value >= original.quality.value);
          assert.ok(isIntact(checkContract(contract, member.text)));
        }
        const edits = explanations.map(({ beforeSpan: span, after: replacement }) => ({ span, replacement }));
        assert.equal(applyEdits(text, edits), candidate.text);
      }),
      { seed, numRuns: 250 },
    );
  });

  it('changes nothing more in its own result', async () => {
    await fc.assert(
      fc.asyncProperty(prompts, async (text) => {
        const first = await reportOf(text);
        if (first.candidate === null) return;
        const second = await reportOf(first.candidate.text);
        assert.equal(second.candidate?.text ?? first.candidate.text, first.candidate.text);
      }),
      { seed, numRuns: 250 },
    );
  });
});

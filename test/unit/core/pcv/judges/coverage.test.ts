import assert from 'node:assert/strict';
import {
  extractRequirements,
  type Requirement,
} from '../../../../../src/core/pcv/judges/extract-requirements.ts';
import { coverWhole, dataOf, judgeThat } from './test-judges.ts';

const original = [
  'Summarise {{text}} for a child.',
  'Answer in one sentence, in English.',
  'Never name the author.',
].join('\n');

const answered = [
  { text: 'Write a summary.', quote: 'Summarise {{text}}' },
  { text: 'Fit a child.', quote: 'for a child' },
  { text: 'One sentence.', quote: 'one sentence' },
  { text: 'Hide the author.', quote: 'Never name the author.' },
];

async function requirementsOf(list: readonly unknown[]): Promise<readonly Requirement[] | null> {
  const { value } = await extractRequirements(
    judgeThat(() => ({ json: { requirements: list } })),
    original,
  );
  return value;
}

describe('the requirements of a prompt', () => {
  it('are those that have an exact quote', async () => {
    const invented = { text: 'Be polite.', quote: 'be polite' };
    const value = await requirementsOf([answered[0], invented, answered[2], { text: '', quote: 'child' }]);
    assert.deepEqual(value, [
      { id: 'r1', text: 'Write a summary.', quote: 'Summarise {{text}}', span: { start: 0, end: 18 } },
      { id: 'r2', text: 'One sentence.', quote: 'one sentence', span: { start: 42, end: 54 } },
    ]);
  });

  it('are missing data when none has evidence', async () => {
    assert.equal(await requirementsOf([{ text: 'Be polite.', quote: 'be polite' }]), null);
    assert.equal(await requirementsOf([]), null);
  });

  it('are asked for with equal requests, so that the cache can answer', async () => {
    const judge = judgeThat(() => ({ json: { requirements: answered } }));
    await extractRequirements(judge, original);
    await extractRequirements(judge, original);
    assert.deepEqual(judge.requests[0], judge.requests[1]);
  });
});

describe('the coverage of requirements', () => {
  it('costs nothing where every line with a requirement stands unchanged', async () => {
    const requirements = (await requirementsOf(answered)) ?? [];
    const judge = judgeThat(() => ({ json: { results: [] } }));
    const candidate = original.split('\n').reverse().join('\n');
    const { value, calls } = await coverWhole(judge, { original, candidate, requirements });
    assert.deepEqual([calls, judge.requests.length], [0, 0]);
    assert.deepEqual(
      value?.map(({ id, status }) => [id, status]),
      ['r1', 'r2', 'r3', 'r4'].map((id) => [`requirement-${id}`, 'passed']),
    );
  });

  it('asks only for what changed, and passes only what is quoted', async () => {
    const requirements = (await requirementsOf(answered)) ?? [];
    const candidate = 'Sum up {{text}} for children.\nUse a single sentence.\nNever name the author.';
    const judge = judgeThat(() => ({
      json: {
        results: [
          { id: 'r1', quote: 'Sum up {{text}}', status: 'kept' },
          { id: 'r2', quote: 'for kids', status: 'kept' },
          { id: 'r3', quote: 'a single sentence', status: 'changed' },
          { id: 'r9', quote: '', status: 'missing' },
        ],
      },
    }));
    const { value, calls } = await coverWhole(judge, { original, candidate, requirements });
    assert.equal(calls, 1);
    assert.deepEqual(dataOf(judge.requests[0]?.messages ?? []), {
      requirements: requirements.slice(0, 3).map(({ id, text }) => ({ id, text })),
      prompt: candidate,
    });
    assert.deepEqual(value, [
      { id: 'requirement-r1', status: 'passed', detail: 'Write a summary. “Sum up {{text}}”.' },
      { id: 'requirement-r2', status: 'unknown', detail: 'Fit a child. The judge gave no exact quote.' },
      { id: 'requirement-r3', status: 'failed', detail: 'One sentence. It is changed: “a single sentence”.' },
      { id: 'requirement-r4', status: 'passed', detail: 'Hide the author. Its lines stand unchanged.' },
    ]);
  });

  it('is unknown for what was not judged, and keeps the worse of two results', async () => {
    const requirements = (await requirementsOf(answered)) ?? [];
    const judge = judgeThat(() => ({
      json: {
        results: [
          { id: 'r1', quote: '', status: 'missing' },
          { id: 'r1', quote: 'Sum up {{text}}', status: 'kept' },
          { id: 'r2', quote: '', status: 'kept' },
        ],
      },
    }));
    const { value } = await coverWhole(judge, { original, candidate: 'Sum up {{text}}.', requirements });
    assert.deepEqual(
      value?.map(({ status }) => status),
      ['failed', 'unknown', 'unknown', 'unknown'],
    );
  });

  it('does not take a short line for evidence: what it means depends on what is around it', async () => {
    const judge = judgeThat(() => ({ json: { results: [] } }));
    const requirement = { id: 'r1', text: 'JSON.', quote: 'JSON', span: { start: 8, end: 12 } };
    const { value } = await coverWhole(judge, {
      original: 'Return:\nJSON',
      candidate: 'Never return:\nJSON',
      requirements: [requirement],
    });
    assert.equal(value?.[0]?.status, 'unknown');
  });

  it('holds with Windows line ends', async () => {
    const text = original.replaceAll('\n', '\r\n');
    const requirement = { id: 'r1', text: 'One.', quote: 'one sentence', span: { start: 43, end: 55 } };
    assert.equal(text.slice(43, 55), 'one sentence');
    const judge = judgeThat(() => ({ json: { results: [] } }));
    const { value } = await coverWhole(judge, {
      original: text,
      candidate: original,
      requirements: [requirement],
    });
    assert.equal(value?.[0]?.status, 'passed');
  });
});

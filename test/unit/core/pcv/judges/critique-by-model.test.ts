import assert from 'node:assert/strict';
import { critiqueByModel } from '../../../../../src/core/pcv/judges/critique-by-model.ts';
import { dataOf, judgeThat, withServerJudge } from './test-judges.ts';

const prompt = 'Please summarise {{text}} well. Please be nice.';
const dimensions = {
  clarity: 0.5,
  structure: 1,
  constraints: 0,
  outputContract: 0.25,
  examples: 1,
  consistency: 1,
  economy: 0.5,
};
const finding = {
  quote: 'well',
  message: 'Says nothing that can be checked.',
  suggestion: 'Give a number of sentences.',
  category: 'constraints',
  severity: 'warning',
};

describe('the critique by a model', () => {
  it('has findings with their place, and the weighted rubric as tier E1', async () => {
    const judge = judgeThat(() => ({ json: { findings: [finding], dimensions } }));
    const { value, calls } = await critiqueByModel(judge, { prompt, placeholders: ['{{text}}'] });
    assert.deepEqual(value, {
      // (25 · 0.5 + 12 + 0 + 20 · 0.25 + 8 + 8 + 7 · 0.5) of 100.
      quality: { value: 49, tier: 'E1', dimensions },
      findings: [
        {
          ruleId: 'model',
          category: 'constraints',
          severity: 'warning',
          message: 'Says nothing that can be checked.',
          span: { start: 26, end: 30 },
          evidence: 'well',
          fix: null,
          suggestion: 'Give a number of sentences.',
        },
      ],
    });
    assert.equal(calls, 1);
    assert.deepEqual(dataOf(judge.requests[0]?.messages ?? []), { placeholders: ['{{text}}'], prompt });
  });

  it('follows the weights it is given', async () => {
    const none = {
      clarity: 0,
      structure: 0,
      constraints: 0,
      outputContract: 0,
      examples: 0,
      consistency: 0,
      economy: 0,
    };
    const judge = judgeThat(() => ({ json: { findings: [], dimensions } }));
    const { value } = await critiqueByModel(judge, {
      prompt,
      placeholders: [],
      weights: { ...none, clarity: 3, structure: 1 },
    });
    assert.equal(value?.quality.value, 62.5);
  });

  it('drops findings without exact evidence and those that say nothing', async () => {
    const findings = [
      { ...finding, quote: 'Well' },
      { ...finding, quote: 'please  be nice' },
      { ...finding, quote: '' },
      { ...finding, message: ' \n' },
      { ...finding, quote: ' Please be nice.\n' },
    ];
    const judge = judgeThat(() => ({ json: { findings, dimensions } }));
    const { value } = await critiqueByModel(judge, { prompt, placeholders: [] });
    assert.deepEqual(
      value?.findings.map(({ evidence }) => evidence),
      ['Please be nice.'],
    );
  });

  it('bounds what a model says and strips control characters', async () => {
    const long = `\u001b[31m${'very long '.repeat(5000)}\u202e`;
    const findings = Array.from({ length: 100 }, () => ({ ...finding, message: long, suggestion: long }));
    const judge = judgeThat(() => ({ json: { findings, dimensions } }));
    const { value } = await critiqueByModel(judge, { prompt, placeholders: [] });
    assert.equal(value?.findings.length, 12);
    for (const { message, suggestion = '' } of value.findings) {
      assert.ok(message.length < 300 && suggestion.length < 300);
      assert.doesNotMatch(message + suggestion, /[\p{Cc}\p{Cf}]/u);
    }
  });

  for (const number of [1.01, -0.1, 8, 100]) {
    it(`takes a score of ${number} for missing data`, async () => {
      const judge = judgeThat(() => ({
        json: { findings: [], dimensions: { ...dimensions, economy: number } },
      }));
      const { value, failures } = await critiqueByModel(judge, { prompt, placeholders: [] });
      assert.deepEqual([value, failures[0]?.reason], [null, 'invalid-answer']);
    });
  }

  it('is read out of a code fence and out of thoughts, over HTTP', async () => {
    const answer = JSON.stringify({ findings: [finding], dimensions });
    for (const text of [
      `\`\`\`json\n${answer}\n\`\`\``,
      `<think>Hm {}.</think>${answer}`,
      `Here: ${answer} Done.`,
    ]) {
      await withServerJudge(
        () => ({ kind: 'answer', text }),
        async (judge) => {
          const { value } = await critiqueByModel(judge, { prompt, placeholders: [] });
          assert.equal(value?.findings.length, 1);
        },
      );
    }
  });

  it('is not asked for a text that no model could take', async () => {
    const judge = judgeThat(() => ({ json: {} }));
    const { value, failures, calls } = await critiqueByModel(judge, {
      prompt: 'x'.repeat(2_000_000),
      placeholders: [],
    });
    assert.deepEqual([value, failures[0]?.reason, calls, judge.requests.length], [null, 'bad-request', 0, 0]);
  });
});

import assert from 'node:assert/strict';
import { explainByModel } from '../../../../../src/core/pcv/judges/explain-by-model.ts';
import type { Explanation } from '../../../../../src/core/report/run-report.ts';
import { dataOf, judgeThat } from './test-judges.ts';

function hunk(before: string, after: string, rule: string | null = null): Explanation {
  const span = { start: 0, end: before.length };
  return {
    before,
    after,
    beforeSpan: span,
    afterSpan: span,
    why: `Said by the operator: ${before}.`,
    kind: 'economy',
    rule,
    tokensDelta: -1,
  };
}

describe('explanations by a model', () => {
  it('come in one call for all hunks that no rule explains', async () => {
    const hunks = [hunk('Please', ''), hunk('In order to', 'To', 'verbose-phrase'), hunk('nice', 'polite')];
    const judge = judgeThat(() => ({
      json: {
        explanations: [
          { index: 0, why: 'Saves a token.' },
          { index: 1, why: 'Not asked for.' },
          { index: 7, why: 'There is no such change.' },
          { index: 0.5, why: 'Nor such a one.' },
        ],
      },
    }));
    const { value, calls } = await explainByModel(judge, hunks);
    assert.equal(calls, 1);
    assert.deepEqual(value, [{ ...hunks[0], why: 'Saves a token.' }, hunks[1], hunks[2]]);
    assert.deepEqual(dataOf(judge.requests[0]?.messages ?? []), {
      changes: [
        { index: 0, before: 'Please', after: '', hint: 'Said by the operator: Please.' },
        { index: 2, before: 'nice', after: 'polite', hint: 'Said by the operator: nice.' },
      ],
    });
  });

  it('cost nothing where there is nothing to explain', async () => {
    const judge = judgeThat(() => ({ json: {} }));
    const ruled = [hunk('a', 'b', 'politeness')];
    assert.deepEqual((await explainByModel(judge, [])).value, []);
    assert.deepEqual((await explainByModel(judge, ruled)).value, ruled);
    assert.equal(judge.requests.length, 0);
  });

  it('are bounded, both what is asked and what is said', async () => {
    const hunks = Array.from({ length: 500 }, (_, index) => hunk('x'.repeat(index * 10), 'y'));
    const judge = judgeThat(() => ({
      json: { explanations: [{ index: 499, why: `\u0007${'because '.repeat(1000)}` }] },
    }));
    const { value, calls } = await explainByModel(judge, hunks);
    assert.equal(calls, 1);
    const { changes } = dataOf(judge.requests[0]?.messages ?? []) as {
      changes: { index: number; before: string }[];
    };
    assert.deepEqual(
      changes.map(({ index }) => index),
      Array.from({ length: 40 }, (_, index) => 460 + index),
    );
    assert.ok(changes.every(({ before }) => before.length < 700));
    const why = value?.at(-1)?.why ?? '';
    assert.ok(why.length < 300 && why.startsWith('because'));
    assert.equal(value?.[0]?.why, hunks[0]?.why);
  });
});

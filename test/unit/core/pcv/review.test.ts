import assert from 'node:assert/strict';
import {
  initialSelection,
  reviewSelection,
  selectByLambda,
  type Selection,
} from '../../../../src/core/pcv/review.ts';
import { defaultRubricWeights } from '../../../../src/core/metrics/rubric-weights.ts';
import type { RunReport } from '../../../../src/core/report/run-report.ts';
import { reportOf } from '../../../support/run-rules.ts';
import { wordySupportPrompt } from '../../../support/sample-prompts.ts';
import { loadTestCounter } from '../../../support/token-counter.ts';

function review(report: RunReport, selection: Selection, weights = defaultRubricWeights) {
  return reviewSelection({
    report,
    selection,
    prompt: { text: report.original.text, interpolations: [] },
    counter: loadTestCounter('o200k_base'),
    reencode: null,
    weights,
    signal: new AbortController().signal,
  });
}

describe('reviewSelection', () => {
  it('shows the pick of the run with the numbers of the report', async () => {
    const report = await reportOf(wordySupportPrompt);
    const { text, tokens, quality, verdict, metrics } = await review(report, initialSelection(report));
    assert.deepEqual({ text, tokens, quality }, report.candidate);
    assert.equal(verdict, report.verdict);
    assert.deepEqual(metrics, report.metrics);
  });

  it('weighs quality as the run did', async () => {
    const weights = { ...defaultRubricWeights, economy: 90, clarity: 1 };
    const report = await reportOf(wordySupportPrompt, { settings: { rubricWeights: weights } });
    assert.notDeepEqual(report.candidate, (await reportOf(wordySupportPrompt)).candidate);
    const { text, tokens, quality } = await review(report, initialSelection(report), weights);
    assert.deepEqual({ text, tokens, quality }, report.candidate);
  });

  it('leaves rejected hunks as they were and measures what is left', async () => {
    const report = await reportOf(wordySupportPrompt);
    const [first] = report.explanations;
    const whole = await review(report, initialSelection(report));
    const part = await review(report, { ...initialSelection(report), rejectedHunks: [0] });
    assert.ok(first);
    assert.equal(
      part.text.slice(0, first.beforeSpan.end),
      report.original.text.slice(0, first.beforeSpan.end),
    );
    assert.equal(part.tokens, loadTestCounter('o200k_base').count(part.text));
    assert.ok(part.tokens > whole.tokens);
    assert.deepEqual(part.explanations, whole.explanations);
  });

  it('is the original when every hunk is rejected, and then never improved', async () => {
    const report = await reportOf(wordySupportPrompt);
    const rejectedHunks = report.explanations.map((_, index) => index);
    const { text, verdict, metrics } = await review(report, { ...initialSelection(report), rejectedHunks });
    assert.equal(text, report.original.text);
    assert.deepEqual([verdict, metrics.compression, metrics.qualityGain.value], ['inconclusive', 0, 0]);
  });

  it('keeps the contract for every subset of hunks', async () => {
    const report = await reportOf(wordySupportPrompt);
    for (let index = 0; index < report.explanations.length; index += 1) {
      const rejectedHunks = report.explanations.map((_, other) => other).filter((other) => other !== index);
      const { checks } = await review(report, { ...initialSelection(report), rejectedHunks });
      assert.deepEqual(
        checks.filter(({ status }) => status === 'failed'),
        [],
      );
    }
  });
});

describe('selectByLambda', () => {
  it('never picks a dearer text for a larger λ, and forgets hunks of another text', async () => {
    const report = await reportOf(wordySupportPrompt);
    const costs = [0, 0.2, 1, 50].map((lambda) => {
      const selection = selectByLambda(report, lambda);
      assert.deepEqual(selection.rejectedHunks, []);
      return report.front.find(({ id }) => id === selection.pickId)?.cost ?? NaN;
    });
    assert.deepEqual(
      costs,
      [...costs].sort((a, b) => b - a),
    );
  });
});

import assert from 'node:assert/strict';
import { initialSelection, reviewSelection, type Selection } from '../../../../../src/core/pcv/review.ts';
import type { RunReport } from '../../../../../src/core/report/run-report.ts';
import { loadTestCounter } from '../../../../support/token-counter.ts';
import { goodModel, runModel } from './run-model.ts';

function review(report: RunReport, selection: Selection) {
  return reviewSelection({
    report,
    selection,
    prompt: { text: report.original.text, interpolations: [] },
    counter: loadTestCounter('o200k_base'),
    reencode: null,
    signal: new AbortController().signal,
  });
}

describe('the review of a run that models have judged', () => {
  it('shows the pick with the numbers of the report', async () => {
    const { report } = await runModel(goodModel, {
      access: { price: { input: 1, cachedInput: null, output: 2 } },
    });
    const { text, tokens, quality, verdict, metrics } = await review(report, initialSelection(report));
    assert.deepEqual({ text, tokens, quality }, report.candidate);
    assert.equal(verdict, report.verdict);
    assert.deepEqual(metrics, report.metrics);
  });

  it('measures a text that no model has seen by the rules, on both sides', async () => {
    const { report } = await runModel(goodModel);
    const selection = { ...initialSelection(report), rejectedHunks: [0] };
    const { quality, originalQuality, metrics } = await review(report, selection);
    assert.deepEqual([quality.tier, originalQuality.tier, metrics.qualityGain.tier], ['E0', 'E0', 'E0']);
    assert.equal(metrics.qualityGain.value, Number((quality.value - originalQuality.value).toFixed(2)));
  });
});

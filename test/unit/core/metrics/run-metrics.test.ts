import assert from 'node:assert/strict';
import type { MetricsInput } from '../../../../src/core/metrics/run-metrics.ts';
import { computeMetrics, verdictOf } from '../../../../src/core/metrics/run-metrics.ts';
import { metricsSchema } from '../../../../src/core/report/run-report.ts';
import { scoreStaticQuality } from '../../../../src/core/metrics/static-quality.ts';
import { member, subject } from './subjects.ts';

function measured(text: string, tokens: number) {
  return { ...subject(text), tokens, quality: scoreStaticQuality(subject(text)) };
}

function input(overrides: Partial<MetricsInput> = {}): MetricsInput {
  return {
    original: measured('Please make sure to compare the offers {offers}.', 20),
    candidate: measured('Compare the offers {offers}.', 15),
    counter: { encoding: 'o200k_base', provenance: 'tokenizer' },
    lambda: 0.1,
    front: [member('original', 70, 1), member('a', 69, 0.75)],
    usage: { calls: 0, costUsd: null },
    price: null,
    ...overrides,
  };
}

describe('computeMetrics', () => {
  it('assembles a document that the schema takes', () => {
    const metrics = computeMetrics(input());
    assert.deepEqual(metricsSchema.parse(metrics), metrics);
    assert.deepEqual(metrics.tokens, {
      before: 20,
      after: 15,
      provenance: 'tokenizer',
      encoding: 'o200k_base',
    });
    assert.equal(metrics.compression, 25);
    assert.equal(metrics.qualityGain.tier, 'E0');
    assert.equal(metrics.qualityGain.interval, null);
    assert.equal(metrics.reasoningGainIndex.value, 0);
    assert.ok(metrics.compactness.after > metrics.compactness.before);
    assert.equal(metrics.lambda.breakpoints.length, 1);
  });

  it('reads 0 everywhere for a prompt against itself', () => {
    const { original } = input();
    const metrics = computeMetrics(input({ candidate: original, front: [member('original', 70, 1)] }));
    assert.equal(metrics.compression, 0);
    assert.equal(metrics.qualityGain.value, 0);
    assert.equal(metrics.reasoningGainIndex.value, 0);
    assert.equal(metrics.efficiency, 0);
    assert.equal(metrics.lambda.tradeoff, 0);
    assert.equal(metrics.breakEvenCalls, null);
    assert.equal(verdictOf({ original, candidate: original }), 'inconclusive');
  });

  it('lets a run without calls pay at once when tokens fall, without inventing a price', () => {
    assert.equal(computeMetrics(input()).breakEvenCalls, 0);
  });

  it('leaves break-even unknown when the price or the cost of the run is', () => {
    const price = { input: 1, cachedInput: null, output: 1 };
    assert.equal(computeMetrics(input({ usage: { calls: 3, costUsd: 0.01 } })).breakEvenCalls, null);
    assert.equal(computeMetrics(input({ usage: { calls: 3, costUsd: null }, price })).breakEvenCalls, null);
    assert.equal(computeMetrics(input({ usage: null, price })).breakEvenCalls, null);
    assert.equal(computeMetrics(input({ usage: { calls: 3, costUsd: 0.01 }, price })).breakEvenCalls, 2000);
  });
});

import assert from 'node:assert/strict';
import { breakEven, breakEvenCalls } from '../../../../src/core/metrics/break-even.ts';
import { compression } from '../../../../src/core/metrics/compression.ts';
import { callCostUsd, relativeCost } from '../../../../src/core/metrics/cost.ts';
import { efficiency } from '../../../../src/core/metrics/efficiency.ts';
import { pairwiseGain } from '../../../../src/core/metrics/pairwise-gain.ts';
import { rubricGain } from '../../../../src/core/metrics/quality-gain.ts';
import { reasoningGainIndex } from '../../../../src/core/metrics/reasoning-gain-index.ts';
import { quality } from './subjects.ts';

describe('compression', () => {
  it('is the share of tokens saved, negative for an expansion', () => {
    assert.equal(compression(200, 150), 25);
    assert.equal(compression(100, 150), -50);
    assert.ok(Object.is(compression(100, 100), 0));
    assert.equal(compression(0, 10), 0);
  });
});

describe('cost', () => {
  const price = { input: 2, cachedInput: 0.5, output: 8 };

  it('discounts cached input', () => {
    const tokens = { inputTokens: 1_000_000, cachedInputTokens: 400_000, outputTokens: 100_000 };
    assert.equal(callCostUsd(tokens, price), 1.2 + 0.2 + 0.8);
    assert.equal(callCostUsd(tokens, { ...price, cachedInput: null }), 2 + 0.8);
  });

  it('stays unknown without a price', () => {
    assert.equal(callCostUsd({ inputTokens: 10, cachedInputTokens: 0, outputTokens: 10 }, null), null);
  });

  it('relates tokens to the original', () => {
    assert.equal(relativeCost(80, 100), 0.8);
    assert.equal(relativeCost(10, 0), 1);
  });
});

describe('efficiency', () => {
  it('is the change of quality per token', () => {
    assert.equal(
      efficiency({ quality: 50, tokens: 100 }, { quality: 50, tokens: 50 }, 'equivalent-and-cheaper'),
      1,
    );
    assert.equal(efficiency({ quality: 50, tokens: 100 }, { quality: 75, tokens: 150 }, 'improved'), 0);
  });

  it('is not shown for a regression or without a ratio', () => {
    assert.equal(efficiency({ quality: 50, tokens: 100 }, { quality: 40, tokens: 1 }, 'regressed'), null);
    assert.equal(efficiency({ quality: 0, tokens: 100 }, { quality: 40, tokens: 10 }, 'improved'), null);
    assert.equal(efficiency({ quality: 50, tokens: 100 }, { quality: 50, tokens: 0 }, 'improved'), null);
  });
});

describe('breakEven', () => {
  it('divides the cost of the run by the saving of a call', () => {
    assert.equal(breakEvenCalls({ runCost: 0.5, savingPerCall: 0.001 }), 500);
    assert.equal(breakEvenCalls({ runCost: 0.0005, savingPerCall: 0.001 }), 1);
    assert.equal(breakEvenCalls({ runCost: 0, savingPerCall: 3 }), 0);
  });

  it('tells never from unknown, both null in the document', () => {
    assert.deepEqual(breakEven({ runCost: 1, savingPerCall: 0 }), { kind: 'never' });
    assert.deepEqual(breakEven({ runCost: null, savingPerCall: -1 }), { kind: 'never' });
    assert.deepEqual(breakEven({ runCost: null, savingPerCall: 1 }), { kind: 'unknown' });
    assert.deepEqual(breakEven({ runCost: 1, savingPerCall: null }), { kind: 'unknown' });
    assert.equal(breakEvenCalls({ runCost: 1, savingPerCall: -1 }), null);
  });
});

describe('reasoningGainIndex', () => {
  it('is the share of the headroom closed, or of the scaffold lost', () => {
    assert.equal(reasoningGainIndex(0.25, 0.625), 0.5);
    assert.equal(reasoningGainIndex(0.5, 0.125), -0.75);
    assert.equal(reasoningGainIndex(0.4, 1), 1);
    assert.equal(reasoningGainIndex(1, 0), -1);
    assert.equal(reasoningGainIndex(1, 1), 0);
    assert.equal(reasoningGainIndex(0, 0), 0);
    assert.equal(reasoningGainIndex(null, 0.5), null);
  });
});

describe('rubricGain', () => {
  it('subtracts within one tier', () => {
    assert.deepEqual(rubricGain(quality(60), quality(62.5)), { value: 2.5, tier: 'E0', interval: null });
  });

  it('refuses to mix tiers', () => {
    assert.throws(() => rubricGain(quality(60, 'E0'), quality(70, 'E1')), RangeError);
  });
});

describe('pairwiseGain', () => {
  it('wins only where both orders agree', () => {
    const won = { originalFirst: 'B', candidateFirst: 'A' } as const;
    const lost = { originalFirst: 'A', candidateFirst: 'B' } as const;
    const split = { originalFirst: 'B', candidateFirst: 'B' } as const;
    assert.deepEqual(pairwiseGain([won, won, lost, split]), {
      value: 25,
      positionConsistency: 0.75,
      pairs: 4,
    });
  });

  it('leaves missing judgements out', () => {
    const won = { originalFirst: 'B', candidateFirst: 'A' } as const;
    const missing = { originalFirst: null, candidateFirst: 'A' } as const;
    assert.deepEqual(pairwiseGain([won, missing]), { value: 100, positionConsistency: 1, pairs: 1 });
    assert.deepEqual(pairwiseGain([missing]), { value: null, positionConsistency: null, pairs: 0 });
  });
});

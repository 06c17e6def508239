import assert from 'node:assert/strict';
import type { VerdictEvidence } from '../../../../src/core/metrics/verdict.ts';
import { decideVerdict } from '../../../../src/core/metrics/verdict.ts';
import { quality } from './subjects.ts';

function rubric(before: number, after: number, tokensBefore = 100, tokensAfter = 100) {
  return decideVerdict({
    kind: 'rubric',
    original: { quality: quality(before), tokens: tokensBefore },
    candidate: { quality: quality(after), tokens: tokensAfter },
  });
}

function cases(overrides: Partial<Extract<VerdictEvidence, { kind: 'cases' }>>) {
  return decideVerdict({
    kind: 'cases',
    gain: 3,
    interval: [1, 5],
    pValue: 0.01,
    lossPValue: 0.01,
    alpha: 0.05,
    tokensBefore: 100,
    tokensAfter: 100,
    margin: 2,
    noiseFloor: null,
    ...overrides,
  });
}

describe('decideVerdict on rubric readings', () => {
  it('follows quality and tokens', () => {
    assert.equal(rubric(60, 61), 'improved');
    assert.equal(rubric(60, 60.5), 'inconclusive');
    assert.equal(rubric(60, 60.5, 100, 90), 'equivalent-and-cheaper');
    assert.equal(rubric(60, 60, 100, 90), 'equivalent-and-cheaper');
    assert.equal(rubric(60, 60, 100, 110), 'inconclusive');
    assert.equal(rubric(60, 59.99, 100, 10), 'regressed');
  });

  it('never calls a prompt improved against itself', () => {
    for (const value of [0, 50, 100]) assert.equal(rubric(value, value), 'inconclusive');
  });

  it('does not call a gain improved that one dimension pays for', () => {
    const candidate = quality(70);
    const original = quality(60);
    const paid = { ...candidate, dimensions: { ...candidate.dimensions, constraints: 0.2 } };
    const sides = { original: { quality: original, tokens: 100 }, candidate: { quality: paid, tokens: 100 } };
    assert.equal(decideVerdict({ kind: 'rubric', ...sides }), 'inconclusive');
  });

  it('refuses to compare tiers', () => {
    assert.throws(
      () =>
        decideVerdict({
          kind: 'rubric',
          original: { quality: quality(60, 'E0'), tokens: 1 },
          candidate: { quality: quality(90, 'E2'), tokens: 1 },
        }),
      RangeError,
    );
  });
});

describe('decideVerdict on cases', () => {
  it('follows the interval', () => {
    assert.equal(cases({}), 'improved');
    assert.equal(cases({ gain: -3, interval: [-5, -1] }), 'regressed');
    assert.equal(cases({ gain: 0, interval: [-1, 1] }), 'inconclusive');
    assert.equal(cases({ gain: 0, interval: [-1, 1], tokensAfter: 90 }), 'equivalent-and-cheaper');
    assert.equal(cases({ gain: 0, interval: [-3, 3], tokensAfter: 90 }), 'inconclusive');
  });

  it('calls nothing equivalent while a loss beyond the margin is possible', () => {
    const same = { gain: 0, interval: [0, 0] as const, tokensAfter: 90 };
    assert.equal(cases({ ...same, lossPValue: 0.025 }), 'equivalent-and-cheaper');
    assert.equal(cases({ ...same, lossPValue: 0.026 }), 'inconclusive');
    assert.equal(cases({ ...same, lossPValue: null }), 'inconclusive');
  });

  it('asks for a small p beside an interval above 0', () => {
    assert.equal(cases({ pValue: 0.06 }), 'inconclusive');
    assert.equal(cases({ pValue: null }), 'inconclusive');
    assert.equal(cases({ pValue: 0.06, tokensAfter: 90 }), 'equivalent-and-cheaper');
  });

  it('says inconclusive without an interval and below the noise floor', () => {
    assert.equal(cases({ interval: null, gain: 50 }), 'inconclusive');
    assert.equal(cases({ noiseFloor: 4 }), 'inconclusive');
    assert.equal(cases({ noiseFloor: 2 }), 'improved');
  });
});

import assert from 'node:assert/strict';
import type { Usage } from '../../../../src/core/model.ts';
import { defaultRunSettings } from '../../../../src/core/pcv/run-settings.ts';
import { describeStopReason, exhaustedBudget, stopAfterRound } from '../../../../src/core/pcv/stop.ts';
import { stopReasonSchema } from '../../../../src/core/report/run-report.ts';

const usage: Usage = {
  calls: 4,
  cachedCalls: 1,
  inputTokens: 900,
  outputTokens: 100,
  costUsd: 0.5,
  wallMs: 2000,
  criticalPathMs: 1000,
};
const noBudget = { calls: null, tokens: null, costUsd: null, timeMs: null };
const state = { round: 2, roundsWithoutGain: 0, pickQuality: 80, usage };

describe('stopAfterRound', () => {
  it('goes on while there are rounds and gains', () => {
    assert.equal(stopAfterRound(state, defaultRunSettings), null);
  });

  it('never calls a run converged before its third round', () => {
    const settings = { ...defaultRunSettings, patience: 1 };
    const reasons = [1, 2, 3].map((round) =>
      stopAfterRound({ ...state, round, roundsWithoutGain: round }, settings),
    );
    assert.deepEqual(reasons, [null, null, 'converged']);
  });

  it('names the target before everything else', () => {
    const settings = {
      ...defaultRunSettings,
      targetQuality: 80,
      iterations: 3,
      budget: { ...noBudget, calls: 1 },
    };
    assert.equal(stopAfterRound({ ...state, round: 3 }, settings), 'target-reached');
  });
});

describe('exhaustedBudget', () => {
  const cases = [
    ['budget-calls', { calls: 4 }],
    ['budget-tokens', { tokens: 1000 }],
    ['budget-cost', { costUsd: 0.5 }],
    ['budget-time', { timeMs: 2000 }],
  ] as const;
  for (const [reason, limit] of cases) {
    it(`says ${reason} as soon as the limit is reached`, () => {
      assert.equal(exhaustedBudget(usage, { ...noBudget, ...limit }), reason);
    });
  }

  it('cannot say that money is used up while no price is known', () => {
    assert.equal(exhaustedBudget({ ...usage, costUsd: null }, { ...noBudget, costUsd: 0.01 }), null);
  });
});

describe('describeStopReason', () => {
  it('has a sentence of its own for every reason', () => {
    const sentences = stopReasonSchema.options.map(describeStopReason);
    assert.equal(new Set(sentences).size, sentences.length);
    assert.deepEqual(
      sentences.filter((sentence) => !sentence.endsWith('.')),
      [],
    );
  });
});

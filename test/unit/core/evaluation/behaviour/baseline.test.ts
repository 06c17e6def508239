import assert from 'node:assert/strict';
import { createBehaviourEvaluator } from '../../../../../src/core/evaluation/behaviour/behaviour-evaluator.ts';
import { defaultBehaviourSettings } from '../../../../../src/core/evaluation/behaviour/behaviour-settings.ts';
import type { BehaviourPorts, CaseKey } from '../../../../../src/core/evaluation/behaviour/case-run.ts';
import { powerSentence } from '../../../../../src/core/evaluation/behaviour/power-sentence.ts';
import { casesOf, comparedPorts, promptNamed, scoredPorts } from '../../../../support/scored-ports.ts';

const { signal } = new AbortController();

function baselineOf(ports: BehaviourPorts<CaseKey>, count = 30) {
  const original = promptNamed('original');
  const settings = defaultBehaviourSettings;
  return createBehaviourEvaluator({ original, cases: casesOf(count), ports, settings }).baseline(signal);
}

describe('baseline', () => {
  it('measures the original alone, on search cases alone, eight of them repeated', async () => {
    const ports = scoredPorts(({ testCase }) => Number(testCase.id.length === 2));
    const baseline = await baselineOf(ports);
    assert.equal(ports.asked.length, 20);
    assert.equal(new Set(ports.asked).size, 20);
    assert.equal(baseline.calls, 20);
    assert.deepEqual([baseline.cases, baseline.missingCases, baseline.noiseFloor], [12, 0, 0]);
    assert.deepEqual(baseline.headroom, { kind: 'headroom' });
  });

  it('stops where everything is met', async () => {
    const { headroom, quality, possibleGain } = await baselineOf(scoredPorts(() => 1));
    assert.deepEqual([quality, possibleGain], [100, 0]);
    assert.equal(headroom.kind === 'no-headroom' && headroom.reason, 'perfect');
  });

  it('stops where noise hides all that could be gained', async () => {
    const ports = scoredPorts(({ testCase, repeat }) => {
      const isSteady = Number(testCase.id.slice(1)) % 5 === 0;
      return isSteady || repeat === 0 ? 1 : 0.8;
    });
    const { headroom, possibleGain, noiseFloor } = await baselineOf(ports);
    assert.ok(Math.abs((noiseFloor ?? 0) - 10) < 1e-9 && (possibleGain ?? 0) > 0 && (possibleGain ?? 0) < 9);
    assert.equal(headroom.kind === 'no-headroom' && headroom.reason, 'noise');
    assert.match(
      headroom.kind === 'no-headroom' ? headroom.sentence : '',
      /^At most \d.* points can be gained/,
    );
  });

  it('goes on where the gain is larger than the noise', async () => {
    const ports = scoredPorts(({ repeat }) => (repeat === 0 ? 0.5 : 0.4));
    assert.equal((await baselineOf(ports)).headroom.kind, 'headroom');
  });

  it('takes failed calls for missing data, never for a score', async () => {
    const some = await baselineOf(scoredPorts(({ testCase }) => (testCase.id === 'c1' ? null : 0.5)));
    assert.equal(some.quality, 50);
    assert.equal(some.headroom.kind, 'headroom');
    const all = await baselineOf(scoredPorts(() => null));
    assert.deepEqual([all.quality, all.missingCases, all.powerSentence], [null, 12, null]);
    assert.deepEqual(all.headroom, {
      kind: 'unknown',
      sentence: '12 of 12 cases have no result, since their calls failed.',
    });
  });

  it('knows no ceiling where outputs are only compared', async () => {
    const ports = comparedPorts(() => ({ kind: 'compared', outcome: 'tie', isConsistent: true, calls: 2 }));
    const { quality, possibleGain, headroom } = await baselineOf(ports);
    assert.deepEqual([quality, possibleGain, headroom.kind], [null, null, 'headroom']);
  });

  it('says how many cases a gain takes', async () => {
    const noisy = scoredPorts(({ testCase, repeat }) => (testCase.id.length + repeat) % 2);
    assert.match(
      (await baselineOf(noisy)).powerSentence ?? '',
      /^You need about \d+ cases to see a gain of 5 points\.$/,
    );
    // Without noise, a gain of 5 points is one case of twenty that turns: 21.8 points of deviation.
    const settled = await baselineOf(scoredPorts(({ testCase }) => Number(testCase.id.length === 2)));
    assert.equal(settled.powerSentence, 'You need about 152 cases to see a gain of 5 points.');
    // TTestPower of statsmodels for an effect of 5/13.7 rounds up to 61 cases.
    assert.equal(
      powerSentence({ gain: 5, deviation: 13.7, alpha: 0.05 }),
      'You need about 61 cases to see a gain of 5 points.',
    );
    assert.match(powerSentence({ gain: 1, deviation: 1e4, alpha: 0.05 }), /^No number of cases/);
    assert.match(
      powerSentence({ gain: 1, deviation: 0, alpha: 0.05 }),
      /about 6 cases to see a gain of 1 point\./,
    );
  });
});

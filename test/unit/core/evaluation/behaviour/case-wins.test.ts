import assert from 'node:assert/strict';
import { createBehaviourEvaluator } from '../../../../../src/core/evaluation/behaviour/behaviour-evaluator.ts';
import { defaultBehaviourSettings } from '../../../../../src/core/evaluation/behaviour/behaviour-settings.ts';
import { orderForRace } from '../../../../../src/core/evaluation/behaviour/race-order.ts';
import { casesOf, promptNamed, scoredPorts } from '../../../../support/scored-ports.ts';

const { signal } = new AbortController();

describe('wins', () => {
  it('counts the search cases on which a prompt is best, ties shared', async () => {
    const original = promptNamed('original');
    const ports = scoredPorts(({ prompt, testCase }) => {
      const isEven = Number(testCase.id.slice(1)) % 2 === 0;
      if (prompt.id === 'even') return isEven ? 1 : 0.5;
      return 0.5;
    });
    const settings = { ...defaultBehaviourSettings, minibatch: 12 };
    const evaluator = createBehaviourEvaluator({ original, cases: casesOf(30), ports, settings });
    await evaluator.baseline(signal);
    await evaluator.race({ candidates: [promptNamed('even')], incumbent: original }, signal);
    const even = evaluator.split.search.filter(({ id }) => Number(id.slice(1)) % 2 === 0).length;
    const odd = 12 - even;
    assert.deepEqual(
      [...evaluator.wins(['original', 'even', 'unknown'])],
      [
        ['original', odd / 2],
        ['even', even + odd / 2],
        ['unknown', 0],
      ],
    );
    assert.ok(Math.abs((evaluator.searchGain('even').value ?? 0) - (50 * even) / 12) < 1e-9);
    assert.equal(evaluator.searchGain('unknown').value, null);
  });

  it('come with a gain over the repeats that both prompts have, as the race has seen them', async () => {
    const original = promptNamed('original');
    const ports = scoredPorts(({ repeat }) => (repeat === 0 ? 0.5 : 1));
    const settings = { ...defaultBehaviourSettings, minibatch: 12, baselineRepeats: 2 };
    const evaluator = createBehaviourEvaluator({ original, cases: casesOf(30), ports, settings });
    await evaluator.baseline(signal);
    const contest = { candidates: [promptNamed('equal')], incumbent: original };
    const [entry] = await evaluator.race(contest, signal);
    assert.deepEqual([entry?.gain, evaluator.searchGain('equal').value], [0, 0]);
  });
});

describe('orderForRace', () => {
  it('takes cases that can be won and cases that can only be lost in turn', () => {
    const score = (value: number | null) => [
      { value, isRelative: false, tier: 'E3' as const, renderedTokens: null, comparison: null },
    ];
    const values = [1, 0, 1, 0.5, null, 1, 1];
    const order = orderForRace(['a', 'b', 'c', 'd', 'e', 'f', 'g'], values.map(score));
    assert.deepEqual(order, ['b', 'a', 'd', 'c', 'e', 'f', 'g']);
  });
});

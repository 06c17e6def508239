import assert from 'node:assert/strict';
import { createBehaviourEvaluator } from '../../../../../src/core/evaluation/behaviour/behaviour-evaluator.ts';
import { defaultBehaviourSettings } from '../../../../../src/core/evaluation/behaviour/behaviour-settings.ts';
import type { BehaviourPorts, CaseKey } from '../../../../../src/core/evaluation/behaviour/case-run.ts';
import { casesOf, comparedPorts, promptNamed, scoredPorts } from '../../../../support/scored-ports.ts';

const { signal } = new AbortController();
const original = promptNamed('original');

function evaluatorOf(ports: BehaviourPorts<CaseKey>, count: number) {
  return createBehaviourEvaluator({
    original,
    cases: casesOf(count),
    ports,
    settings: defaultBehaviourSettings,
  });
}

async function confirmOne(ports: BehaviourPorts<CaseKey>, count: number, name = 'candidate') {
  const [confirmation] = await evaluatorOf(ports, count).confirm([promptNamed(name)], signal);
  assert.ok(confirmation);
  return confirmation;
}

/** A number of the case in [0, 1) that looks random. */
const spread = (caseId: string) => (Number(caseId.slice(1)) * 0.618) % 1;
const gaining = (gain: number, tokens = {}) =>
  scoredPorts(({ prompt, testCase }) => {
    const base = 0.3 + 0.3 * spread(testCase.id);
    return prompt.id === 'original' ? base : base + gain * (0.5 + spread(`${testCase.id}7`));
  }, tokens);

describe('confirm', () => {
  it('finds a gain on the kept cases, which the race has never seen', async () => {
    const ports = gaining(0.2);
    const evaluator = evaluatorOf(ports, 30);
    await evaluator.race({ candidates: [promptNamed('candidate')], incumbent: original }, signal);
    const raced = new Set(ports.asked.map((line) => line.split(' ')[1]));
    const [confirmation] = await evaluator.confirm([promptNamed('candidate')], signal);
    assert.ok(evaluator.split.holdout.every(({ id }) => !raced.has(id)));
    assert.equal(confirmation?.verdict, 'improved');
    assert.deepEqual([confirmation.tier, confirmation.gain.cases, confirmation.caveat], ['E3', 18, null]);
    assert.deepEqual(confirmation.worsened.cases, 0);
    // 1 - 0.05^(1/18): no loss in 18 cases still allows it in 15 of 100.
    assert.ok(Math.abs(confirmation.worsened.mostShare - (1 - 0.05 ** (1 / 18))) < 1e-9);
  });

  it('finds a loss', async () => {
    const { verdict } = await confirmOne(gaining(-0.2), 30);
    assert.equal(verdict, 'regressed');
  });

  it('says that the evidence is insufficient with too few cases', async () => {
    const few = await confirmOne(gaining(0.5), 5);
    assert.deepEqual([few.verdict, few.caveat, few.gain.interval], ['inconclusive', 'few-cases', null]);
  });

  it('calls a prompt equivalent and cheaper only when rare losses are ruled out as well', async () => {
    const same = (count: number, tokens: Readonly<Record<string, number>>) =>
      confirmOne(
        scoredPorts(() => 1, tokens),
        count,
      );
    assert.equal((await same(100, { candidate: 60 })).verdict, 'inconclusive');
    const many = await same(430, { candidate: 60 });
    assert.equal(many.verdict, 'equivalent-and-cheaper');
    assert.deepEqual(many.renderedTokens, { before: 100, after: 60 });
    assert.equal((await same(430, {})).verdict, 'inconclusive');
  });

  it('says inconclusive when too much is missing, not better', async () => {
    const { runCase } = gaining(0.3);
    const ports: BehaviourPorts<CaseKey> = {
      compareOutputs: null,
      runCase: (request, abort) =>
        request.prompt.id === 'candidate' && spread(request.testCase.id) < 0.3
          ? Promise.resolve({ kind: 'missing', detail: 'Refused.', calls: 1 })
          : runCase(request, abort),
    };
    const { verdict, caveat, missingCases } = await confirmOne(ports, 60);
    assert.deepEqual([verdict, caveat], ['inconclusive', 'missing']);
    assert.ok(missingCases > 3);
  });

  it('does not call a gain improved that one more case could undo', async () => {
    const slight = (count: number) =>
      confirmOne(
        scoredPorts(
          ({ prompt, testCase }) => 0.8 + (prompt.id === 'candidate' ? 0.03 + 0.01 * spread(testCase.id) : 0),
        ),
        count,
      );
    const few = await slight(30);
    assert.deepEqual([few.verdict, few.caveat], ['inconclusive', 'unseen-loss']);
    assert.ok((few.gain.interval?.[0] ?? 0) > 0);
    assert.equal((await slight(60)).verdict, 'improved');
  });

  it('corrects for every candidate that was confirmed, together or one after another', async () => {
    const evaluator = evaluatorOf(gaining(0.2), 30);
    const [alone] = await evaluator.confirm([promptNamed('first')], signal);
    const [second] = await evaluator.confirm([promptNamed('second')], signal);
    assert.ok(Math.abs((second?.adjustedPValue ?? 0) - 2 * (alone?.adjustedPValue ?? 0)) < 1e-12);
    const together = await evaluatorOf(gaining(0.2), 30).confirm(
      [promptNamed('first'), promptNamed('second')],
      signal,
    );
    assert.ok(together.every(({ adjustedPValue }) => adjustedPValue === second?.adjustedPValue));
  });

  it('takes fresh samples where the baseline has looked at the kept cases', async () => {
    const ports = gaining(0.2);
    const evaluator = evaluatorOf(ports, 8);
    await evaluator.baseline(signal);
    const before = new Set(ports.asked);
    ports.asked.length = 0;
    await evaluator.confirm([promptNamed('candidate')], signal);
    assert.ok(ports.asked.length >= 16 && ports.asked.every((line) => !before.has(line)));
  });

  it('reads the tier, and takes a noise floor from the repeats', async () => {
    const { runCase } = scoredPorts(({ repeat }) => 0.3 + 0.2 * (repeat % 3));
    const ports: BehaviourPorts<CaseKey> = {
      compareOutputs: null,
      runCase: async (request, abort) => {
        const run = await runCase(request, abort);
        return run.kind === 'scored' && request.testCase.id === 'c0' ? { ...run, tier: 'E2' } : run;
      },
    };
    const { tier, noiseFloor } = await confirmOne(ports, 11);
    assert.equal(tier, 'E2');
    assert.ok(Math.abs((noiseFloor ?? 0) - 20) < 1e-9);
  });
});

describe('confirm on compared outputs', () => {
  const winning = () => ({ kind: 'compared', outcome: 'win', isConsistent: true, calls: 2 }) as const;

  it('counts wins less losses', async () => {
    const outcomes = ['win', 'win', 'tie', 'win', 'loss'] as const;
    const ports = comparedPorts((caseId) => {
      const outcome = outcomes[Number(caseId.slice(1)) % 5] ?? 'tie';
      return { kind: 'compared', outcome, isConsistent: outcome !== 'tie', calls: 2 };
    });
    const { verdict, gain, tier, positionConsistency } = await confirmOne(ports, 11);
    assert.equal(tier, 'E2');
    assert.ok(Math.abs((gain.value ?? 0) - 500 / 11) < 1e-9);
    assert.ok(Math.abs((positionConsistency ?? 0) - 9 / 11) < 1e-9);
    assert.equal(verdict, 'inconclusive');
  });

  it('does not take a taste for longer answers for quality', async () => {
    const even = await confirmOne(comparedPorts(winning), 20);
    assert.deepEqual([even.verdict, even.caveat], ['improved', null]);
    const longer = comparedPorts(winning, (promptId) => (promptId === 'original' ? 10 : 40));
    const doubtful = await confirmOne(longer, 20);
    assert.deepEqual([doubtful.verdict, doubtful.caveat], ['inconclusive', 'length']);
  });

  it('takes a comparison that failed for missing data', async () => {
    const ports = comparedPorts(() => ({ kind: 'missing', detail: 'No answer.', calls: 1 }));
    const { verdict, caveat, gain } = await confirmOne(ports, 11);
    assert.deepEqual([verdict, caveat, gain.value], ['inconclusive', 'missing', null]);
  });
});

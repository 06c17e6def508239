import assert from 'node:assert/strict';
import { race } from '../../../../../src/core/evaluation/behaviour/race.ts';
import { createScoreLedger } from '../../../../../src/core/evaluation/behaviour/score-ledger.ts';
import type { BehaviourPorts, CaseKey } from '../../../../../src/core/evaluation/behaviour/case-run.ts';
import { leaderOf } from '../../../../support/never-worse/leader-of.ts';
import { casesOf, comparedPorts, promptNamed, scoredPorts } from '../../../../support/scored-ports.ts';

const { signal } = new AbortController();
const original = promptNamed('original');

function run(ports: BehaviourPorts<CaseKey>, names: readonly string[], overrides = {}) {
  const ledger = createScoreLedger({ original, ports, concurrency: 4 });
  const contest = { cases: casesOf(24), minibatch: 3, dropAlpha: 0.1, followsTies: false };
  const candidates = names.map(promptNamed);
  return race({ ledger, candidates, incumbent: original, ...contest, ...overrides }, signal);
}

const qualities: Readonly<Record<string, number>> = {
  original: 0.5,
  better: 0.7,
  best: 0.8,
  same: 0.5,
  worse: 0,
};
const byQuality = () => scoredPorts(({ prompt }) => qualities[prompt.id] ?? 0);

describe('race', () => {
  it('promotes the better half to all cases and sets the rest aside early', async () => {
    const ports = byQuality();
    const entries = await run(ports, ['worse', 'better', 'best', 'same']);
    assert.deepEqual(
      entries.map(({ promptId, outcome, cases }) => [promptId, outcome, cases]),
      [
        ['worse', 'set-aside', 3],
        ['better', 'set-aside', 6],
        ['best', 'promoted', 24],
        ['same', 'set-aside', 3],
      ],
    );
    assert.equal(ports.asked.length, 24 + 3 + 6 + 24 + 3);
    assert.deepEqual(leaderOf(entries)?.promptId, 'best');
  });

  it('drops what is shown to be worse than the incumbent', async () => {
    const ports = scoredPorts(({ prompt, testCase }) => {
      if (prompt.id === 'original') return 0.9;
      return Number(testCase.id.slice(1)) < 3 ? 1 : 0;
    });
    const [entry] = await run(ports, ['fades']);
    assert.deepEqual([entry?.outcome, entry?.cases], ['set-aside', 6]);
    const [dropped] = await run(ports, ['fades'], { cases: casesOf(12), minibatch: 12 });
    assert.equal(dropped?.outcome, 'dropped');
  });

  it('follows ties only where the kept cases could prove them', async () => {
    assert.equal((await run(byQuality(), ['same']))[0]?.outcome, 'set-aside');
    assert.equal((await run(byQuality(), ['same'], { followsTies: true }))[0]?.outcome, 'promoted');
    assert.equal(leaderOf(await run(byQuality(), ['same'], { followsTies: true })), null);
  });

  it('calls a candidate of which too much is missing inconclusive, however good the rest is', async () => {
    const ports = scoredPorts(({ prompt, testCase }) => {
      if (prompt.id === 'original') return 0.5;
      return Number(testCase.id.slice(1)) % 2 === 0 ? 1 : null;
    });
    const entries = await run(ports, ['half']);
    assert.equal(entries[0]?.outcome, 'inconclusive');
    assert.equal(leaderOf(entries), null);
  });

  it('never has more runs under way than the limit, and runs side by side up to it', async () => {
    let running = 0;
    let most = 0;
    const slow = byQuality();
    const ports: BehaviourPorts<CaseKey> = {
      compareOutputs: null,
      runCase: async (request, abort) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        return slow.runCase(request, abort);
      },
    };
    await run(ports, ['better', 'best']);
    assert.equal(most, 4);
  });

  it('races candidates whose outputs are only compared against an incumbent among them', async () => {
    const ports = comparedPorts((caseId) => ({
      kind: 'compared',
      outcome: Number(caseId.slice(1)) % 4 === 0 ? 'loss' : 'win',
      isConsistent: true,
      calls: 2,
    }));
    const [entry] = await run(ports, ['liked']);
    assert.deepEqual([entry?.outcome, entry?.gain], ['promoted', 50]);
    const [tied] = await run(ports, ['liked too'], { incumbent: promptNamed('liked') });
    assert.deepEqual([tied?.outcome, tied?.gain], ['set-aside', 0]);
  });

  it('ends at once when it is aborted, and starts nothing further', async () => {
    const controller = new AbortController();
    const ports = byQuality();
    const stopping: BehaviourPorts<CaseKey> = {
      compareOutputs: null,
      runCase: (request, abort) => {
        if (ports.asked.length === 5) controller.abort();
        return ports.runCase(request, abort);
      },
    };
    const ledger = createScoreLedger({ original, ports: stopping, concurrency: 1 });
    const contest = { cases: casesOf(24), minibatch: 3, dropAlpha: 0.1, followsTies: false };
    const racing = race(
      { ledger, candidates: [promptNamed('best')], incumbent: original, ...contest },
      controller.signal,
    );
    await assert.rejects(racing, { name: 'AbortError' });
    assert.equal(ports.asked.length, 6);
  });

  it('has nothing to say without cases', async () => {
    const [entry] = await run(byQuality(), ['best'], { cases: [] });
    assert.deepEqual([entry?.outcome, entry?.gain], ['set-aside', null]);
  });
});

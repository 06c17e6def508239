import assert from 'node:assert/strict';
import type { RaceEntry } from '../../../../../src/core/evaluation/behaviour/race.ts';
import { createCallChain, type CallChain } from '../../../../../src/core/models/call-chain.ts';
import { createRoundContests } from '../../../../../src/core/pcv/model-engine/round-contest.ts';
import type { RoundField, Work } from '../../../../../src/core/pcv/modules.ts';

const { signal } = new AbortController();

function fieldOf(candidateIds: Promise<readonly string[]>): RoundField {
  const prompt = { text: 'original', interpolations: [] };
  return { incumbent: { id: 'original', prompt, tokens: 9 }, candidateIds, chain: createCallChain(100) };
}

function workAt(lengthMs: number): Work {
  return { signal, chain: createCallChain(lengthMs) };
}

function promoted(promptId: string): RaceEntry {
  return { promptId, outcome: 'promoted', gain: 5, cases: 3, missingCases: 0 };
}

describe('the contest of a round', () => {
  const prompt = (id: string) => ({ id, text: id, interpolations: [] });

  it('waits for all that were proposed, in the order of their slots, and goes on from the last of them', async () => {
    const races: string[][] = [];
    const starts: number[] = [];
    const contests = createRoundContests(({ candidates }, { chain }) => {
      races.push(candidates.map(({ id }) => id));
      starts.push(chain.lengthMs());
      return Promise.resolve(candidates.map(({ id }) => promoted(id)));
    });
    let announce: (ids: readonly string[]) => void = () => undefined;
    const field = fieldOf(new Promise((resolve) => (announce = resolve)));
    const works = [workAt(300), workAt(700)] as const;
    const second = contests.enter(prompt('b'), { field, work: works[0] });
    announce(['a', 'b', 'c']);
    await Promise.resolve();
    assert.deepEqual(races, []);
    contests.withdraw('c', { field, work: workAt(500) });
    const first = contests.enter(prompt('a'), { field, work: works[1] });
    assert.deepEqual([(await first)?.promptId, (await second)?.promptId], ['a', 'b']);
    assert.deepEqual([races, starts], [[['a', 'b']], [700]]);
    assert.deepEqual(
      works.map(({ chain }: { readonly chain: CallChain }) => chain.lengthMs()),
      [700, 700],
    );
  });

  it('races nobody where everybody was turned down, and starts once where all entered before the end was known', async () => {
    let races = 0;
    const contests = createRoundContests(({ candidates }) => {
      races += 1;
      return Promise.resolve(candidates.map(({ id }) => promoted(id)));
    });
    const none = fieldOf(Promise.resolve(['x']));
    contests.withdraw('x', { field: none, work: workAt(0) });
    let announce: (ids: readonly string[]) => void = () => undefined;
    const field = fieldOf(new Promise((resolve) => (announce = resolve)));
    const entered = ['a', 'b', 'c'].map((id) => contests.enter(prompt(id), { field, work: workAt(0) }));
    announce(['a', 'b', 'c']);
    await Promise.all(entered);
    assert.equal(races, 1);
  });

  it('passes on a race that was not run, and one that broke', async () => {
    const field = fieldOf(Promise.resolve(['a']));
    const seat = { field, work: workAt(0) };
    assert.equal(await createRoundContests(() => Promise.resolve(null)).enter(prompt('a'), seat), null);
    const broken = createRoundContests(() => Promise.reject(new Error('broken')));
    await assert.rejects(broken.enter(prompt('a'), seat), /broken/);
  });
});

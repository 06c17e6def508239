import assert from 'node:assert/strict';
import { splitCases } from '../../../../../src/core/evaluation/behaviour/split-cases.ts';
import { casesOf } from '../../../../support/scored-ports.ts';

const ids = (cases: readonly { readonly id: string }[]) => cases.map(({ id }) => id).sort();

const splitWith = (cases: ReturnType<typeof casesOf>, seed: number, holdoutShare = 0.6) =>
  splitCases(cases, { seed, holdoutShare });

describe('splitCases', () => {
  it('says what is done with few cases', () => {
    const none = splitWith([], 1);
    assert.deepEqual([none.policy, none.search, none.holdout], ['too-few', [], []]);
    const few = splitWith(casesOf(5), 1);
    assert.deepEqual([few.policy, few.search.length, few.holdout.length], ['too-few', 5, 0]);
    assert.match(few.sentence, /^5 cases can guide the search but cannot show/);
    const some = splitWith(casesOf(11), 1);
    assert.deepEqual([some.policy, some.search.length, some.holdout.length], ['confirm-only', 0, 11]);
    assert.match(some.sentence, /^All 11 cases are kept to confirm/);
  });

  it('keeps the larger part for the confirmation', () => {
    for (const [count, holdout] of [
      [12, 8],
      [30, 18],
      [100, 60],
    ] as const) {
      const split = splitWith(casesOf(count), 1);
      assert.equal(split.holdout.length, holdout);
      assert.deepEqual(ids([...split.search, ...split.holdout]), ids(casesOf(count)));
    }
  });

  it('keeps the share that is asked for, but never too few for an interval', () => {
    const kept = [0, 0.2, 0.5, 0.8].map((share) => splitWith(casesOf(20), 1, share).holdout.length);
    assert.deepEqual(kept, [6, 6, 10, 16]);
  });

  it('is the same for a seed and another for another', () => {
    const holdoutOf = (seed: number) => splitWith(casesOf(40), seed).holdout;
    assert.deepEqual(holdoutOf(1), holdoutOf(1));
    assert.notDeepEqual(ids(holdoutOf(1)), ids(holdoutOf(2)));
  });

  it('keeps cases of one source on one side', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { search, holdout, keepsSourcesTogether } = splitWith(
        casesOf(40, (index) => (index % 8 === 7 ? null : `s${index % 8}`)),
        seed,
      );
      const kept = new Set(holdout.map(({ source }) => source).filter((source) => source !== null));
      assert.ok(search.every(({ source }) => source === null || !kept.has(source)));
      assert.ok(keepsSourcesTogether && holdout.length >= 20 && search.length >= 12);
    }
  });

  it('divides every source where one has too many cases', () => {
    const split = splitWith(
      casesOf(30, (index) => (index < 28 ? 'large' : 'small')),
      1,
    );
    assert.equal(split.keepsSourcesTogether, false);
    assert.deepEqual([split.search.length, split.holdout.length], [12, 18]);
    assert.match(split.sentence, /Cases of one source stand on both sides/);
  });
});

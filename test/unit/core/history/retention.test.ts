import assert from 'node:assert/strict';
import {
  planRetention,
  type RetainedVersion,
  type RetentionPolicy,
} from '../../../../src/core/history/retention.ts';

const day = 86_400_000;
const now = 1000 * day;
const nothing: RetentionPolicy = { maxAgeDays: null, maxVersionsPerPrompt: null, maxTextBytes: null };

function version(id: string, ageDays: number, changes: Partial<RetainedVersion> = {}): RetainedVersion {
  return {
    id,
    promptId: 'p',
    createdAt: now - ageDays * day,
    textHash: id,
    textBytes: 100,
    keptBecause: null,
    ...changes,
  };
}

describe('planRetention', () => {
  const plan = (versions: readonly RetainedVersion[], policy: Partial<RetentionPolicy>): readonly string[] =>
    planRetention(versions, { ...nothing, ...policy }, now).versionIds;

  it('deletes what is older than the age', () => {
    const versions = [version('new', 1), version('edge', 30), version('old', 31)];
    assert.deepEqual(plan(versions, { maxAgeDays: 30 }), ['old']);
  });

  it('deletes the oldest beyond the number, counting those that must stay', () => {
    const versions = [
      version('a', 1),
      version('b', 2),
      version('c', 3),
      version('d', 4, { keptBecause: 'original' }),
      version('other', 9, { promptId: 'q' }),
    ];
    assert.deepEqual(plan(versions, { maxVersionsPerPrompt: 3 }), ['c']);
    assert.deepEqual(plan(versions, { maxVersionsPerPrompt: 1 }), ['a', 'b', 'c']);
  });

  it('deletes the oldest until the texts fit, each text counted once', () => {
    const versions = [
      version('a', 1),
      version('b', 2, { textHash: 'shared' }),
      version('c', 3, { textHash: 'shared' }),
      version('d', 4),
    ];
    assert.deepEqual(plan(versions, { maxTextBytes: 300 }), []);
    assert.deepEqual(plan(versions, { maxTextBytes: 200 }), ['d']);
    assert.deepEqual(plan(versions, { maxTextBytes: 100 }), ['b', 'c', 'd']);
    assert.equal(planRetention(versions, { ...nothing, maxTextBytes: 100 }, now).textBytes, 200);
  });

  it('never deletes what must stay, whatever the policy', () => {
    for (const keptBecause of ['current', 'original', 'marked', 'in-review'] as const) {
      const versions = [version('a', 900, { keptBecause })];
      assert.deepEqual(plan(versions, { maxAgeDays: 0, maxVersionsPerPrompt: 0, maxTextBytes: 0 }), []);
    }
  });
});

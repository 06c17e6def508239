import assert from 'node:assert/strict';
import { priorities, rawPriority } from '../../../../src/core/metrics/priority.ts';
import type { PriorityInput } from '../../../../src/core/metrics/priority.ts';

const base: PriorityInput = { quality: 50, callsPerDay: null, tokenShare: 0.5, cases: 0, costClass: 1 };

describe('priorities', () => {
  it('scales to 100 and keeps the order', () => {
    const scaled = priorities([base, { ...base, quality: 80 }, { ...base, callsPerDay: 10 }]);
    assert.equal(Math.max(...scaled), 100);
    assert.ok((scaled[2] ?? 0) > (scaled[0] ?? 0) && (scaled[0] ?? 0) > (scaled[1] ?? 0));
  });

  it('is 0 throughout when no prompt has a reason to go', () => {
    assert.deepEqual(priorities([{ ...base, quality: 100, tokenShare: 0 }]), [0]);
    assert.deepEqual(priorities([]), []);
  });

  it('steps with the cases at hand and the cost class', () => {
    const at = (overrides: Partial<PriorityInput>) => rawPriority({ ...base, ...overrides });
    assert.equal(at({ cases: 12 }), 4 * at({ cases: 5 }));
    assert.equal(at({ cases: 6 }), 2 * at({ cases: 0 }));
    assert.equal(at({ costClass: 3 }) * 3, at({}));
    assert.equal(at({ callsPerDay: 1 }), at({ callsPerDay: null }));
  });
});

import assert from 'node:assert/strict';
import {
  addCounts,
  countTests,
  formatCount,
  isPassed,
  parseResults,
  type TestRecord,
} from '../../../scripts/support/test-results.ts';

const passed: TestRecord = { title: 'counts', state: 'passed', durationMs: 1 };
const failed: TestRecord = { title: 'breaks', state: 'failed', durationMs: 2, error: 'no' };
const skipped: TestRecord = { title: 'waits', state: 'skipped', durationMs: 0 };

describe('test results', () => {
  it('count by state', () => {
    const count = countTests({ isDone: true, tests: [passed, failed, skipped, passed] });
    assert.deepEqual(count, { passed: 2, failed: 1 });
  });

  it('of a run that died count as one failure more', () => {
    assert.deepEqual(countTests({ isDone: false, tests: [passed] }), { passed: 1, failed: 1 });
  });

  it('pass only when the run came to its end with at least one passed test and no failed one', () => {
    assert.equal(isPassed({ isDone: true, tests: [passed, skipped] }), true);
    assert.equal(isPassed({ isDone: true, tests: [skipped] }), false);
    assert.equal(isPassed({ isDone: true, tests: [] }), false);
    assert.equal(isPassed({ isDone: true, tests: [passed, failed] }), false);
    assert.equal(isPassed({ isDone: false, tests: [passed] }), false);
  });

  it('add up over stages to the last line of npm test', () => {
    const total = addCounts([
      { passed: 2, failed: 0 },
      { passed: 0, failed: 0 },
      { passed: 40, failed: 1 },
    ]);
    assert.equal(formatCount(total), '42 passed, 1 failed');
  });

  it('are not done when their file is missing, cut off or something else', () => {
    const nothing = { isDone: false, tests: [] };
    for (const text of [undefined, '', '{"isDone":true,"tes', 'null', '[]', '{"tests":[]}']) {
      assert.deepEqual(parseResults(text), nothing);
    }
    const results = { isDone: true, tests: [failed] };
    assert.deepEqual(parseResults(JSON.stringify(results)), results);
  });
});

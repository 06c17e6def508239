import assert from 'node:assert/strict';
import { isPromptOpsError } from '../../../../src/core/errors.ts';
import { parseUsageLog } from '../../../../src/core/analytics/usage-log.ts';

describe('parseUsageLog', () => {
  it('reads CSV with a head line, quotes and all', () => {
    const log = parseUsageLog(
      'Date,"Model, name",Requests,prompt_tokens\r\n' +
        '2026-11-01,"a ""b"", c",10,1000\r\n2026-11-02,x,5,\r\n2026-11-01,y,2,300\r\n',
    );
    assert.deepEqual(log.days, [
      { day: '2026-11-01', calls: 12, inputTokens: 1300, outputTokens: null },
      { day: '2026-11-02', calls: 5, inputTokens: null, outputTokens: null },
    ]);
    assert.deepEqual(log.skipped, []);
  });

  it('counts one call for each JSON line that does not say how many, whatever its clock', () => {
    const times = [Date.UTC(2026, 0, 5, 12), Date.UTC(2026, 0, 5, 13) / 1000, '2026-01-06T01:00:00Z'];
    const log = parseUsageLog(
      times.map((timestamp) => JSON.stringify({ timestamp, input_tokens: 7, output_tokens: 1 })).join('\n'),
    );
    assert.deepEqual(
      log.days.map(({ day, calls, inputTokens }) => [day, calls, inputTokens]),
      [
        ['2026-01-05', 2, 14],
        ['2026-01-06', 1, 7],
      ],
    );
  });

  it('names what it leaves out', () => {
    const log = parseUsageLog(
      '{"day":"2026-01-01"}\nnot json\n{"calls":4}\n{"day":"2026-01-02","calls":"many"}\n',
    );
    assert.deepEqual(log.skipped, [
      { line: 2, reason: 'invalid-json' },
      { line: 3, reason: 'no-day' },
      { line: 4, reason: 'no-number-of-calls' },
    ]);
  });

  it('refuses what holds nothing', () => {
    for (const text of ['', '\n\n', 'a,b\n1,2\n', '[]', '\u0000\u0001']) {
      assert.throws(
        () => parseUsageLog(text),
        (error) => isPromptOpsError(error) && error.reason === 'invalid-argument',
      );
    }
  });

  it('reads a long line in time', () => {
    const startedAt = performance.now();
    assert.throws(
      () => parseUsageLog(`day,calls\n${'"'.repeat(500_001)}${',x'.repeat(200_000)}`),
      isPromptOpsError,
    );
    assert.ok(performance.now() - startedAt < 2000);
  });
});

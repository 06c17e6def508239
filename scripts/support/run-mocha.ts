import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import type Mocha from 'mocha';
import type { TestRecord, TestResults } from './test-results.ts';

/**
 * Runs the suites that a Mocha instance has loaded and writes their results to `file` when all are done, so that
 * a file that says done was written by a run that came to its end.
 */
export async function runMocha(mocha: Mocha, file: string): Promise<TestResults> {
  const tests: TestRecord[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => tests.push(record(test, 'passed')));
    runner.on('pending', (test) => tests.push(record(test, 'skipped')));
    // Failed hooks arrive here too: they have no "test end" of their own.
    runner.on('fail', (test, error: unknown) => tests.push(record(test, 'failed', error)));
  });
  const results: TestResults = { isDone: true, tests };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, JSON.stringify(results, null, 1));
  await rename(`${file}.part`, file);
  return results;
}

function record(test: Mocha.Test, state: TestRecord['state'], error?: unknown): TestRecord {
  const base = { title: test.fullTitle(), state, durationMs: test.duration ?? 0 };
  if (error === undefined) return base;
  return { ...base, error: error instanceof Error ? (error.stack ?? error.message) : inspect(error) };
}

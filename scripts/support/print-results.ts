import { countTests, formatCount, type TestResults } from './test-results.ts';

const MARKS = { passed: '  ok', failed: 'FAIL', skipped: 'skip' } as const;

/** Prints each test that ran elsewhere with its failure, and the count as the last line. `mapStack` turns a stack into one of sources. */
export function printResults(results: TestResults, mapStack: (stack: string) => string): void {
  for (const test of results.tests) {
    console.log(`${MARKS[test.state]} ${test.title} (${test.durationMs.toFixed(0)} ms)`);
    if (test.error !== undefined) console.log(mapStack(test.error).replaceAll(/^/gm, '       '));
  }
  if (!results.isDone) console.log('The tests did not come to their end: no results were written.');
  console.log(formatCount(countTests(results)));
}

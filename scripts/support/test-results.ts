/** How one test ended. */
export interface TestRecord {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** The stack or message of a failure. */
  readonly error?: string;
}

/** What a test run leaves behind. A run that died half-way has no file or `isDone: false`. */
export interface TestResults {
  readonly isDone: boolean;
  readonly tests: readonly TestRecord[];
}

/** How many tests passed and failed, over one stage or several. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

/** Counts records by state; a run that did not finish counts as one more failure. */
export function countTests({ isDone, tests }: TestResults): TestCount {
  const inState = (state: TestRecord['state']): number => tests.filter((test) => test.state === state).length;
  return { passed: inState('passed'), failed: inState('failed') + (isDone ? 0 : 1) };
}

/** A run passes when it finished, nothing failed and at least one test passed. */
export function isPassed(results: TestResults): boolean {
  const { passed, failed } = countTests(results);
  return passed > 0 && failed === 0;
}

/** The sum over stages. */
export function addCounts(counts: readonly TestCount[]): TestCount {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  };
}

/** The line that every test script ends with. */
export function formatCount({ passed, failed }: TestCount): string {
  return `${String(passed)} passed, ${String(failed)} failed`;
}

/** The results in a file's text; a run that is not done when the text is missing or not such a document. */
export function parseResults(text: string | undefined): TestResults {
  const nothing: TestResults = { isDone: false, tests: [] };
  if (text === undefined) return nothing;
  try {
    const document: unknown = JSON.parse(text);
    return isResults(document) ? document : nothing;
  } catch {
    return nothing;
  }
}

function isResults(document: unknown): document is TestResults {
  return (
    typeof document === 'object' &&
    document !== null &&
    'isDone' in document &&
    typeof document.isDone === 'boolean' &&
    'tests' in document &&
    Array.isArray(document.tests)
  );
}

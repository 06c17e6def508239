import path from 'node:path';
import { runMocha } from '../../../scripts/support/run-mocha.ts';
import { countTests } from '../../../scripts/support/test-results.ts';

/**
 * Runs the host tests inside the extension host: `load` requires the test files once Mocha's globals are there.
 * Rejects when a test failed, as the editor's test runner expects it. The bundle written by the build calls this.
 *
 * Environment: PROMPTOPS_TEST_RESULTS is the file for the results, PROMPTOPS_TEST_GREP picks tests by title.
 */
export async function runSuites(load: () => void): Promise<void> {
  const file = process.env['PROMPTOPS_TEST_RESULTS'] ?? path.join(__dirname, 'results-host.json');
  // Mocha is an ES module, this bundle is not: load it at run time.
  const { default: Mocha } = await import('mocha');
  const grep = process.env['PROMPTOPS_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    color: false,
    forbidOnly: true,
    ...(grep === undefined ? {} : { grep }),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  load();
  mocha.suite.emit('post-require', globalThis, '', mocha);
  const { failed } = countTests(await runMocha(mocha, file));
  if (failed > 0) throw new Error(`${String(failed)} host tests failed`);
}

import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { hostTestsBuild } from '../../scripts/build/host-tests.ts';
import { stackMapper } from '../../scripts/support/map-stack.ts';
import { parseOptions } from '../../scripts/support/parse-options.ts';
import { HOST_TESTS, OUT_TEST, ROOT } from '../../scripts/support/paths.ts';
import { printResults } from '../../scripts/support/print-results.ts';
import { runScript } from '../../scripts/support/run-script.ts';
import { SetupError } from '../../scripts/support/setup-error.ts';
import { isPassed, parseResults } from '../../scripts/support/test-results.ts';
import { freshTestWorkspace } from '../../scripts/support/test-workspace.ts';

const USAGE = 'npm run test:desktop -- [--release stable|insiders|VERSION] [--executable PATH] [--grep TEXT]';

const RESULTS = path.join(OUT_TEST, 'results-desktop.json');

/** How long a download may bring nothing before it counts as impossible. */
const IDLE_LIMIT_MS = 30_000;

// The same host tests as `npm run test:host`, in desktop VS Code: its own Node, native dialogs, the system's keyring.
await runScript(async () => {
  const { values } = parseOptions(USAGE, {
    options: {
      release: { type: 'string', default: 'stable' },
      executable: { type: 'string' },
      grep: { type: 'string' },
    },
  });
  const vscodeExecutablePath = values.executable ?? (await download(values.release));
  await build(hostTestsBuild());
  await mkdir(OUT_TEST, { recursive: true });
  await rm(RESULTS, { force: true });
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: HOST_TESTS,
      extensionTestsEnv: { PROMPTOPS_TEST_RESULTS: RESULTS, PROMPTOPS_TEST_GREP: values.grep },
      launchArgs: [await freshTestWorkspace(), '--disable-extensions'],
    });
  } catch (error) {
    // A failed test makes the editor fail; the results say which.
    if (!(error instanceof TestRunFailedError)) throw error;
  }
  const results = parseResults(existsSync(RESULTS) ? await readFile(RESULTS, 'utf8') : undefined);
  printResults(results, stackMapper(HOST_TESTS));
  return isPassed(results) ? 0 : 1;
});

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({
      version,
      cachePath: path.join(ROOT, '.vscode-test'),
      timeout: IDLE_LIMIT_MS,
    });
  } catch (error) {
    throw new SetupError(
      `Desktop VS Code (${version}) could not be downloaded: ${error instanceof Error ? error.message : String(error)}. ` +
        'Name an installed one with --executable, or run the same tests with `npm run test:host`.',
    );
  }
}

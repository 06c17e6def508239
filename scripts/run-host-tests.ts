import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { hostTestsBuild } from './build/host-tests.ts';
import { findChromium, startBrowser } from './editor/browser.ts';
import { startEditorServer, type EditorServer } from './editor/editor-server.ts';
import { ensureEditor } from './editor/fetch-editor.ts';
import { workbenchUrl } from './editor/workbench-url.ts';
import { EXAMPLES, HOST_TESTS, OUT_TEST, ROOT } from './support/paths.ts';
import { parseOptions } from './support/parse-options.ts';
import { printResults } from './support/print-results.ts';
import { runScript } from './support/run-script.ts';
import { isPassed, parseResults } from './support/test-results.ts';
import { SetupError } from './support/setup-error.ts';

const USAGE = 'npm run test:host -- [--grep TEXT] [--release newest|oldest] [--verbose]';

/** The longest that one run of all host tests may take. */
const LIMIT_MS = 300_000;

const RESULTS = path.join(OUT_TEST, 'results-host.json');

await runScript(async () => {
  const { values } = parseOptions(USAGE, {
    options: {
      grep: { type: 'string' },
      release: { type: 'string', default: 'newest' },
      verbose: { type: 'boolean', default: false },
    },
  });
  if (values.release !== 'newest' && values.release !== 'oldest')
    throw new SetupError(`No such release: ${values.release}. Usage: ${USAGE}`);
  if (!existsSync(path.join(ROOT, 'dist', 'extension.cjs'))) {
    throw new SetupError('dist/ is missing: run `npm run build` first.');
  }
  findChromium();
  const editor = await ensureEditor({ release: values.release, report: console.log });
  await build(hostTestsBuild());
  await rm(RESULTS, { force: true });
  await mkdir(OUT_TEST, { recursive: true });

  const server = await startEditorServer({
    editor,
    workspace: EXAMPLES,
    testDriver: true,
    environment: {
      PROMPTOPS_TEST_RESULTS: RESULTS,
      ...(values.grep === undefined ? {} : { PROMPTOPS_TEST_GREP: values.grep }),
    },
  });
  const problems: string[] = [];
  try {
    await runInWorkbench(server, (line) => {
      if (values.verbose) console.log(line);
      else problems.push(line);
    });
  } finally {
    await server.stop();
  }
  const results = parseResults(existsSync(RESULTS) ? await readFile(RESULTS, 'utf8') : undefined);
  // What the workbench complains about is noise, until a test fails.
  if (!isPassed(results)) console.log(problems.join('\n'));
  printResults(results);
  return isPassed(results) ? 0 : 1;
});

async function runInWorkbench(server: EditorServer, say: (line: string) => void): Promise<void> {
  const browser = await startBrowser();
  try {
    const page = await browser.context.newPage();
    const ended = workbenchEnd(page, say);
    await page.goto(
      workbenchUrl({
        origin: server.origin,
        folder: server.workspace,
        extensionPath: ROOT,
        testsPath: HOST_TESTS,
      }),
    );
    if (await ended) return;
    await page.screenshot({ path: path.join(OUT_TEST, 'host-timeout.png') });
    say(`The host tests did not end in ${LIMIT_MS / 1000} s. The server said:\n${server.log().slice(-4000)}`);
  } finally {
    await browser.close();
  }
}

/** Resolves to true when the workbench says that the tests ended, to false when the time is over. */
async function workbenchEnd(page: Page, say: (line: string) => void): Promise<boolean> {
  const ended = new Promise<true>((resolve) => {
    // The code itself proves nothing: it is 0 as well when the extension host died.
    void page.exposeFunction('codeAutomationExit', () => resolve(true));
  });
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    say(`[${type}] ${values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')}`);
  });
  page.on('pageerror', (error) => say(`[page] ${error.message}`));
  const timeout = new Promise<false>((resolve) => setTimeout(() => resolve(false), LIMIT_MS).unref());
  return Promise.race([ended, timeout]);
}

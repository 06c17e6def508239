import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { hostTestsBuild } from './build/host-tests.ts';
import { findChromium } from './editor/browser.ts';
import { startEditorServer } from './editor/editor-server.ts';
import { ensureEditor } from './editor/fetch-editor.ts';
import { runInExtensionHost } from './editor/run-in-extension-host.ts';
import { EXAMPLES, HOST_TESTS, OUT_TEST, ROOT } from './support/paths.ts';
import { stackMapper } from './support/map-stack.ts';
import { parseOptions } from './support/parse-options.ts';
import { printResults } from './support/print-results.ts';
import { runScript } from './support/run-script.ts';
import { isPassed, parseResults } from './support/test-results.ts';
import { SetupError } from './support/setup-error.ts';

const USAGE = 'npm run test:host -- [--grep TEXT] [--release newest|oldest] [--verbose]';

/** The longest that one run of all host tests may take. */
const LIMIT_MS = 300_000;

/** An extension that offers language models as told by their names, so that nothing has to be signed in for. */
const LANGUAGE_MODELS = path.join(ROOT, 'test', 'fixtures', 'language-models');

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
    extensions: [LANGUAGE_MODELS],
    testDriver: true,
    environment: {
      PROMPTOPS_TEST_RESULTS: RESULTS,
      ...(values.grep === undefined ? {} : { PROMPTOPS_TEST_GREP: values.grep }),
    },
  });
  const problems: string[] = [];
  try {
    await runInExtensionHost({
      server,
      testsPath: HOST_TESTS,
      limitMs: LIMIT_MS,
      say: (line) => {
        if (values.verbose) console.log(line);
        else if (!line.startsWith('[info]')) problems.push(line);
      },
    });
  } finally {
    await server.stop();
  }
  const results = parseResults(existsSync(RESULTS) ? await readFile(RESULTS, 'utf8') : undefined);
  // What the workbench complains about is noise, until a test fails.
  if (!isPassed(results)) console.log(problems.join('\n'));
  printResults(results, stackMapper(HOST_TESTS));
  return isPassed(results) ? 0 : 1;
});

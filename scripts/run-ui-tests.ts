import { globSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { findChromium } from './editor/browser.ts';
import { ensureEditor } from './editor/fetch-editor.ts';
import { OUT_TEST, ROOT, findVsix } from './support/paths.ts';
import { parseOptions } from './support/parse-options.ts';
import { runMocha } from './support/run-mocha.ts';
import { runScript } from './support/run-script.ts';
import { countTests, formatCount, isPassed } from './support/test-results.ts';

const USAGE = 'npm run test:ui -- [--grep TEXT] [FILE...]';

/** A person's step in the real editor waits for the window, the host and the extension. */
const TEST_LIMIT_MS = 60_000;

await runScript(async () => {
  const { values, positionals } = parseOptions(USAGE, {
    options: { grep: { type: 'string' } },
    allowPositionals: true,
  });
  findVsix();
  findChromium();
  await ensureEditor({ report: console.log });
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: TEST_LIMIT_MS,
    slow: 10_000,
    forbidOnly: true,
    ...(values.grep === undefined ? {} : { grep: values.grep }),
  });
  const files = positionals.length > 0 ? positionals : globSync('test/ui/**/*.test.ts', { cwd: ROOT }).sort();
  for (const file of files) mocha.addFile(path.resolve(ROOT, file));
  await mocha.loadFilesAsync();
  const results = await runMocha(mocha, path.join(OUT_TEST, 'results-ui.json'));
  console.log(formatCount(countTests(results)));
  return isPassed(results) ? 0 : 1;
});

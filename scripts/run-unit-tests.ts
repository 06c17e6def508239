import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { parseOptions } from './support/parse-options.ts';
import { OUT_TEST, ROOT } from './support/paths.ts';
import { runMocha } from './support/run-mocha.ts';
import { runScript } from './support/run-script.ts';
import { countTests, formatCount, isPassed } from './support/test-results.ts';

const USAGE = 'npm run test:unit -- [--grep TEXT] [--reporter NAME] [--results NAME] [FILE...]';

/** What a plain `mocha` runs as well. */
interface MochaSettings {
  readonly spec: readonly string[];
  readonly timeout: number;
  readonly forbidOnly: boolean;
}

await runScript(async () => {
  const { values, positionals } = parseOptions(USAGE, {
    options: {
      grep: { type: 'string' },
      reporter: { type: 'string', default: 'spec' },
      results: { type: 'string', default: 'unit' },
    },
    allowPositionals: true,
  });
  const { spec, timeout, forbidOnly } = JSON.parse(
    readFileSync(path.join(ROOT, '.mocharc.json'), 'utf8'),
  ) as MochaSettings;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout,
    forbidOnly,
    reporter: values.reporter,
    ...(values.grep === undefined ? {} : { grep: values.grep }),
  });
  const patterns = positionals.length > 0 ? positionals : spec;
  for (const file of globSync([...patterns], { cwd: ROOT }).sort()) mocha.addFile(path.resolve(ROOT, file));
  await mocha.loadFilesAsync();
  const results = await runMocha(mocha, path.join(OUT_TEST, `results-${values.results}.json`));
  console.log(formatCount(countTests(results)));
  return isPassed(results) ? 0 : 1;
});

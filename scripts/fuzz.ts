import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseOptions } from './support/parse-options.ts';
import { ROOT } from './support/paths.ts';
import { runCommand } from './support/run-command.ts';
import { runScript } from './support/run-script.ts';

const USAGE = 'npm run fuzz -- [--runs COUNT] [--seed NUMBER] [NAME...]';

/** Ten times as many as `npm test`, which has to be quick. */
const RUNS = '3000';

// Runs the fuzz tests much longer and with a new seed each time, which is printed so that a failure can be had again.
await runScript(async () => {
  const { values, positionals } = parseOptions(USAGE, {
    options: { runs: { type: 'string', default: RUNS }, seed: { type: 'string' } },
    allowPositionals: true,
  });
  const seed = values.seed ?? String(randomInt(2 ** 31));
  const files = globSync('test/fuzz/*.test.ts', { cwd: ROOT })
    .sort()
    .filter((file) => readFileSync(path.join(ROOT, file), 'utf8').includes('FUZZ_RUNS'))
    .filter((file) => positionals.length === 0 || positionals.some((name) => file.includes(name)));
  console.log(
    `Seed ${seed}, ${values.runs} runs. Again: npm run fuzz -- --seed ${seed} --runs ${values.runs}`,
  );
  const environment = { ...process.env, FUZZ_RUNS: values.runs, FUZZ_SEED: seed };
  const mocha = path.join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const args = [mocha, '--no-config', '--no-timeouts', ...files];
  const { exitCode } = await runCommand(process.execPath, args, { cwd: ROOT, env: environment });
  if (exitCode !== 0) console.log(`Failed with seed ${seed}.`);
  return exitCode === 0 ? 0 : 1;
});

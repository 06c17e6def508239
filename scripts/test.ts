import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from './editor/browser.ts';
import { parseOptions } from './support/parse-options.ts';
import { OUT_TEST, ROOT } from './support/paths.ts';
import { runCommand } from './support/run-command.ts';
import { runScript } from './support/run-script.ts';
import { addCounts, countTests, formatCount, parseResults, type TestCount } from './support/test-results.ts';

/** One step of `npm test`; `results` names the file in which its tests are counted. */
interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly results?: string;
}

const NODE = process.execPath;

const STAGES: readonly Stage[] = [
  { name: 'build', command: [NODE, 'esbuild.js', '--production'] },
  { name: 'check', command: ['npm', 'run', '--silent', 'check'] },
  { name: 'unit', command: [NODE, 'scripts/run-unit-tests.ts', '--reporter', 'dot'], results: 'unit' },
  { name: 'package', command: ['npm', 'run', '--silent', 'package'] },
  {
    name: 'package contents',
    command: [NODE, 'scripts/run-unit-tests.ts', '--results', 'package', 'test/package/**/*.test.ts'],
    results: 'package',
  },
  { name: 'host', command: [NODE, 'scripts/run-host-tests.ts'], results: 'host' },
  { name: 'ui', command: [NODE, 'scripts/run-ui-tests.ts'], results: 'ui' },
];

// Everything that must hold, in the order in which a failure is cheapest to find; stops at the first stage that fails.
await runScript(async () => {
  parseOptions('npm test', {});
  // Better known now than after ten minutes.
  findChromium();
  const counts: TestCount[] = [];
  const times: string[] = [];
  let failedStage: string | undefined;
  for (const stage of STAGES) {
    console.log(`\n== ${stage.name}`);
    const start = Date.now();
    const { passed, count } = await runStage(stage);
    counts.push(count);
    times.push(`${stage.name} ${((Date.now() - start) / 1000).toFixed(0)} s`);
    if (passed) continue;
    failedStage = stage.name;
    break;
  }
  console.log(`\n${times.join(' · ')}`);
  if (failedStage !== undefined) console.log(`The stage "${failedStage}" failed.`);
  console.log(formatCount(addCounts(counts)));
  return failedStage === undefined ? 0 : 1;
});

/** Runs a stage; one that fails without a failed test of its own counts as one failure. */
async function runStage({ command, results }: Stage): Promise<{ passed: boolean; count: TestCount }> {
  const file = path.join(OUT_TEST, `results-${results ?? 'none'}.json`);
  await rm(file, { force: true });
  const [program, ...args] = command;
  const { exitCode } = await runCommand(program, args, { cwd: ROOT });
  const count =
    results === undefined
      ? { passed: 0, failed: 0 }
      : countTests(parseResults(existsSync(file) ? await readFile(file, 'utf8') : undefined));
  if (exitCode === 0) return { passed: count.failed === 0, count };
  return { passed: false, count: { passed: count.passed, failed: Math.max(1, count.failed) } };
}

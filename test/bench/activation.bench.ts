import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { startEditorServer } from '../../scripts/editor/editor-server.ts';
import { ensureEditor } from '../../scripts/editor/fetch-editor.ts';
import { runInExtensionHost } from '../../scripts/editor/run-in-extension-host.ts';
import { OUT_TEST, ROOT } from '../../scripts/support/paths.ts';
import type { ActivationTimes } from './support/measure-activation.ts';

const STARTS = 5;
const LIMIT_MS = 60_000;

const BUNDLE = path.join(OUT_TEST, 'measure-activation.cjs');
const RESULT = path.join(OUT_TEST, 'activation-times.json');

/** Starts the extension in fresh extension hosts of the real editor and measures what a person waits for. */
export async function runActivationBench(): Promise<string> {
  await build({
    entryPoints: [path.join(ROOT, 'test/bench/support/measure-activation.ts')],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const runs: ActivationTimes[] = [];
  while (runs.length < STARTS) runs.push(await measureOnce());
  const editor = await ensureEditor();
  return [
    '## Activation',
    '',
    `In the extension host of VS Code ${editor.vscodeVersion}, ${STARTS} starts of the editor, in ms.`,
    '',
    '| | median | slowest |',
    '| --- | --- | --- |',
    row('`activate`, its own work', runs, 'activate'),
    row('reading the start-up bundle and `activate`', runs, 'start'),
    row('then loading everything else, in the background', runs, 'workbench'),
  ].join('\n');
}

async function measureOnce(): Promise<ActivationTimes> {
  await rm(RESULT, { force: true });
  const server = await startEditorServer({
    editor: await ensureEditor({ report: console.log }),
    testDriver: true,
    environment: { PROMPTOPS_ACTIVATION_TIMES: RESULT },
  });
  const lines: string[] = [];
  try {
    await runInExtensionHost({
      server,
      testsPath: BUNDLE,
      limitMs: LIMIT_MS,
      say: (line) => lines.push(line),
    });
    return JSON.parse(await readFile(RESULT, 'utf8')) as ActivationTimes;
  } catch (error) {
    throw new Error(`The activation was not measured:\n${lines.join('\n')}`, { cause: error });
  } finally {
    await server.stop();
  }
}

function row(name: string, runs: readonly ActivationTimes[], part: keyof ActivationTimes): string {
  const sorted = runs.map((run) => run[part]).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  return `| ${name} | ${median.toFixed(1)} | ${(sorted.at(-1) ?? NaN).toFixed(1)} |`;
}

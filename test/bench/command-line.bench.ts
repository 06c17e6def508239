import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/support/paths.ts';
import { buildCli, cliFile } from '../cli/support/built-cli.ts';

const REPEATS = 15;

/** Files of the folder that is scanned, and their functions besides the prompt. */
const FILES = 500;
const FUNCTIONS = 60;

/** Milliseconds of whole calls, from the start of the program to its end. */
export async function runCommandLineBench(): Promise<string> {
  await buildCli();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'promptops-bench-'));
  try {
    const large = path.join(folder, 'large.prompt');
    writeFileSync(large, largePrompt());
    makeModules(path.join(folder, 'modules'));
    return [
      '## Command line',
      '',
      `Whole calls in ms, from the start of the program to its end; Node itself takes the first row. ${REPEATS} calls each.`,
      '',
      '| call | median | fastest |',
      '| --- | --- | --- |',
      row('an empty program', ['-e', '0'], folder),
      row('`--version`', [cliFile, '--version'], folder),
      row('`count` of a prompt', [cliFile, 'count', 'examples/prompts/classify.prompt'], folder),
      row('`optimize` of a prompt in Python', [cliFile, 'optimize', 'examples/support_agent.py:5'], folder),
      row('`optimize` of 250,000 characters', [cliFile, 'optimize', large], folder),
      row(`\`scan\` of ${FILES} modules in Python`, [cliFile, 'scan', path.join(folder, 'modules')], folder),
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(name: string, args: readonly string[], folder: string): string {
  const times = Array.from({ length: REPEATS }, () => timeOf(args, folder)).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
  return `| ${name} | ${median.toFixed(0)} | ${(times[0] ?? Number.NaN).toFixed(0)} |`;
}

function timeOf(args: readonly string[], folder: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { HOME: folder, XDG_DATA_HOME: folder },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return performance.now() - start;
}

function largePrompt(): string {
  let text = '';
  while (text.length < 250_000) {
    text += `Please make sure to translate text ${text.length} in order to help the reader.\n`;
  }
  return text;
}

function makeModules(folder: string): void {
  mkdirSync(folder);
  const code = 'def f(x):\n    return x\n\n\n'.repeat(FUNCTIONS);
  const prompt = 'PROMPT = "You are a translator. Please translate the text to French."\n';
  for (let index = 0; index < FILES; index += 1) {
    writeFileSync(path.join(folder, `module${index}.py`), code + prompt);
  }
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mayHoldPrompt } from '../../src/core/inventory/may-hold-prompt.ts';
import { languageOfPath } from '../../src/core/source/languages.ts';
import { scanOpenFile } from '../../src/core/source/open-scan.ts';
import { createSourceParser } from '../../src/core/source/source-parser.ts';
import { grammarLoader } from '../support/grammars.ts';
import { packageFiles } from '../support/token-corpus.ts';
import { longModule } from './support/long-module.ts';

const ROUNDS = 7;
const KEYS = 41;

/** Scans of TypeScript beside the compiler's own parser, and what a keystroke costs. Processor time of one thread. */
export async function runSourceBench(): Promise<string> {
  const compiler: number[] = [];
  const scan: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    compiler.push(firstLook('typescript'));
    scan.push(firstLook('scan'));
  }
  const ratio = median(scan) / median(compiler);
  const files = packageFiles(['.ts', '.js', '.md'], 400);
  const before = performance.now();
  const held = files.filter((text) => mayHoldPrompt('a.ts', text)).length;
  const cheapMs = (performance.now() - before) / files.length;
  return [
    '## Code',
    '',
    'A file of 10,000 lines of TypeScript, medians in ms of processor time. The first look of a fresh process, grammar and',
    `compiler loaded; ${ROUNDS} processes each, in turns.`,
    '',
    '| | ms |',
    '| --- | --: |',
    `| \`ts.createSourceFile\` | ${median(compiler).toFixed(0)} |`,
    `| first scan for prompts | ${median(scan).toFixed(0)} (× ${ratio.toFixed(2)}) |`,
    `| scan after a keystroke | ${median(await keystrokes()).toFixed(1)} |`,
    '',
    `Whether a file can hold a prompt at all is asked in ${cheapMs.toFixed(3)} ms; ${files.length - held} of ${files.length} files of`,
    'packages need no parse.',
  ].join('\n');
}

function firstLook(reader: 'typescript' | 'scan'): number {
  const script = fileURLToPath(new URL('support/first-look.ts', import.meta.url));
  return Number(execFileSync(process.execPath, [script, reader], { encoding: 'utf8' }));
}

async function keystrokes(): Promise<number[]> {
  const parser = createSourceParser(grammarLoader);
  const language = languageOfPath('a.ts');
  if (language === null) throw new TypeError('TypeScript is not known.');
  let source = longModule();
  let scan = await scanOpenFile({ path: 'a.ts', source, parser, language }, null);
  const times: number[] = [];
  for (let key = 0; key < KEYS; key += 1) {
    const at = source.indexOf('\n', source.length * 0.6);
    source = `${source.slice(0, at)} x${source.slice(at)}`;
    const before = process.threadCpuUsage();
    scan = await scanOpenFile({ path: 'a.ts', source, parser, language }, scan);
    const { user, system } = process.threadCpuUsage(before);
    times.push((user + system) / 1000);
  }
  scan.parsed?.dispose();
  return times;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

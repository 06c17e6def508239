import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mayHoldPrompt } from '../../src/core/inventory/may-hold-prompt.ts';
import { findPrompts } from '../../src/core/source/find-prompts.ts';
import { languageOfPath } from '../../src/core/source/languages.ts';
import { scanOpenFile } from '../../src/core/source/open-scan.ts';
import { createSourceParser } from '../../src/core/source/source-parser.ts';
import { grammarLoader } from '../support/grammars.ts';
import { packageFiles, packagePaths } from '../support/token-corpus.ts';
import { longModule } from './support/long-module.ts';
import type { WorkspaceScan } from './support/scan-workspace.ts';

const ROUNDS = 7;
const KEYS = 41;
const MOST_FILES = 5_000;
const SCANNED = ['.ts', '.js', '.mjs', '.cjs', '.py', '.rs', '.json', '.md', '.yml', '.toml', '.txt'];

/** Scans of TypeScript beside the compiler's own parser, and what a keystroke costs. Processor time of one thread. */
export async function runSourceBench(): Promise<string> {
  const compiler: number[] = [];
  const scan: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    compiler.push(firstLook('typescript'));
    scan.push(firstLook('scan'));
  }
  const ratio = median(scan) / median(compiler);
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
    `| parse after a keystroke | ${median(await updates()).toFixed(1)} |`,
    `| scan after a keystroke | ${median(await keystrokes()).toFixed(1)} |`,
    '',
    ...workspaceScan(),
    '',
    `Whether a file can hold a prompt at all is asked in ${cheapScanMs().toFixed(3)} ms, the median of ${ROUNDS} rounds over 2,000 of these files.`,
    '',
    ...(await skippedFiles()),
  ].join('\n');
}

function firstLook(reader: 'typescript' | 'scan'): number {
  const script = fileURLToPath(new URL('support/first-look.ts', import.meta.url));
  return Number(execFileSync(process.execPath, [script, reader], { encoding: 'utf8' }));
}

/** A process of its own scans files of installed packages as the extension host does. */
function workspaceScan(): readonly string[] {
  const folder = fileURLToPath(new URL('../../node_modules', import.meta.url));
  const paths = packagePaths(SCANNED, MOST_FILES);
  const list = join(mkdtempSync(join(tmpdir(), 'promptops-scan-')), 'files.txt');
  writeFileSync(list, paths.join('\n'));
  const script = fileURLToPath(new URL('support/scan-workspace.ts', import.meta.url));
  const output = execFileSync(process.execPath, [script, list, folder], { encoding: 'utf8' });
  rmSync(dirname(list), { recursive: true });
  const scan = JSON.parse(output) as WorkspaceScan;
  const megabytes = scan.characters / 1_000_000;
  return [
    'A scan of a workspace: files of installed packages, read and asked for prompts by one process, parsed in its thread. Peak',
    'memory is that of the whole process (VmHWM), with Node, grammars and token tables.',
    '',
    '| files | MB | s | files a second | need no parse | skipped | prompts | peak memory, MB |',
    '| --: | --: | --: | --: | --: | --: | --: | --: |',
    `| ${scan.files} | ${megabytes.toFixed(0)} | ${(scan.ms / 1000).toFixed(1)} | ${((scan.files / scan.ms) * 1000).toFixed(0)} | ` +
      `${scan.unparsed} | ${scan.skipped} | ${scan.prompts} | ${scan.peakMb.toFixed(0)} |`,
  ];
}

function cheapScanMs(): number {
  const files = packageFiles(SCANNED, 2_000);
  const times = Array.from({ length: ROUNDS }, () => {
    const before = process.threadCpuUsage();
    for (const text of files) mayHoldPrompt('a.ts', text);
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000 / files.length;
  });
  return median(times);
}

/** What is no code that people wrote is not parsed. */
async function skippedFiles(): Promise<readonly string[]> {
  const parser = createSourceParser(grammarLoader);
  const statement = 'const systemPrompt="You are a helpful assistant. Answer in one sentence.";';
  const bundled = 'var a=function(b,c){return b.d?b.e(c[f]):[g,h,{i:1}]},j=k&&l||m;';
  const files = {
    '20 MB of TypeScript': `${statement}\n`.repeat(Math.ceil(20_000_000 / statement.length)),
    'minified, 400 kB in a line': `${bundled.repeat(Math.ceil(400_000 / bundled.length))}${statement}`,
    'binary, 400 kB': `${statement}\0\u0001`.repeat(Math.ceil(400_000 / statement.length)),
  };
  const rows: string[] = [];
  for (const [name, source] of Object.entries(files)) {
    const before = performance.now();
    const { skipped, prompts } = await findPrompts({ path: 'a.ts', source, parser });
    const ms = performance.now() - before;
    rows.push(`| ${name} | ${skipped ?? `no: ${prompts.length} prompts`} | ${ms.toFixed(1)} |`);
  }
  return ['| file | skipped as | ms |', '| --- | --- | --: |', ...rows];
}

/** Parses alone, after each key. */
async function updates(): Promise<number[]> {
  const parser = createSourceParser(grammarLoader);
  const language = languageOfPath('a.ts');
  if (language === null) throw new TypeError('TypeScript is not known.');
  let source = longModule();
  let parsed = await parser.parse(language, source);
  const times: number[] = [];
  for (let key = 0; key < KEYS; key += 1) {
    const at = source.indexOf('\n', source.length * 0.6);
    source = `${source.slice(0, at)} x${source.slice(at)}`;
    const before = process.threadCpuUsage();
    parsed = await parser.update(parsed, source);
    const { user, system } = process.threadCpuUsage(before);
    times.push((user + system) / 1000);
  }
  parsed.dispose();
  return times;
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

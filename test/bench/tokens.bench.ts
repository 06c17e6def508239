import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import AiTokenizer from 'ai-tokenizer';
import * as aiEncodings from 'ai-tokenizer/encoding';
import { buildSync } from 'esbuild';
import { countTokens as countWithGptTokenizer } from 'gpt-tokenizer/encoding/o200k_base';
import { get_encoding } from 'tiktoken';
import { loadTestCounter, loadTestTable } from '../support/token-counter.ts';
import { generatedPrompts, packageFiles } from '../support/token-corpus.ts';

const encoding = 'o200k_base';
const root = join(import.meta.dirname, '..', '..');
const workFolder = join(root, 'out-test', 'bench');
const passes = 5;
const loads = 5;

interface Library {
  readonly name: string;
  readonly count: (text: string) => number;
  /** Module source that makes a `count` function: what a process pays before its first count. */
  readonly load: string;
}

interface Throughput {
  readonly first: number;
  readonly best: number;
}

interface Corpus {
  readonly name: string;
  readonly texts: readonly string[];
}

interface Measured extends Corpus {
  readonly results: readonly Throughput[];
}

/** Counts tokens with PromptOps and with the libraries one could have used; returns a Markdown section. */
export async function runTokenBench(): Promise<string> {
  const libraries = openLibraries();
  const rows = openCorpora().map(({ name, texts }) => ({
    name,
    texts,
    results: measureThroughput(libraries, texts),
  }));
  const sections = [
    throughputSection(libraries, rows),
    await startSection(libraries),
    differencesSection(
      libraries,
      rows.flatMap(({ texts }) => texts),
    ),
  ];
  return [`## Tokens`, ...sections.map((lines) => lines.join('\n'))].join('\n\n') + '\n';
}

function throughputSection(libraries: readonly Library[], rows: readonly Measured[]): string[] {
  return [
    `Encoding ${encoding}, Node.js ${process.version}, ${process.arch}. Throughput in MB of UTF-8 per second: the first pass over`,
    `the texts, then the best of ${passes} more; the libraries take turns and all count special tokens as plain text.`,
    '',
    ...table(
      ['texts', 'MB', ...libraries.map(({ name }) => name)],
      rows.map(({ name, texts, results }) => [
        `${name} (${texts.length})`,
        megabytes(texts).toFixed(1),
        ...results.map(({ first, best }) => `${first.toFixed(1)} / ${best.toFixed(1)}`),
      ]),
    ),
    '',
    `PromptOps is ${rows.every(isFastest) ? '' : 'NOT '}the fastest on all of them, in the first pass and in the best.`,
  ];
}

/** True when the first library was at least as fast as every other one, in both passes. */
function isFastest({ results: [ours, ...others] }: Measured): boolean {
  return ours !== undefined && others.every(({ first, best }) => ours.first >= first && ours.best >= best);
}

async function startSection(libraries: readonly Library[]): Promise<string[]> {
  const loadTimes: string[] = [];
  for (const { load } of libraries) {
    const durations: number[] = [];
    while (durations.length < loads) durations.push(await loadMs(load));
    loadTimes.push(median(durations).toFixed(0));
  }
  return [
    `A fresh process from nothing to the first count (median of ${loads}), and long texts without a break, in ms:`,
    '',
    ...table(
      ['', ...libraries.map(({ name }) => name)],
      [
        ['load and first count', ...loadTimes],
        ['100,000 × "a"', ...libraries.map(({ count }) => longRunMs(count, 'a'.repeat(100_000)))],
        ['20,000 × "中"', ...libraries.map(({ count }) => longRunMs(count, '中'.repeat(20_000)))],
      ],
    ),
  ];
}

function openLibraries(): Library[] {
  const counter = loadTestCounter(encoding);
  const gptOptions = { disallowedSpecial: new Set<string>() };
  const ai = new AiTokenizer(aiEncodings.o200k_base);
  const wasm = get_encoding(encoding);
  return [
    { name: 'PromptOps', count: (text) => counter.count(text), load: bundledCounter() },
    {
      name: 'gpt-tokenizer',
      count: (text) => countWithGptTokenizer(text, gptOptions),
      load: `const { countTokens: count } = await import('gpt-tokenizer/encoding/${encoding}');`,
    },
    {
      name: 'ai-tokenizer',
      count: (text) => ai.encode(text, [], []).length,
      load: `const { default: Tokenizer } = await import('ai-tokenizer');
        const tokenizer = new Tokenizer(await import('ai-tokenizer/encoding/${encoding}'));
        const count = (text) => tokenizer.encode(text, [], []).length;`,
    },
    {
      name: 'tiktoken (WASM)',
      count: (text) => wasm.encode(text, [], []).length,
      load: `const { get_encoding } = await import('tiktoken');
        const wasm = get_encoding('${encoding}');
        const count = (text) => wasm.encode(text, [], []).length;`,
    },
  ];
}

/** The counter as users get it: bundled, with its table in a file. */
function bundledCounter(): string {
  mkdirSync(workFolder, { recursive: true });
  loadTestTable(encoding);
  const bundle = join(workFolder, 'token-counter.mjs');
  buildSync({
    entryPoints: [join(root, 'src', 'core', 'tokens', 'token-counter.ts')],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: 'esm',
  });
  const file = join(root, 'dist', 'tokens', `${encoding}.bin.br`);
  return `const { createTokenCounter } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
    const { readFileSync } = await import('node:fs');
    const { brotliDecompressSync } = await import('node:zlib');
    const table = brotliDecompressSync(readFileSync(${JSON.stringify(file)}));
    const counter = createTokenCounter('${encoding}', table);
    const count = (text) => counter.count(text);`;
}

function openCorpora(): Corpus[] {
  const markdown = packageFiles(['.md'], 250);
  const prompts = generatedPrompts(250).map(
    (prompt, index) => `${prompt}\n\n<text>\n${markdown[index]?.slice(500, 2500) ?? ''}\n</text>\n`,
  );
  return [
    { name: 'prompts', texts: prompts },
    { name: 'Markdown', texts: markdown },
    { name: 'code', texts: packageFiles(['.ts', '.js', '.mjs', '.py'], 250) },
  ];
}

function measureThroughput(libraries: readonly Library[], texts: readonly string[]): Throughput[] {
  const size = megabytes(texts);
  const pass = ({ count }: Library): number => {
    const start = performance.now();
    texts.forEach((text) => count(text));
    return (size / (performance.now() - start)) * 1000;
  };
  const first = libraries.map(pass);
  const later = times(passes, () => libraries.map(pass));
  return first.map((value, index) => ({
    first: value,
    best: Math.max(...later.map((speeds) => speeds[index] ?? 0)),
  }));
}

async function loadMs(load: string): Promise<number> {
  const source = `const start = performance.now(); ${load} count('Hello'); console.log(performance.now() - start);`;
  const options = ['--no-warnings', '--input-type=module', '--eval', source];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: root });
  return Number(stdout);
}

function longRunMs(count: (text: string) => number, text: string): string {
  const start = performance.now();
  count(text);
  return (performance.now() - start).toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** On how many texts each library differs from tiktoken. */
function differencesSection(libraries: readonly Library[], texts: readonly string[]): string[] {
  const reference = libraries.at(-1);
  const lines = libraries.slice(0, -1).map(({ name, count }) => {
    const wrong = texts.filter((text) => count(text) !== reference?.count(text)).length;
    return `${name} ${wrong}`;
  });
  return [`Texts counted differently from tiktoken, of ${texts.length}: ${lines.join(', ')}.`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)];
}

function megabytes(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + Buffer.byteLength(text), 0) / 1e6;
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function median(values: readonly number[]): number {
  return values.toSorted((first, second) => first - second)[values.length >> 1] ?? NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(await runTokenBench());

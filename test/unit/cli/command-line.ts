import { spawn, type ChildProcess } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { BUNDLES, bundleBuild, type Bundle } from '../../../scripts/build/bundles.ts';
import { separateBundles } from '../../../scripts/build/separate-bundles.ts';
import { OUT_TEST, ROOT } from '../../../scripts/support/paths.ts';
import { wordySupportPrompt } from '../../support/sample-prompts.ts';
import { loadTestTable } from '../../support/token-counter.ts';

/** What a command has done. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The prompt file afterwards. */
  readonly file: string;
}

interface CallOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Does something to the running process. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

/** The command line in a folder of its own, built as it ships but for the minifying. */
export interface CommandLine extends AsyncDisposable {
  readonly folder: string;
  /** Calls `promptops optimize prompt.txt` with these options. */
  optimize(options: readonly string[], call?: CallOptions): Promise<Outcome>;
}

/** Builds the command line with its token table into a new folder that holds a prompt file as well. */
export async function buildCommandLine(): Promise<CommandLine> {
  await mkdir(OUT_TEST, { recursive: true });
  const folder = await mkdtemp(path.join(OUT_TEST, 'command-line-'));
  const bundles = BUNDLES.filter(({ host }) => host === 'terminal' || host === 'thread').map((bundle) => ({
    ...bundle,
    out: path.relative(ROOT, path.join(folder, 'dist', path.basename(bundle.out))),
  }));
  await Promise.all(bundles.map((bundle) => buildInto(bundle, bundles)));
  await mkdir(path.join(folder, 'dist', 'tokens'));
  const table = brotliCompressSync(loadTestTable('o200k_base'), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
  });
  await writeFile(path.join(folder, 'dist', 'tokens', 'o200k_base.bin.br'), table);
  await copyFile(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  return {
    folder,
    optimize: (options, call = {}) => optimize(folder, options, call),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function buildInto(bundle: Bundle, bundles: readonly Bundle[]): Promise<void> {
  const options = bundleBuild(bundle, false);
  const plugins = bundle.host === 'thread' ? options.plugins : [separateBundles(bundle, bundles)];
  await build({ ...options, sourcemap: false, ...(plugins === undefined ? {} : { plugins }) });
}

async function optimize(
  folder: string,
  options: readonly string[],
  { environment = {}, meanwhile }: CallOptions,
): Promise<Outcome> {
  const file = path.join(folder, 'prompt.txt');
  await writeFile(file, wordySupportPrompt);
  const child = spawn(
    process.execPath,
    [path.join(folder, 'dist', 'cli.js'), 'optimize', 'prompt.txt', ...options],
    { cwd: folder, env: { HOME: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder, ...environment } },
  );
  child.stdin.end();
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  meanwhile?.(child);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...output, file: await readFile(file, 'utf8') };
}

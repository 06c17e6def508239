import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../../scripts/support/paths.ts';
import { cliFile } from './built-cli.ts';

/** What a call of the command line came to. */
export interface CliOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CliCall {
  readonly folder: string;
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Calls the built command line as a program of its own, away from a terminal. */
export async function runCli(args: readonly string[], { input, ...call }: CliCall): Promise<CliOutcome> {
  const child = startCli(args, call);
  // A program that ends without reading its input is no failure of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  return await outcomeOf(child);
}

/** Starts a call whose streams and signals the test handles itself. */
export function startCli(
  args: readonly string[],
  { folder, environment = {} }: Omit<CliCall, 'input'>,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [cliFile, ...args], {
    cwd: folder,
    env: { HOME: folder, XDG_DATA_HOME: dataHome(folder), ...environment },
  });
}

export async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<CliOutcome> {
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...output };
}

/** Where calls in `folder` keep their history: beside the folder, so that scans do not see it. */
export function dataHome(folder: string): string {
  return path.join(path.dirname(folder), 'data');
}

/** A new folder of its own that is gone after the test; `examples` holds the sample prompts. */
export function makeFolder(): { readonly folder: string; readonly remove: () => void } {
  const parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'promptops-cli-')));
  const folder = path.join(parent, 'work');
  cpSync(path.join(ROOT, 'examples'), path.join(folder, 'examples'), { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

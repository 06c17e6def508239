import type { SpawnOptions } from 'node:child_process';
import { startProcessGroup } from './process-group.ts';

/** What a finished program said. */
export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and standard error, in the order they arrived; empty when they were inherited. */
  readonly output: string;
}

/** Runs a program to its end with its output captured and no standard input. */
export async function captureCommand(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<CommandResult> {
  const group = startProcessGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [group.child.stdout, group.child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exitCode = await group.exited;
  await group.stop();
  return { exitCode, output };
}

/** Runs a program to its end on the terminal of this one, without standard input. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<CommandResult> {
  const group = startProcessGroup(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  const exitCode = await group.exited;
  await group.stop();
  return { exitCode, output: '' };
}

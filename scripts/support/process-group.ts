import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { atEnd } from './at-end.ts';

/** A started program with everything it starts in turn; `stop` ends them all. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Resolves with the exit code of the program itself, 1 when a signal ended it. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

/** How long a group may take to end by itself before it is killed. */
const GRACE_MS = 3_000;

/** Starts a program as the leader of a process group of its own, which ends with this script at the latest. */
export function startProcessGroup(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ProcessGroup {
  const child = spawn(command, args, { ...options, detached: true });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  // Whoever awaits `exited` sees the failure; nobody has to.
  exited.catch(() => undefined);
  const forget = atEnd(() => stopGroup(child, exited));
  const stop = async (): Promise<void> => {
    forget();
    await stopGroup(child, exited);
  };
  return { child, exited, stop };
}

async function stopGroup(child: ChildProcess, exited: Promise<number>): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([exited.catch(() => 1), delay(GRACE_MS)]);
  // Whatever the leader left behind: extension hosts, file watchers, terminals.
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { atEnd } from './at-end.ts';

/** A started program with everything it starts in turn; `stop` ends them all. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Resolves with the exit code of the program itself, 1 when a signal ended it. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

/** How a program is started. */
export interface ProcessGroupOptions extends SpawnOptions {
  /** Also ends what the program put into groups of their own, as the launcher of desktop VS Code does. */
  readonly endsDetached?: boolean;
}

/** How long a group may take to end by itself before it is killed. */
const GRACE_MS = 3_000;

/** Starts a program as the leader of a process group of its own, which ends with this script at the latest. */
export function startProcessGroup(
  command: string,
  args: readonly string[],
  options: ProcessGroupOptions = {},
): ProcessGroup {
  const { endsDetached = false, ...spawnOptions } = options;
  const child = spawn(command, args, { ...spawnOptions, detached: true });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  // Whoever awaits `exited` sees the failure; nobody has to.
  exited.catch(() => undefined);
  const forget = atEnd(() => stopGroup(child, exited, endsDetached));
  const stop = async (): Promise<void> => {
    forget();
    await stopGroup(child, exited, endsDetached);
  };
  return { child, exited, stop };
}

async function stopGroup(child: ChildProcess, exited: Promise<number>, endsDetached: boolean): Promise<void> {
  if (child.pid === undefined) return;
  const detached = endsDetached ? descendantsOf(child.pid) : [];
  for (const pid of detached) signal(pid, 'SIGTERM');
  signal(-child.pid, 'SIGTERM');
  await Promise.race([exited.catch(() => 1), delay(GRACE_MS)]);
  // Whatever the leader left behind: extension hosts, file watchers, terminals.
  signal(-child.pid, 'SIGKILL');
}

function descendantsOf(ancestor: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const found = [ancestor];
  // The list grows while it is walked: children of children follow.
  for (const parent of found) {
    for (const [pid = 0, parentOf] of rows) if (parentOf === parent) found.push(pid);
  }
  return found.slice(1);
}

/** Signals a process, or a group when the number is negative; one that is gone already is fine. */
function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

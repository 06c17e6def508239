import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** A started program with everything it starts in turn; `stop` ends them all. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Resolves with the exit code of the program itself, 1 when a signal ended it. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

/** How long a group may take to end by itself before it is killed. */
const GRACE_MS = 3_000;

const alive = new Set<ProcessGroup>();

/** Starts a program as the leader of a process group of its own. */
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
  const group: ProcessGroup = { child, exited, stop: () => stopGroup(group) };
  alive.add(group);
  return group;
}

/** Ends every group still alive; for signals and for the end of a script. */
export async function stopAllProcessGroups(): Promise<void> {
  await Promise.all([...alive].map((group) => group.stop()));
}

/** On Ctrl+C, SIGTERM or a closed terminal: runs `before`, ends every group, and exits with 128 + the signal's number. */
export function stopAllOnSignal(before: () => Promise<void> = () => Promise.resolve()): void {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
  for (const [signal, number] of Object.entries(numbers)) {
    process.once(signal, () => {
      void before()
        .catch(() => undefined)
        .then(stopAllProcessGroups)
        .finally(() => process.exit(128 + number));
    });
  }
}

async function stopGroup(group: ProcessGroup): Promise<void> {
  alive.delete(group);
  const { child } = group;
  if (child.pid === undefined) return;
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([group.exited.catch(() => 1), delay(GRACE_MS)]);
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

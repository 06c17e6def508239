import { Worker, type ResourceLimits } from 'node:worker_threads';

/** What a thread says to one request: an answer, or why there is none. Every request gets exactly one. */
export type ThreadAnswer<Answer> =
  { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly failed: string };

/** A request with the number that its answer carries. */
export interface ThreadRequest<Task> {
  readonly id: number;
  readonly task: Task;
}

/** A thread that answers requests. It is started on demand, and ended when it has had nothing to do for a while. */
export interface AskingThread<Task, Answer> {
  /** Rejects when the thread has ended or failed at the task; the next call starts a new one. */
  ask(task: Task): Promise<Answer>;
  dispose(): void;
}

export interface AskingThreadOptions {
  /** The bundle that runs in the thread. */
  readonly file: string;
  readonly workerData: unknown;
  readonly resourceLimits: ResourceLimits;
  /** What a thread holds is given back after that time without a request. */
  readonly idleMs: number;
}

export function createAskingThread<Task, Answer>(options: AskingThreadOptions): AskingThread<Task, Answer> {
  let thread: RunningThread<Task, Answer> | null = null;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    thread?.end();
    thread = null;
  };
  return {
    ask: async (task) => {
      clearTimeout(timer);
      const used = (thread ??= startThread<Task, Answer>(options, () => {
        if (thread === used) thread = null;
      }));
      try {
        return await used.ask(task);
      } finally {
        if (used === thread && used.isIdle()) timer = setTimeout(end, options.idleMs);
      }
    },
    dispose: end,
  };
}

interface RunningThread<Task, Answer> {
  ask(task: Task): Promise<Answer>;
  isIdle(): boolean;
  end(): void;
}

interface Pending<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

function startThread<Task, Answer>(
  { file, workerData, resourceLimits }: AskingThreadOptions,
  onEnd: () => void,
): RunningThread<Task, Answer> {
  const worker = new Worker(file, { workerData, resourceLimits });
  const pending = new Map<number, Pending<Answer>>();
  let last = 0;
  const fail = (error: Error): void => {
    onEnd();
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  worker.on('message', (message: ThreadAnswer<Answer>) => {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if ('failed' in message) waiting?.reject(new Error(message.failed));
    else waiting?.resolve(message.answer);
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => fail(new Error('The thread has ended.')));
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        last += 1;
        pending.set(last, { resolve, reject });
        worker.postMessage({ id: last, task } satisfies ThreadRequest<Task>);
      }),
    isIdle: () => pending.size === 0,
    end: () => void worker.terminate(),
  };
}

import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileInventory } from '../../core/inventory/inventory-of-file.ts';
import type { PromptText } from '../../core/model.ts';
import type { TextAnalysis } from '../../core/pcv/rules-engine/analyze-text.ts';
import type { FileToScan, ScanAnswer, ScanRequest, ScanTask, ScanWorkerData } from './scan-protocol.ts';

/** Grammars and tables take tens of megabytes: a thread that has nothing to do gives them back. */
const IDLE_MS = 30_000;

/** Megabytes of the thread's heap: with a small part for what is young, a scan of thousands of files stays small. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

/** Scans files and reads long texts in a thread of its own, which is started on demand and ended when it is idle. */
export interface ScanThread {
  /** Rejects when the thread has ended or the file could not be scanned; the next call starts a new one. */
  scan(file: FileToScan): Promise<FileInventory>;
  /** Rejects like `scan`. */
  analyze(prompt: PromptText): Promise<TextAnalysis>;
  dispose(): void;
}

/** `folder` holds the bundles, the grammars and the token tables. */
export function createScanThread(folder: string, idleMs = IDLE_MS): ScanThread {
  let thread: RunningThread | null = null;
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    thread?.end();
    thread = null;
  };
  const ask = async (task: ScanTask): Promise<Answered> => {
    clearTimeout(timer);
    const used = (thread ??= startThread(folder, () => {
      if (thread === used) thread = null;
    }));
    try {
      return await used.ask(task);
    } finally {
      if (used === thread && used.isIdle()) timer = setTimeout(end, idleMs);
    }
  };
  return {
    scan: async (file) => {
      const answer = await ask({ kind: 'scan', ...file });
      if (answer.kind !== 'scanned') throw new TypeError(`The thread has ${answer.kind} a file.`);
      return answer.inventory;
    },
    analyze: async (prompt) => {
      const answer = await ask({ kind: 'analyze', prompt });
      if (answer.kind !== 'analyzed') throw new TypeError(`The thread has ${answer.kind} a text.`);
      return answer.analysis;
    },
    dispose: end,
  };
}

/** An answer that is no failure. */
type Answered = Exclude<ScanAnswer, { kind: 'failed' }>;

interface RunningThread {
  ask(task: ScanTask): Promise<Answered>;
  isIdle(): boolean;
  end(): void;
}

interface Pending {
  readonly resolve: (answer: Answered) => void;
  readonly reject: (error: Error) => void;
}

function startThread(folder: string, onEnd: () => void): RunningThread {
  const workerData: ScanWorkerData = { resourcesFolder: folder };
  const worker = new Worker(path.join(folder, 'scan-worker.cjs'), {
    workerData,
    resourceLimits: HEAP_LIMITS,
  });
  const pending = new Map<number, Pending>();
  let last = 0;
  const fail = (error: Error): void => {
    onEnd();
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  worker.on('message', (answer: ScanAnswer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.kind === 'failed') waiting?.reject(new Error(answer.message));
    else waiting?.resolve(answer);
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => fail(new Error('The thread of the scan has ended.')));
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        last += 1;
        pending.set(last, { resolve, reject });
        worker.postMessage({ ...task, id: last } satisfies ScanRequest);
      }),
    isIdle: () => pending.size === 0,
    end: () => void worker.terminate(),
  };
}

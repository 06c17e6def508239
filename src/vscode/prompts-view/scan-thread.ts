import path from 'node:path';
import type { FileInventory } from '../../core/inventory/inventory-of-file.ts';
import type { PromptText } from '../../core/model.ts';
import type { TextAnalysis } from '../../core/pcv/rules-engine/analyze-text.ts';
import { createAskingThread } from '../../node/asking-thread.ts';
import type { FileToScan, ScanAnswer, ScanTask, ScanWorkerData } from './scan-protocol.ts';

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
  const thread = createAskingThread<ScanTask, ScanAnswer>({
    file: path.join(folder, 'scan-worker.cjs'),
    workerData: { resourcesFolder: folder } satisfies ScanWorkerData,
    resourceLimits: HEAP_LIMITS,
    idleMs,
  });
  return {
    scan: async (file) => {
      const answer = await thread.ask({ kind: 'scan', ...file });
      if (answer.kind !== 'scanned') throw new TypeError(`The thread has ${answer.kind} a file.`);
      return answer.inventory;
    },
    analyze: async (prompt) => {
      const answer = await thread.ask({ kind: 'analyze', prompt });
      if (answer.kind !== 'analyzed') throw new TypeError(`The thread has ${answer.kind} a text.`);
      return answer.analysis;
    },
    dispose: () => thread.dispose(),
  };
}

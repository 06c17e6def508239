import path from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  mostPdfBytes,
  mostPdfPages,
  type PdfProblem,
  type PdfReading,
} from '../../core/data-room/pdf-reading.ts';
import { longestDocument } from '../../core/data-room/room-document.ts';
import type { PdfTask } from './pdf-task.ts';

/** Milliseconds that reading may take; a hundred pages take about one second. */
const longestReadingMs = 30_000;

/** Megabytes of the thread's heap. */
const heapLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

export interface ReadPdfOptions {
  /** Holds `pdf-worker.cjs`. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/**
 * Reads the text of a PDF file in a thread of its own, which knows no environment and is ended with the file.
 * Rejects with the signal's reason when it is aborted; whatever is wrong with the file is a reading.
 */
export async function readPdf(
  bytes: Uint8Array,
  { folder, signal, timeoutMs = longestReadingMs }: ReadPdfOptions,
): Promise<PdfReading> {
  signal?.throwIfAborted();
  if (bytes.length > mostPdfBytes) return refused('pdf-too-large');
  const workerData: PdfTask = { bytes, mostPages: mostPdfPages, mostCharacters: longestDocument };
  const worker = new Worker(path.join(folder, 'pdf-worker.cjs'), {
    workerData,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: heapLimits,
    stdout: true,
    stderr: true,
  });
  const ended = new AbortController();
  try {
    return await Promise.race([
      answerOf(worker),
      after(timeoutMs, ended.signal),
      ...(signal === undefined ? [] : [aborted(signal, ended.signal)]),
    ]);
  } finally {
    ended.abort();
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<PdfReading> {
  return new Promise((resolve, reject) => {
    worker.on('message', (reading: PdfReading) => resolve(reading));
    worker.on('error', (error) => {
      if (isOutOfMemory(error)) resolve(refused('pdf-heavy'));
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
    worker.on('exit', () => resolve(refused('pdf-broken')));
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function after(timeoutMs: number, signal: AbortSignal): Promise<PdfReading> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(refused('pdf-heavy')), timeoutMs);
    signal.addEventListener('abort', () => clearTimeout(timer));
  });
}

function aborted(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = (): void => {
      const reason: unknown = signal.reason;
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    signal.addEventListener('abort', fail, { once: true, signal: ended });
  });
}

function refused(problem: PdfProblem): PdfReading {
  return { kind: 'refused', problem };
}

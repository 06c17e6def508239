import { isPromptOpsError } from '../core/errors.ts';
import type { Engine } from '../core/engine.ts';
import { findPrompts } from '../core/source/find-prompts.ts';
import type { ScanResult } from '../core/source/prompt-site.ts';
import { findFiles } from './walk-files.ts';
import type { CommandIo } from './io.ts';
import { readInput } from './read-input.ts';

/** One scanned file. */
export interface ScannedFile {
  readonly file: string;
  readonly source: string;
  readonly result: ScanResult;
}

export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

interface ScanFilesInput {
  readonly paths: readonly string[];
  readonly includeAll: boolean;
  readonly engine: Engine;
  readonly io: CommandIo;
}

/**
 * Scans files and folders one after another. A file that cannot be read ends the scan when the person named it, and is
 * listed as skipped when it only lay in a folder.
 */
export async function* scanFiles(input: ScanFilesInput): AsyncGenerator<ScannedFile | SkippedFile> {
  const { paths, io } = input;
  for (const { file, isExplicit } of await findFiles(paths, io.workingDirectory)) {
    io.signal.throwIfAborted();
    try {
      const scanned = await scanFile(file, isExplicit, input);
      yield scanned;
      if (scanned.result.skipped !== null) yield { file, reason: scanned.result.skipped };
    } catch (error) {
      if (isExplicit || !isPromptOpsError(error)) throw error;
      if (error.reason !== 'empty-prompt') yield { file, reason: error.reason };
    }
  }
}

async function scanFile(
  file: string,
  isExplicit: boolean,
  { engine, includeAll, io }: ScanFilesInput,
): Promise<ScannedFile> {
  const { text, absolutePath } = await readInput(file, io);
  const path = absolutePath ?? file;
  const result = await findPrompts({ path, source: text, parser: engine.parser, includeAll, isExplicit });
  return { file, source: text, result };
}

export function isSkipped(item: ScannedFile | SkippedFile): item is SkippedFile {
  return 'reason' in item;
}

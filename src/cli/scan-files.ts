import { resolve } from 'node:path';
import { isPromptOpsError } from '../core/errors.ts';
import type { Engine } from '../core/engine.ts';
import type { DetectionSettings } from '../core/source/detection/detection-settings.ts';
import { findPrompts } from '../core/source/find-prompts.ts';
import type { ScanResult } from '../core/source/prompt-site.ts';
import { evidencePath } from './evidence-path.ts';
import type { CommandIo } from './io.ts';
import { createProgressLine } from './progress-line.ts';
import { readFileInput } from './read-input.ts';
import { findFiles, type FoundFile, type SkippedFile } from './walk-files.ts';

/** One file that was looked into. */
export interface ScannedFile {
  readonly file: string;
  readonly source: string;
  readonly result: ScanResult;
}

interface ScanFilesInput {
  readonly paths: readonly string[];
  readonly includeAll: boolean;
  readonly engine: Engine;
  readonly detection: DetectionSettings;
  readonly io: CommandIo;
}

/**
 * Looks into files and folders one after another. A file that cannot be read ends the scan when the person named it,
 * and is listed as skipped when it only lay in a folder; an empty one in a folder is no news.
 */
export async function* scanFiles(input: ScanFilesInput): AsyncGenerator<ScannedFile | SkippedFile> {
  const { paths, io } = input;
  const progress = createProgressLine(io);
  let count = 0;
  try {
    for await (const found of findFiles(paths, io.workingDirectory)) {
      io.signal.throwIfAborted();
      progress.show(`Scanned ${count} files · ${found.file}`);
      count += 1;
      const outcome = isSkipped(found) ? found : await scanFound(found, input);
      if (outcome !== null) yield outcome;
    }
  } finally {
    progress.clear();
  }
}

async function scanFound(found: FoundFile, input: ScanFilesInput): Promise<ScannedFile | SkippedFile | null> {
  const { file, isExplicit } = found;
  try {
    const scanned = await scanFile(found, input);
    return scanned.result.skipped === null ? scanned : { file, reason: scanned.result.skipped };
  } catch (error) {
    if (isExplicit || !isPromptOpsError(error)) throw error;
    return error.reason === 'empty-prompt' ? null : { file, reason: error.reason };
  }
}

async function scanFile(
  { file, isExplicit, root }: FoundFile,
  { engine, includeAll, detection, io }: ScanFilesInput,
): Promise<ScannedFile> {
  const { text } = await readFileInput({ file, line: null, column: null }, io);
  const { workingDirectory } = io;
  const path = evidencePath(resolve(workingDirectory, file), { workingDirectory, root });
  const { parser } = engine;
  const result = await findPrompts({ path, source: text, parser, includeAll, isExplicit, detection });
  return { file, source: text, result };
}

export function isSkipped(item: ScannedFile | FoundFile | SkippedFile): item is SkippedFile {
  return 'reason' in item;
}

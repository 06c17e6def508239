import path from 'node:path';
import { PromptOpsError } from '../../core/errors.ts';
import { formatHistory, readHistory, type HistoryFilter } from '../../core/history/history-report.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import { withoutControls } from '../../core/report/style.ts';
import { exitCodes, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { parseAddress } from '../prompt-address.ts';
import { historyPath, openCliHistory } from '../record-history.ts';
import { exportHistory, importHistory } from './carry-history.ts';

export interface HistoryOptions {
  readonly json: boolean;
  /** Identifier of the one version whose text is printed. */
  readonly show?: string;
  /** File to write the history into. */
  readonly export?: string;
  /** Bundle to add to the history. */
  readonly import?: string;
}

/** `promptops history [FILE[:LINE]]`: the versions that `optimize --write` has kept for this folder. */
export async function runHistory(
  argument: string | undefined,
  options: HistoryOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const history = openCliHistory(io);
  try {
    if (options.show !== undefined) {
      io.stdout.write(await textOfVersion(history, options.show));
      return exitCodes.done;
    }
    if (options.import !== undefined) {
      await importHistory(history, options.import, io);
      return exitCodes.done;
    }
    const filter = await toFilter(argument, io);
    if (options.export !== undefined) {
      await exportHistory(history, { filter, file: options.export }, io);
      return exitCodes.done;
    }
    const document = await readHistory(history, filter);
    if (options.json) writeJson(io, document);
    else if (argument !== undefined && document.prompts.length === 0) {
      io.stdout.write(`No versions of ${withoutControls(argument)} are kept for this folder.\n`);
    } else io.stdout.write(formatHistory(document));
    return exitCodes.done;
  } finally {
    await history.close();
  }
}

async function textOfVersion(history: HistoryStore, id: string): Promise<string> {
  const version = await history.version(id);
  if (version !== null) return version.text;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: `The history of this folder has no version ${id}.`,
    nextStep: 'Run `promptops history` for the versions that it has.',
  });
}

/** The file need not exist any more: its history does. */
async function toFilter(argument: string | undefined, io: CommandIo): Promise<HistoryFilter> {
  if (argument === undefined) return { file: null, line: null };
  const { file, line } = await parseAddress(argument, io.workingDirectory);
  return { file: historyPath(path.resolve(io.workingDirectory, file), io), line };
}

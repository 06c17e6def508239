import path from 'node:path';
import { formatHistory, readHistory, type HistoryFilter } from '../../core/history/history-report.ts';
import { exitCodes, writeJson, type CommandIo, type ExitCode } from '../io.ts';
import { parseAddress } from '../prompt-address.ts';
import { historyPath, openCliHistory } from '../record-history.ts';

export interface HistoryOptions {
  readonly json: boolean;
}

/** `promptops history [FILE[:LINE]]`: the versions that `optimize --write` has kept for this folder. */
export async function runHistory(
  argument: string | undefined,
  options: HistoryOptions,
  io: CommandIo,
): Promise<ExitCode> {
  const history = openCliHistory(io);
  try {
    const document = await readHistory(history, await toFilter(argument, io));
    if (options.json) writeJson(io, document);
    else io.stdout.write(formatHistory(document));
    return exitCodes.done;
  } finally {
    await history.close();
  }
}

/** The file need not exist any more: its history does. */
async function toFilter(argument: string | undefined, io: CommandIo): Promise<HistoryFilter> {
  if (argument === undefined) return { file: null, line: null };
  const { file, line } = await parseAddress(argument, io.workingDirectory);
  return { file: historyPath(path.resolve(io.workingDirectory, file), io), line };
}

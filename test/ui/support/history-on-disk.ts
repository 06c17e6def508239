import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { readHistory, type HistoryDocument } from '../../../src/core/history/history-report.ts';
import { SqliteHistory } from '../../../src/node/history/sqlite-history.ts';
import { randomIds, systemClock } from '../../../src/node/system.ts';

/** The history files that the extension keeps below the folder of an editor server. */
export function historyFiles(directory: string): readonly string[] {
  return globSync(path.join(directory, '**', 'promptops.promptops', 'history.db'));
}

/** What the history of the only workspace of a server holds on the disk, read beside the editor that writes it. */
export async function historyOnDisk(directory: string): Promise<HistoryDocument['prompts']> {
  const [file] = historyFiles(directory);
  if (file === undefined) return [];
  const history = new SqliteHistory({
    file,
    clock: systemClock,
    ids: randomIds,
    onNotice: (notice) => assert.fail(notice),
  });
  try {
    return (await readHistory(history, { file: null, line: null })).prompts;
  } finally {
    await history.close();
  }
}

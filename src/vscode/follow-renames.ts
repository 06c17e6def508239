import * as vscode from 'vscode';
import { describeError } from '../core/errors.ts';
import type { HistoryService } from './history-service.ts';
import { fileOf } from './workspace-files.ts';

/** Keeps the history of prompts whose file or folder is renamed or moved in the editor. */
export function followRenames(history: HistoryService, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.workspace.onDidRenameFiles(({ files }) => void moveAll(history, files, log));
}

async function moveAll(
  history: HistoryService,
  files: vscode.FileRenameEvent['files'],
  log: vscode.LogOutputChannel,
): Promise<void> {
  try {
    for (const { oldUri, newUri } of files) {
      await history.store.moveFile({ from: fileOf(oldUri), to: fileOf(newUri) });
    }
    history.announceChange();
  } catch (error) {
    log.error(`The history could not follow a renamed file: ${describeError(error)}`);
  }
}

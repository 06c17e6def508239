import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { describeError } from '../core/errors.ts';
import type { HistoryStore } from '../core/history/history-store.ts';
import { SqliteHistory } from '../node/history/sqlite-history.ts';
import { randomIds, systemClock } from '../node/system.ts';
import { sharedStoragePath } from './shared-storage.ts';

/** The history of this window, opened on first use, and the news that it has changed. */
export interface HistoryService extends vscode.Disposable {
  readonly store: HistoryStore;
  /** Where the history file lies: the storage of this workspace and profile alone. */
  readonly folder: vscode.Uri;
  readonly onDidChange: vscode.Event<void>;
  /** Bytes of the history file and its log on the disk. */
  fileBytes(): Promise<number>;
  /** To be called after anything was recorded. */
  announceChange(): void;
}

export function createHistoryService(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): HistoryService {
  const changed = new vscode.EventEmitter<void>();
  const folder = historyFolder(context, log);
  const store = new SqliteHistory({
    file: vscode.Uri.joinPath(folder, 'history.db').fsPath,
    clock: systemClock,
    ids: randomIds,
    onNotice: (notice) => {
      log.warn(notice);
      void vscode.window.showWarningMessage(notice);
    },
  });
  return {
    store,
    folder,
    onDidChange: changed.event,
    fileBytes: async () => {
      const sizes = await Promise.all(['history.db', 'history.db-wal'].map((name) => bytesOf(folder, name)));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    announceChange: () => changed.fire(),
    dispose: () => {
      changed.dispose();
      store.close().catch((error: unknown) => log.error(describeError(error)));
    },
  };
}

/** 0 for a file that is not there: the log goes when the history is closed. */
async function bytesOf(folder: vscode.Uri, name: string): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, name))).size;
  } catch {
    return 0;
  }
}

/** The workspace's own storage, the same for all its windows; a window without a workspace shares the global one. */
function historyFolder(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): vscode.Uri {
  const { storageUri } = context;
  if (storageUri !== undefined) return vscode.Uri.file(sharedStoragePath(storageUri.fsPath, existsSync));
  log.info('No folder is open: the history is kept in the global storage of the editor.');
  return context.globalStorageUri;
}

import * as vscode from 'vscode';
import { debounced } from '../history/debounced.ts';
import type { DataRoom } from './data-room.ts';

/** Waiting for a pause: saving a file fires more than once. */
const PAUSE_MS = 300;

/** Folders that are watched at a time; what lies in others is read again when the view is shown or a run begins. */
const MOST_FOLDERS = 30;

/** Shows changes of the files that documents are read from. */
export function watchRoom(room: DataRoom): vscode.Disposable {
  let watched = '';
  let watchers: vscode.Disposable[] = [];
  const refresh = debounced(PAUSE_MS, () => room.refresh());
  const unwatch = (): void => {
    for (const watcher of watchers) watcher.dispose();
  };
  const watch = async (): Promise<void> => {
    const folders = await foldersOf(room);
    const key = folders.join('\n');
    if (key === watched) return;
    watched = key;
    unwatch();
    watchers = folders.map((folder) => watchFolder(vscode.Uri.parse(folder), () => refresh.call(undefined)));
  };
  // A list that cannot be read is told by whoever shows it.
  const follow = (): void => void watch().catch(() => undefined);
  follow();
  return vscode.Disposable.from(refresh, room.onDidChange(follow), { dispose: unwatch });
}

async function foldersOf(room: DataRoom): Promise<readonly string[]> {
  const folders = (await room.documents()).flatMap(({ origin }) =>
    origin.kind === 'file' ? [vscode.Uri.joinPath(vscode.Uri.parse(origin.uri), '..').toString()] : [],
  );
  return [...new Set(folders)].sort().slice(0, MOST_FOLDERS);
}

function watchFolder(folder: vscode.Uri, onChange: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(onChange),
    watcher.onDidCreate(onChange),
    watcher.onDidDelete(onChange),
  );
}

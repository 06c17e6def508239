import * as vscode from 'vscode';
import { debounced } from '../history/debounced.ts';
import { ignoreFilesGlob } from './ignore-files.ts';
import { promptFilesGlob } from './prompt-files.ts';
import type { WorkspaceInventory } from './workspace-inventory.ts';

/** Waiting for a pause in changes of files: a checkout or an installation changes many at once. */
const PAUSE_MS = 400;

/** With more changed files than this a scan of everything is cheaper than asking about each. */
const MOST_SINGLE_FILES = 60;

/** What decides about files and numbers of the list. */
const SETTINGS = [
  'files.exclude',
  'search.exclude',
  'search.useIgnoreFiles',
  'search.useParentIgnoreFiles',
  'promptops.rules',
  'promptops.tokens',
  'promptops.detection',
];

interface FollowOptions {
  readonly inventory: WorkspaceInventory;
  /** Scans everything again; errors are its own business. */
  readonly rescan: () => void;
  readonly onError: (error: unknown) => void;
}

/** Keeps a scanned inventory true to the files: saved, created, changed outside, deleted, renamed. */
export function followFiles({ inventory, rescan, onError }: FollowOptions): vscode.Disposable {
  const waiting = new Map<string, vscode.Uri>();
  const flush = debounced(PAUSE_MS, () => {
    const uris = [...waiting.values()];
    waiting.clear();
    if (uris.length > MOST_SINGLE_FILES) rescan();
    else inventory.update(uris).catch(onError);
  });
  const note = (uri: vscode.Uri): void => {
    if (inventory.state.kind === 'none') return;
    waiting.set(uri.toString(), uri);
    flush.call(undefined);
  };
  const rescanIfScanned = (): void => {
    if (inventory.state.kind !== 'none') rescan();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(promptFilesGlob);
  const ignoreFiles = vscode.workspace.createFileSystemWatcher(ignoreFilesGlob);
  return vscode.Disposable.from(
    flush,
    watcher,
    watcher.onDidCreate(note),
    watcher.onDidChange(note),
    watcher.onDidDelete((uri) => inventory.forget(uri)),
    ignoreFiles,
    ignoreFiles.onDidCreate(rescanIfScanned),
    ignoreFiles.onDidChange(rescanIfScanned),
    ignoreFiles.onDidDelete(rescanIfScanned),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => note(uri)),
    vscode.workspace.onDidDeleteFiles((event) => {
      for (const uri of event.files) inventory.forget(uri);
    }),
    vscode.workspace.onDidRenameFiles((event) => {
      const wereKnown = event.files.map(({ oldUri }) => inventory.forget(oldUri));
      if (wereKnown.includes(true)) rescan();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(rescanIfScanned),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (SETTINGS.some((setting) => event.affectsConfiguration(setting))) rescanIfScanned();
    }),
  );
}

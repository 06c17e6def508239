import * as vscode from 'vscode';
import { openCellOf } from './notebook-cells.ts';

/**
 * A file as reports and the history name it: relative to its workspace folder, with the folder's name in front where
 * there are several; absolute outside of them. The cell of a notebook goes by the file of that.
 */
export function fileOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(fileUriOf(uri)).replaceAll('\\', '/');
}

/** The inverse of `fileOf`. */
export function resolveFile(file: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const isAbsolute = file.startsWith('/') || /^[A-Za-z]:\//u.test(file);
  const [first] = folders;
  if (first === undefined || isAbsolute) return vscode.Uri.file(file);
  if (folders.length === 1) return vscode.Uri.joinPath(first.uri, file);
  const [name = '', ...rest] = file.split('/');
  const folder = folders.find((candidate) => candidate.name === name);
  return folder === undefined
    ? vscode.Uri.joinPath(first.uri, file)
    : vscode.Uri.joinPath(folder.uri, ...rest);
}

/** A file relative to its workspace folder alone: what tells of a prompt and what globs of settings mean. */
export function pathInFolder(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(fileUriOf(uri), false).replaceAll('\\', '/');
}

function fileUriOf(uri: vscode.Uri): vscode.Uri {
  return openCellOf(uri)?.notebook.uri ?? uri;
}

import * as vscode from 'vscode';
import { kindOfFile } from '../../core/data-room/room-document.ts';

/** Files that one folder may add, and how deep it is looked into. */
const mostFiles = 100;
const deepest = 6;

/** What was found below what a person has named. */
export interface CollectedFiles {
  readonly files: readonly vscode.Uri[];
  /** True when a folder holds more files than are taken. */
  readonly isCut: boolean;
}

/**
 * Files as they are, folders by the documents in them. Hidden folders and those of packages are left out, and so are
 * links within folders: they may lead out of what was named.
 */
export async function collectFiles(uris: readonly vscode.Uri[]): Promise<CollectedFiles> {
  const files: vscode.Uri[] = [];
  for (const uri of uris) {
    if (await isFolder(uri)) await collectFolder(uri, files, deepest);
    else files.push(uri);
    if (files.length > mostFiles) return { files: files.slice(0, mostFiles), isCut: true };
  }
  return { files, isCut: false };
}

async function collectFolder(folder: vscode.Uri, files: vscode.Uri[], depth: number): Promise<void> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, type] of entries) {
    if (files.length > mostFiles) return;
    const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
    if (isLink || name.startsWith('.') || name === 'node_modules') continue;
    const uri = vscode.Uri.joinPath(folder, name);
    if (type === vscode.FileType.Directory && depth > 0) await collectFolder(uri, files, depth - 1);
    if (type === vscode.FileType.File && kindOfFile(name) !== null) files.push(uri);
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    // What is not there is told when it is read.
    return false;
  }
}

import * as vscode from 'vscode';
import { isIgnoredWithin, parseIgnoreFile, type IgnoreFile } from '../../core/files/ignore-rules.ts';

/** The files that say what the search leaves out. */
export const ignoreFilesGlob = '**/{.gitignore,.ignore}';

/** Of one folder both files hold; what `.ignore` says goes before `.gitignore`. */
const FILE_NAMES = ['.gitignore', '.ignore'];

/** More ignore files than this are no workspace of one's own code. */
const MOST_FILES = 2_000;

/**
 * Reads the ignore files of a workspace folder, and of the folders around it, as far as the settings of the search ask
 * for them. The result says whether a file of the folder is ignored.
 */
export async function readIgnoreFiles(
  folder: vscode.WorkspaceFolder,
  exclude: string,
  token?: vscode.CancellationToken,
): Promise<(uri: vscode.Uri) => boolean> {
  const search = vscode.workspace.getConfiguration('search', folder.uri);
  if (!search.get<boolean>('useIgnoreFiles', true)) return () => false;
  const around = search.get<boolean>('useParentIgnoreFiles', false) ? foldersAround(folder.uri) : [];
  const root = around[0] ?? folder.uri;
  const pattern = new vscode.RelativePattern(folder, ignoreFilesGlob);
  const below = await vscode.workspace.findFiles(pattern, exclude, MOST_FILES, token);
  const above = around.flatMap((each) => FILE_NAMES.map((name) => vscode.Uri.joinPath(each, name)));
  const files = await Promise.all([...above, ...below.sort(byDepth)].map((uri) => readIgnoreFile(root, uri)));
  const known = files.filter((file) => file !== null);
  return (uri) => isIgnoredWithin(known, relativePath(root, uri));
}

/** A file relative to a workspace folder. */
export function pathIn(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return relativePath(folder.uri, uri);
}

function relativePath(root: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(root.path.length).replace(/^\//u, '');
}

/** From the outermost folder inwards, the workspace folder itself left out. */
function foldersAround(folder: vscode.Uri): readonly vscode.Uri[] {
  const around: vscode.Uri[] = [];
  for (let { path } = folder; path.lastIndexOf('/') > 0;) {
    path = path.slice(0, path.lastIndexOf('/'));
    around.unshift(folder.with({ path }));
  }
  return around;
}

/** The outer folder first, and in one folder `.gitignore` first. */
function byDepth(a: vscode.Uri, b: vscode.Uri): number {
  const depth = (uri: vscode.Uri): number => uri.path.split('/').length;
  return depth(a) - depth(b) || (a.path < b.path ? -1 : 1);
}

async function readIgnoreFile(root: vscode.Uri, uri: vscode.Uri): Promise<IgnoreFile | null> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const path = relativePath(root, uri);
    return parseIgnoreFile(path.slice(0, Math.max(0, path.lastIndexOf('/'))), text);
  } catch {
    // One that is not there, or cannot be read, ignores nothing.
    return null;
  }
}

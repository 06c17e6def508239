import * as vscode from 'vscode';
import { languages, languageOfPath } from '../../core/source/languages.ts';
import {
  conditionsOf,
  escapeGlob,
  excludeGlob,
  excludingSiblings,
  type ExcludeSetting,
} from './exclude-glob.ts';
import { pathIn, readIgnoreFiles } from './ignore-files.ts';

/** More files than this are no workspace of one's own code. */
const MOST_FILES = 20_000;

/** Folders that hold nothing that people wrote, whatever the settings say; the command line leaves out the same. */
const FOREIGN_FOLDERS = [
  '**/.git',
  '**/node_modules',
  '**/dist',
  '**/build',
  '**/out',
  '**/vendor',
  '**/target',
  '**/__pycache__',
  '**/venv',
  '**/.venv',
];

/** Every file that the product has a language for. */
export const promptFilesGlob = `**/*{${languages.flatMap(({ extensions }) => extensions).join(',')}}`;

/** The files of the workspace in which prompts are looked for, left out as the search leaves files out; sorted. */
export async function findPromptFiles(token: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = await Promise.all(folders.map((folder) => findInFolder(folder, token)));
  const unique = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, uri]) => uri);
}

async function findInFolder(
  folder: vscode.WorkspaceFolder,
  token: vscode.CancellationToken,
): Promise<readonly vscode.Uri[]> {
  const exclude = excludeOf(folder);
  const pattern = new vscode.RelativePattern(folder, promptFilesGlob);
  const [uris, ignore] = await Promise.all([
    vscode.workspace.findFiles(pattern, exclude, MOST_FILES, token),
    readIgnoreFiles(folder, exclude, token),
  ]);
  const present = new Set(uris.map((uri) => uri.path));
  const left = uris.filter((uri) => !ignore(uri));
  const isExcluded = await Promise.all(left.map((uri) => isBesideExcluding(folder, uri, present)));
  return left.filter((_, index) => isExcluded[index] === false);
}

/** Whether a scan of the workspace would look into this file. */
export async function isPromptFile(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined || languageOfPath(uri.path) === null) return false;
  const exclude = excludeOf(folder);
  const pattern = new vscode.RelativePattern(folder, escapeGlob(pathIn(folder, uri)));
  if ((await vscode.workspace.findFiles(pattern, exclude, 1)).length === 0) return false;
  const ignore = await readIgnoreFiles(folder, exclude);
  return !ignore(uri) && !(await isBesideExcluding(folder, uri, new Set()));
}

function settingsOf(folder: vscode.WorkspaceFolder): readonly ExcludeSetting[] {
  return ['files', 'search'].map((section) =>
    vscode.workspace.getConfiguration(section, folder.uri).get<ExcludeSetting>('exclude', {}),
  );
}

function excludeOf(folder: vscode.WorkspaceFolder): string {
  return excludeGlob(settingsOf(folder), FOREIGN_FOLDERS);
}

/** Whether a file stands beside another one for which the settings exclude it; `present` are paths known to exist. */
async function isBesideExcluding(
  folder: vscode.WorkspaceFolder,
  uri: vscode.Uri,
  present: ReadonlySet<string>,
): Promise<boolean> {
  const conditions = conditionsOf(settingsOf(folder));
  for (const sibling of excludingSiblings(conditions, pathIn(folder, uri))) {
    const other = vscode.Uri.joinPath(folder.uri, sibling);
    if (present.has(other.path) || (await exists(other))) return true;
  }
  return false;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

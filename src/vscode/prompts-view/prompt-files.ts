import * as vscode from 'vscode';
import { languages, languageOfPath } from '../../core/source/languages.ts';
import { escapeGlob, excludeGlob, type ExcludeSetting } from './exclude-glob.ts';

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
  const found = await Promise.all(
    folders.map((folder) =>
      vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, promptFilesGlob),
        excludeOf(folder),
        MOST_FILES,
        token,
      ),
    ),
  );
  const unique = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, uri]) => uri);
}

/** Whether a scan of the workspace would look into this file. */
export async function isPromptFile(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined || languageOfPath(uri.path) === null) return false;
  const path = uri.path.slice(folder.uri.path.length).replace(/^\//u, '');
  const pattern = new vscode.RelativePattern(folder, escapeGlob(path));
  return (await vscode.workspace.findFiles(pattern, excludeOf(folder), 1)).length > 0;
}

function excludeOf(folder: vscode.WorkspaceFolder): string {
  const settings = ['files', 'search'].map((section) =>
    vscode.workspace.getConfiguration(section, folder.uri).get<ExcludeSetting>('exclude', {}),
  );
  return excludeGlob(settings, FOREIGN_FOLDERS);
}

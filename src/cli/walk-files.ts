import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError } from '../core/errors.ts';
import { languageOfPath } from '../core/source/languages.ts';

/** Folders that hold nothing that people wrote; hidden ones are left out as well. */
const skippedFolders = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'vendor',
  'target',
  '__pycache__',
  'venv',
]);

/** A file to look into; `isExplicit` when the person named it itself. */
export interface FoundFile {
  readonly file: string;
  readonly isExplicit: boolean;
}

/**
 * The files behind the paths of a command line: files as named, folders with everything below them that may hold a
 * prompt, sorted by name.
 * @throws PromptOpsError `file-not-found`.
 */
export async function findFiles(paths: readonly string[], folder: string): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const name of paths) {
    const isFolder = await isDirectory(name, folder);
    const files = isFolder ? await filesBelow(name, folder) : [name];
    for (const file of files) found.set(path.resolve(folder, file), { file, isExplicit: !isFolder });
  }
  return [...found.values()];
}

async function isDirectory(name: string, folder: string): Promise<boolean> {
  try {
    return (await stat(path.resolve(folder, name))).isDirectory();
  } catch (cause) {
    throw new PromptOpsError({
      reason: 'file-not-found',
      message: `${name} does not exist.`,
      nextStep: 'Check the path.',
      cause,
    });
  }
}

async function filesBelow(name: string, folder: string): Promise<string[]> {
  const files: string[] = [];
  const entries = await readdir(path.resolve(folder, name), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = path.join(name, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && !skippedFolders.has(entry.name)) {
      files.push(...(await filesBelow(child, folder)));
    } else if (entry.isFile() && languageOfPath(entry.name) !== null) {
      files.push(child);
    }
  }
  return files;
}

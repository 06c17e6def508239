import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { languageOfPath } from '../core/source/languages.ts';
import { fileNotFound } from './read-input.ts';

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

/** A file or folder that was left out. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/**
 * The files behind the paths of a command line, each once: files as named, folders with everything below them that may
 * hold a prompt, sorted by name. A folder that cannot be listed is skipped.
 * @throws PromptOpsError `file-not-found` before the first file when a path does not exist.
 */
export async function* findFiles(
  paths: readonly string[],
  folder: string,
): AsyncGenerator<FoundFile | SkippedFile> {
  const folders = await Promise.all(paths.map((name) => isDirectory(name, folder)));
  // A named file stays named, also when one of the folders holds it.
  const named = new Set(
    paths.filter((_, index) => folders[index] === false).map((file) => path.resolve(folder, file)),
  );
  const seen = new Set<string>();
  for (const [index, name] of paths.entries()) {
    const files = folders[index] === true ? filesBelow(name, folder) : [{ file: name, isExplicit: true }];
    for await (const found of files) {
      const absolutePath = path.resolve(folder, found.file);
      const isLater = folders[index] === true && named.has(absolutePath);
      if (isLater || seen.has(absolutePath)) continue;
      seen.add(absolutePath);
      yield found;
    }
  }
}

async function isDirectory(name: string, folder: string): Promise<boolean> {
  try {
    return (await stat(path.resolve(folder, name))).isDirectory();
  } catch (cause) {
    throw fileNotFound(name, cause);
  }
}

async function* filesBelow(name: string, folder: string): AsyncGenerator<FoundFile | SkippedFile> {
  const entries = await entriesOf(path.resolve(folder, name));
  if (entries === null) yield { file: name, reason: 'file-unreadable' };
  for (const entry of entries ?? []) {
    const child = path.join(name, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && !skippedFolders.has(entry.name)) {
      yield* filesBelow(child, folder);
    } else if (entry.isFile() && languageOfPath(entry.name) !== null) {
      yield { file: child, isExplicit: false };
    }
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // The caller lists it as skipped.
    return null;
  }
}

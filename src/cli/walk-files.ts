import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { languageOfPath } from '../core/source/languages.ts';
import { isIgnored, type IgnoreFile } from '../core/files/ignore-rules.ts';
import { ignoreFilesAround, ignoreFilesIn, toSlashes } from './ignore-files.ts';
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
  /** The folder that the person named, for a file that lies in one; null for a file that they named. */
  readonly root: string | null;
}

/** A file or folder that was left out. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/**
 * The files behind the paths of a command line, each once: files as named, folders with everything below them that may
 * hold a prompt, sorted by name. What `.gitignore` and `.ignore` leave out is left out; a folder that cannot be listed is
 * skipped.
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
    const files =
      folders[index] === true ? filesOf(name, folder) : [{ file: name, isExplicit: true, root: null }];
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

interface Walk {
  /** The folder as it was named. */
  readonly root: string;
  readonly workingDirectory: string;
  /** The outermost folder whose ignore files hold. */
  readonly top: string;
}

async function* filesOf(root: string, workingDirectory: string): AsyncGenerator<FoundFile | SkippedFile> {
  const start = path.resolve(workingDirectory, root);
  const { top, files } = await ignoreFilesAround(start);
  yield* filesBelow({ root, workingDirectory, top }, root, files);
}

async function* filesBelow(
  walk: Walk,
  name: string,
  outer: readonly IgnoreFile[],
): AsyncGenerator<FoundFile | SkippedFile> {
  const folder = path.resolve(walk.workingDirectory, name);
  const entries = await entriesOf(folder);
  if (entries === null) yield { file: name, reason: 'file-unreadable' };
  const files = [...outer, ...(await ignoreFilesIn(folder, walk.top))];
  for (const entry of entries ?? []) {
    const child = path.join(name, entry.name);
    const isFolder = entry.isDirectory();
    const isWanted = isFolder
      ? !entry.name.startsWith('.') && !skippedFolders.has(entry.name)
      : entry.isFile() && languageOfPath(entry.name) !== null;
    const relative = toSlashes(path.relative(walk.top, path.join(folder, entry.name)));
    if (!isWanted || isIgnored(files, { path: relative, isFolder })) continue;
    if (isFolder) yield* filesBelow(walk, child, files);
    else yield { file: child, isExplicit: false, root: walk.root };
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

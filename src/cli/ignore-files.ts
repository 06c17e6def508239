import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseIgnoreFile, type IgnoreFile } from '../core/files/ignore-rules.ts';

/** Of one folder both hold; what `.ignore` says goes before `.gitignore`. */
const fileNames = ['.gitignore', '.ignore'];

/** The ignore files of the folders around one, from the top of its repository inwards; `top` is that repository. */
export async function ignoreFilesAround(
  folder: string,
): Promise<{ readonly top: string; readonly files: readonly IgnoreFile[] }> {
  const around: string[] = [];
  let current = folder;
  while (!(await exists(path.join(current, '.git')))) {
    const parent = path.dirname(current);
    // Outside of a repository only what is below the named folder holds.
    if (parent === current) return { top: folder, files: [] };
    around.unshift(parent);
    current = parent;
  }
  const files = await Promise.all(around.map((each) => ignoreFilesIn(each, current)));
  return { top: current, files: files.flat() };
}

/** The ignore files that stand in one folder. Those that cannot be read ignore nothing. */
export async function ignoreFilesIn(folder: string, top: string): Promise<readonly IgnoreFile[]> {
  const texts = await Promise.all(fileNames.map((name) => readIfThere(path.join(folder, name))));
  const relative = toSlashes(path.relative(top, folder));
  return texts.filter((text) => text !== null).map((text) => parseIgnoreFile(relative, text));
}

/** A path as ignore files write it. */
export function toSlashes(file: string): string {
  return file.split(path.sep).join('/');
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

import type { CasePlace } from '../evaluation-case.ts';
import { invalidTests } from './invalid-tests.ts';

/**
 * The files that a test configuration may name, given by the host. Paths are relative to one folder and separated by
 * `/`; nothing above that folder is ever asked for, and the host refuses links that lead out of it.
 */
export interface CaseFiles {
  /** @throws PromptOpsError with the reason why there is no text. */
  read(path: string): Promise<string>;
  /** Names of the files in a folder, sorted; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

/**
 * The path of a file that a configuration in `folder` names, with or without `file://`.
 * @throws PromptOpsError `invalid-tests` when it leads out of the folder of the files.
 */
export function resolveReference(reference: string, folder: string, place: CasePlace): string {
  const path = reference.replace(/^file:\/\//, '').replaceAll('\\', '/');
  const isAbsolute = /^(?:\/|~|[A-Za-z]:)/.test(path) || path.includes('\0');
  const steps: string[] = folder === '' ? [] : folder.split('/');
  let isOutside = isAbsolute;
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) isOutside = true;
  }
  if (!isOutside) return steps.join('/');
  throw invalidTests(
    place,
    `${path} lies outside of the folder`,
    'Name a file inside of it, relative to the configuration; nothing else is read.',
  );
}

/** The folder of a path; empty for the topmost one. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Files that one reference may stand for. */
const mostFiles = 1000;

/**
 * The paths that a reference stands for: one, or with `*` in the name of the file all that fit, sorted by name.
 * @throws PromptOpsError `invalid-tests`.
 */
export async function expandReference(
  path: string,
  files: CaseFiles,
  place: CasePlace,
): Promise<readonly string[]> {
  if (!/[*?[\]{}]/.test(path)) return [path];
  const folder = folderOf(path);
  const name = path.slice(folder === '' ? 0 : folder.length + 1);
  if (/[*?[\]{}]/.test(folder) || /[?[\]{}]|\*\*/.test(name)) {
    throw invalidTests(
      place,
      `${path} is a pattern that is not supported`,
      'Use `*` in the name of the file alone.',
    );
  }
  const found = (await files.list(folder)).filter((file) => fitsPattern(file, name));
  if (found.length === 0) throw invalidTests(place, `no file fits ${path}`, 'Check the path.');
  if (found.length > mostFiles) {
    throw invalidTests(place, `${found.length} files fit ${path}`, `Name at most ${mostFiles}.`);
  }
  return found.map((file) => (folder === '' ? file : `${folder}/${file}`));
}

/** Whether a name fits a pattern with `*`: each part between the stars is looked for after the one before. */
function fitsPattern(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= name.length - last.length;
}

import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { PromptOpsError, type FailureReason } from '../core/errors.ts';
import type { CaseFiles } from '../core/evaluation/cases/config/case-files.ts';

/** Bytes above which a file is no file of tests. */
const mostBytes = 20 * 1024 * 1024;

/** The files below a folder. Links that lead out of it are refused, whatever the paths look like. */
export function createCaseFiles(folder: string): CaseFiles {
  return {
    read: async (file) => {
      const inside = await insidePath(folder, file);
      return decode(file, await readBytes(file, inside));
    },
    list: async (name) => {
      try {
        const entries = await readdir(await insidePath(folder, name), { withFileTypes: true });
        return entries
          .filter((entry) => !entry.isDirectory())
          .map((entry) => entry.name)
          .sort();
      } catch (error) {
        // No such folder holds no files; one that lies outside is refused.
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
        throw error;
      }
    },
  };
}

async function insidePath(folder: string, file: string): Promise<string> {
  const root = await realpath(folder);
  const real = await realpath(path.join(root, file)).catch((cause: unknown) => {
    throw file === '' ? cause : unreadable(file, cause);
  });
  const relative = path.relative(root, real);
  const isOutside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
  if (!isOutside) return real;
  throw failure('file-unreadable', `${file} is a link that leads out of the folder.`, 'Copy the file.');
}

async function readBytes(file: string, real: string): Promise<Uint8Array> {
  try {
    const information = await stat(real);
    if (information.isDirectory())
      throw failure('file-unreadable', `${file} is a folder.`, 'Name a file in it.');
    // A pipe or a device would never end.
    if (!information.isFile()) throw failure('file-unreadable', `${file} is no file.`, 'Name a text file.');
    if (information.size > mostBytes) {
      throw failure('file-too-large', `${file} is larger than 20 MB.`, 'Name a smaller file.');
    }
    return await readFile(real);
  } catch (cause) {
    throw cause instanceof PromptOpsError ? cause : unreadable(file, cause);
  }
}

function decode(file: string, bytes: Uint8Array): string {
  const notText = failure('not-text', `${file} is no text in UTF-8.`, 'Save it as UTF-8.');
  if (bytes.includes(0)) throw notText;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notText;
  }
}

function unreadable(file: string, cause: unknown): PromptOpsError {
  const code = codeOf(cause);
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? failure('file-not-found', `${file} does not exist.`, 'Check the path.', cause)
    : failure(
        'file-unreadable',
        `${file} cannot be read: ${code ?? String(cause)}.`,
        'Check its permissions.',
        cause,
      );
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

function failure(reason: FailureReason, message: string, nextStep: string, cause?: unknown): PromptOpsError {
  return new PromptOpsError({ reason, message, nextStep, cause });
}

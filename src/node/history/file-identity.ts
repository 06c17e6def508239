import { statSync } from 'node:fs';
import { classifyFailure } from './sqlite-failures.ts';

/** Which file stands at a path: another one has another identity. Null when there is none. */
export function identityOf(file: string): string | null {
  try {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
  } catch (error) {
    // A part of the path that is no folder any more (ENOTDIR) means the same as no file.
    if (classifyFailure(error) === 'not-openable') return null;
    throw error;
  }
}

/** An empty file younger than this is one that another process is just making. */
const BEING_MADE_MS = 10_000;

/** SQLite takes an empty file for a new database, which would hide that a history was cut down to nothing. */
export function wasEmptied(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size === 0 && Date.now() - stats.mtimeMs > BEING_MADE_MS;
}

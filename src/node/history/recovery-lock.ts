import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** A lock this old was left by another machine or a process that hangs. */
const STALE_AFTER_MS = 60_000;

/**
 * Does `work` while no other process repairs or replaces the history file. Returns null, with nothing done, when
 * another process is at it.
 */
export function withRecoveryLock<Result>(file: string, work: () => Result): Result | null {
  if (isBeingRecovered(file)) return null;
  const lock = lockOf(file);
  rmSync(lock, { force: true });
  try {
    // `wx` makes the file or fails when another process was faster.
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (isExisting(error)) return null;
    throw error;
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether a living process is repairing or replacing the file: nothing may be written to it meanwhile. */
export function isBeingRecovered(file: string): boolean {
  const stats = statSync(lockOf(file), { throwIfNoEntry: false });
  if (stats === undefined) return false;
  return Date.now() - stats.mtimeMs < STALE_AFTER_MS && isAlive(ownerOf(file));
}

function lockOf(file: string): string {
  return `${file}.recovery`;
}

/** The process in a lock; null while it is being written or when it has just gone. */
function ownerOf(file: string): number | null {
  try {
    const owner = Number(readFileSync(lockOf(file), 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : null;
  } catch {
    return null;
  }
}

function isAlive(owner: number | null): boolean {
  if (owner === null) return true;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

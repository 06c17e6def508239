import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from './connection.ts';
import { identityOf } from './file-identity.ts';
import { withRecoveryLock } from './recovery-lock.ts';
import { salvage } from './salvage.ts';

/** The files that make up a database: itself, its log and the index of the log. */
const SUFFIXES = ['', '-wal', '-shm'] as const;

interface Replacement {
  readonly file: string;
  /** Which file was found damaged: one that has taken its place since is left alone. */
  readonly identity: string | null;
  readonly openNew: (file: string) => Connection;
}

/**
 * Fills a new history file with every record of a damaged one that can still be read, then moves the damaged one, with
 * its log, out of the way. Returns what to tell a person, or null when another process has done it or is doing it.
 */
export function setDamagedFileAside({ file, identity, openNew }: Replacement): string | null {
  return withRecoveryLock(file, () => {
    if (identity === null || identityOf(file) !== identity) return null;
    const filled = fillNew(file, (target) => salvage(file, target), openNew);
    const aside = freeName(file);
    // The log first: a new file beside an old log would be read together with it.
    for (const suffix of ['-wal', '-shm', ''] as const) moveIfThere(file + suffix, aside + suffix);
    renameSync(filled.file, file);
    return `The history file ${file} was damaged. It was moved to ${aside}; ${countText(filled.result)} recovered from it.`;
  });
}

/**
 * Writes a history file again that was deleted while `connection` had it open: what is open is still whole. Returns
 * what to tell a person, or null when there is a file again.
 */
export function rewriteVanishedFile(file: string, connection: Connection): string | null {
  mkdirSync(dirname(file), { recursive: true });
  return withRecoveryLock(file, () => {
    if (identityOf(file) !== null) return null;
    const filling = `${file}.new`;
    removeDatabase(filling);
    connection.statement('VACUUM INTO ?').run(filling);
    for (const suffix of ['-wal', '-shm'] as const) rmSync(file + suffix, { force: true });
    renameSync(filling, file);
    return `The history file ${file} was deleted while it was in use. It was written again with all its versions.`;
  });
}

/** The new file is made under another name: other processes see it complete or not at all. */
function fillNew<Result>(
  file: string,
  fill: (target: Connection) => Result,
  openNew: (file: string) => Connection,
): { readonly file: string; readonly result: Result } {
  const filling = `${file}.new`;
  removeDatabase(filling);
  const target = openNew(filling);
  try {
    return { file: filling, result: fill(target) };
  } finally {
    target.close();
  }
}

function removeDatabase(file: string): void {
  for (const suffix of SUFFIXES) rmSync(file + suffix, { force: true });
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

function freeName(file: string): string {
  const base = `${file}.damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  let name = base;
  for (let number = 2; existsSync(name); number += 1) name = `${base}-${number}`;
  return name;
}

function countText(count: number): string {
  return count === 1 ? '1 version was' : `${count} versions were`;
}

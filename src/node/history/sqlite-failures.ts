import { isPromptOpsError, PromptOpsError } from '../../core/errors.ts';

/** What is wrong with a history file, as far as it makes a difference to what happens next. */
export type SqliteFailure = 'busy' | 'damaged' | 'full' | 'read-only' | 'not-openable' | 'disk' | 'other';

/** A row or a text that cannot be what was written. */
export class DamagedRecordError extends Error {}

/** Another process is doing something to the file that has to be waited for. */
export class BusyError extends Error {}

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. */
const FAILURES: Readonly<Record<number, SqliteFailure>> = {
  3: 'not-openable',
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'disk',
  11: 'damaged',
  13: 'full',
  14: 'not-openable',
  26: 'damaged',
};

/** Error codes of the file system that a folder or file can answer with before SQLite is reached. */
const SYSTEM_FAILURES: Readonly<Record<string, SqliteFailure>> = {
  EACCES: 'not-openable',
  EPERM: 'not-openable',
  ENOTDIR: 'not-openable',
  EISDIR: 'not-openable',
  ENOENT: 'not-openable',
  EEXIST: 'not-openable',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EIO: 'disk',
};

export function classifyFailure(error: unknown): SqliteFailure {
  if (error instanceof DamagedRecordError) return 'damaged';
  if (error instanceof BusyError) return 'busy';
  if (!(error instanceof Error)) return 'other';
  if ('errcode' in error && typeof error.errcode === 'number') {
    // The low byte is the primary code; the rest of an extended code refines it.
    return FAILURES[error.errcode & 0xff] ?? 'other';
  }
  if ('code' in error && typeof error.code === 'string') return SYSTEM_FAILURES[error.code] ?? 'other';
  return 'other';
}

const EXPLANATIONS: Readonly<Record<Exclude<SqliteFailure, 'other'>, { what: string; next: string }>> = {
  busy: {
    what: 'is locked by another program',
    next: 'Close other windows and programs that use it, then try again.',
  },
  damaged: { what: 'is damaged', next: 'Move it away and try again: a new one is made.' },
  full: { what: 'cannot grow: the disk is full', next: 'Free some space, then try again.' },
  'read-only': { what: 'cannot be written', next: 'Make the file and its folder writable, then try again.' },
  'not-openable': {
    what: 'cannot be opened',
    next: 'Make sure that its folder exists and is writable, then try again.',
  },
  disk: {
    what: 'cannot be read or written: the disk reports an error',
    next: 'Check the disk, then try again.',
  },
};

/** The error that people see; what is no failure of the history (a bug) is returned as it is. */
export function historyError(error: unknown, file: string): unknown {
  if (isPromptOpsError(error)) return error;
  const failure = classifyFailure(error);
  if (failure === 'other') return error;
  const { what, next } = EXPLANATIONS[failure];
  return new PromptOpsError({
    reason: 'history-unavailable',
    message: `The history file ${file} ${what}.`,
    nextStep: next,
    cause: error,
  });
}

import type * as Sqlite from 'node:sqlite';
import { PromptOpsError } from '../../core/errors.ts';

export type SqliteModule = typeof Sqlite;

/**
 * Loads Node's own SQLite on first use. Older Nodes announce it as experimental on standard error, where it would look
 * like a fault of ours: that one warning is dropped, and only while the module loads.
 * @throws PromptOpsError `history-unavailable` when this Node has no SQLite.
 */
export function loadSqlite(): SqliteModule {
  const announced = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  const emitWarning = process.emitWarning.bind(process) as (...details: unknown[]) => void;
  process.emitWarning = (...details: unknown[]): void => {
    if (!String(details[0]).startsWith('SQLite is an experimental')) emitWarning(...details);
  };
  try {
    return findBuiltin();
  } finally {
    if (announced === undefined) Reflect.deleteProperty(process, 'emitWarning');
    else Object.defineProperty(process, 'emitWarning', announced);
  }
}

function findBuiltin(): SqliteModule {
  // Nodes before 20.16 lack the function itself, which the types do not know.
  const { getBuiltinModule } = process as { readonly getBuiltinModule?: (name: string) => unknown };
  const sqlite = getBuiltinModule?.('node:sqlite') as SqliteModule | undefined;
  if (sqlite !== undefined) return sqlite;
  throw new PromptOpsError({
    reason: 'history-unavailable',
    message: `Node ${process.versions.node} has no SQLite, so there is no version history.`,
    nextStep: 'Use Node 22.15 or later.',
  });
}

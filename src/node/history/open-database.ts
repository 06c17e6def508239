import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Connection } from './connection.ts';
import { identityOf } from './file-identity.ts';
import { MIGRATIONS, migrate, schemaVersion } from './schema.ts';
import { classifyFailure } from './sqlite-failures.ts';

/** Opens a file, made when missing, at the newest schema. One that cannot be written is opened for reading. */
export function openDatabase(file: string): Connection {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return prepared(new Connection(file, { readOnly: false }));
  } catch (error) {
    const failure = classifyFailure(error);
    if (failure !== 'read-only' && failure !== 'not-openable') throw error;
    return openForReading(file, error);
  }
}

/**
 * In a folder that cannot be written, SQLite cannot make the index of the log, so the file is read without its log.
 * That is right only when the log is empty, as it is after the last window was closed in good order.
 */
function openForReading(file: string, reason: unknown): Connection {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (identityOf(file) === null || (log !== undefined && log.size > 0)) throw reason;
  return closedOnFailure(new Connection(file, { readOnly: true, unchanging: true }), (connection) => {
    if (schemaVersion(connection) !== MIGRATIONS.length) throw reason;
  });
}

function prepared(connection: Connection): Connection {
  return closedOnFailure(connection, () => {
    // Takes effect in a new file only. Texts of 2 KB fill half of SQLite's usual pages and leave the rest empty.
    connection.execute('PRAGMA page_size = 16384');
    connection.execute('PRAGMA journal_mode = WAL');
    // FULL: a commit is on the disk when it returns, so that a version is kept before the file it came from is edited.
    connection.execute('PRAGMA synchronous = FULL');
    connection.execute('PRAGMA foreign_keys = ON');
    migrate(connection);
  });
}

function closedOnFailure(connection: Connection, prepare: (connection: Connection) => void): Connection {
  try {
    prepare(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

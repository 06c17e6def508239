import { mkdirSync } from 'node:fs';
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

function openForReading(file: string, reason: unknown): Connection {
  if (identityOf(file) === null) throw reason;
  const connection = new Connection(file, { readOnly: true });
  if (schemaVersion(connection) === MIGRATIONS.length) return connection;
  connection.close();
  throw reason;
}

function prepared(connection: Connection): Connection {
  try {
    // Takes effect in a new file only. Texts of 2 KB fill half of SQLite's usual pages and leave the rest empty.
    connection.execute('PRAGMA page_size = 16384');
    connection.execute('PRAGMA journal_mode = WAL');
    // FULL: a commit is on the disk when it returns, so that a version is kept before the file it came from is edited.
    connection.execute('PRAGMA synchronous = FULL');
    connection.execute('PRAGMA foreign_keys = ON');
    migrate(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

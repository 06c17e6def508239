import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { loadSqlite } from './load-sqlite.ts';

/** How long SQLite itself waits for a lock. Short, since it blocks the thread; the caller waits on between tries. */
const LOCK_WAIT_MS = 50;

/** An open history file with its prepared statements. */
export class Connection {
  readonly file: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** `unchanging` promises that nobody writes, which lets SQLite do without the files beside a database. */
  constructor(file: string, mode: { readonly readOnly: boolean; readonly unchanging?: boolean }) {
    const { DatabaseSync } = loadSqlite();
    const { readOnly, unchanging = false } = mode;
    const url = pathToFileURL(file);
    if (unchanging) url.searchParams.set('immutable', '1');
    this.file = file;
    this.#database = new DatabaseSync(unchanging ? url : file, { readOnly, timeout: LOCK_WAIT_MS });
  }

  /** Runs statements that return nothing. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  /** The prepared form of `sql`, made on first use. `sql` is a constant of the program, never built from data. */
  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Does `work` in one transaction that takes the write lock at once, so that it cannot fail half-way. */
  transaction<Result>(work: () => Result): Result {
    this.execute('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.execute('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** Some errors have ended the transaction already, and then there is nothing to roll back: the first error counts. */
  #rollBack(): void {
    try {
      this.execute('ROLLBACK');
    } catch {
      return;
    }
  }
}

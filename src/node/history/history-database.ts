import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { identityOf, wasEmptied } from './file-identity.ts';
import { openDatabase } from './open-database.ts';
import { isBeingRecovered } from './recovery-lock.ts';
import { rewriteVanishedFile, setDamagedFileAside } from './set-aside.ts';
import { BusyError, classifyFailure, historyError, type SqliteFailure } from './sqlite-failures.ts';

/** How long a call waits for a lock that another window or the command line holds. */
const GIVE_UP_AFTER_MS = 15_000;

export interface DatabaseOptions {
  /** Path of the history file; it and its folders are made when missing. */
  readonly file: string;
  /** Told, in a sentence or two, when a damaged or deleted file was replaced. */
  readonly onNotice: (notice: string) => void;
}

/**
 * The history file of a workspace. It is opened on first use, and again whenever another file has taken its place;
 * locks are waited for without blocking the thread; a damaged file is set aside, what is readable goes into a new one.
 */
export class HistoryDatabase {
  readonly #options: DatabaseOptions;
  #connection: Connection | null = null;
  /** The file that `#connection` has open, or that was there when opening failed. */
  #identity: string | null = null;

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** Runs `work` outside of a transaction. It may run more than once. */
  read<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.#perform(work);
  }

  /** Runs `work` in one durable transaction. It may run more than once; the result is of the last time. */
  write<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.#perform((connection) => connection.transaction(() => work(connection)));
  }

  close(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
  }

  async #perform<Result>(work: (connection: Connection) => Result): Promise<Result> {
    const deadline = performance.now() + GIVE_UP_AFTER_MS;
    let repairs = 0;
    for (;;) {
      try {
        const result = work(this.#current());
        // Written into a file that is being replaced: the work is done again in the one that takes its place.
        if (this.#isInPlace()) return result;
      } catch (error) {
        const failure = classifyFailure(error);
        if (failure === 'damaged' && repairs === 0) repairs += this.#setAside() ? 1 : 0;
        else if (failure !== 'busy' || performance.now() > deadline) throw this.#fail(error, failure);
      }
      // A random pause keeps several waiting processes from meeting again.
      await delay(2 + Math.random() * 20);
    }
  }

  #current(): Connection {
    const { file, onNotice } = this.#options;
    if (isBeingRecovered(file)) throw new BusyError(`${file} is being recovered by another process.`);
    if (this.#connection !== null && identityOf(file) !== this.#identity) {
      const notice = rewriteVanishedFile(file, this.#connection);
      if (notice !== null) onNotice(notice);
      this.close();
    }
    this.#connection ??= this.#openFile(file);
    return this.#connection;
  }

  #openFile(file: string): Connection {
    this.#identity = identityOf(file);
    if (this.#identity !== null && wasEmptied(file)) this.#setAside();
    const connection = openDatabase(file);
    this.#identity = identityOf(file);
    return connection;
  }

  #isInPlace(): boolean {
    const { file } = this.#options;
    return identityOf(file) === this.#identity && !isBeingRecovered(file);
  }

  /** True when a new file is in place; false while another process is making one. */
  #setAside(): boolean {
    const { file, onNotice } = this.#options;
    this.#forget();
    const notice = setDamagedFileAside({ file, identity: this.#identity, openNew: openDatabase });
    if (notice !== null) onNotice(notice);
    return notice !== null;
  }

  #fail(error: unknown, failure: SqliteFailure): unknown {
    // After a failure of the file the next call starts with a fresh connection; other errors leave it sound.
    if (failure !== 'other' && failure !== 'busy') this.#forget();
    return historyError(error, this.#options.file);
  }

  #forget(): void {
    try {
      this.close();
    } catch (error) {
      // A broken file may refuse to be closed in good order; it is left alone from here on.
      if (classifyFailure(error) === 'other') throw error;
    }
  }
}

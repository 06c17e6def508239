import { Connection } from './connection.ts';
import { favoriteRowSchema, insertFavorite } from './favorite-rows.ts';
import { insertPrompt } from './prompt-rows.ts';
import { parseRow, promptRowSchema, runRowSchema, textRowSchema, versionRowSchema } from './rows.ts';
import { keepFacts } from './run-facts.ts';
import { insertRun, reportOf } from './run-rows.ts';
import { classifyFailure } from './sqlite-failures.ts';
import { readText } from './text-content.ts';
import { keepText } from './text-rows.ts';
import { insertVersion } from './version-rows.ts';

/** This many numbers in a row without a readable row end a table whose last row cannot be asked for. */
const LONGEST_GAP = 10_000;

/**
 * Copies every record of a damaged file that is still whole into a new one, row by row, so that one bad page costs
 * only the rows on it. A text must match its hash; a version needs its text and its prompt, a report all its texts.
 * @returns the number of versions that were recovered.
 */
export function salvage(damagedFile: string, target: Connection): number {
  const source = openQuietly(damagedFile);
  if (source === null) return 0;
  try {
    return target.transaction(() => copyTables(source, target));
  } finally {
    quietly(() => source.close());
  }
}

function copyTables(source: Connection, target: Connection): number {
  copyRows(source, 'prompts', (row) => insertPrompt(target, parseRow(promptRowSchema, row)));
  copyRows(source, 'texts', (row) => {
    const { hash, content } = parseRow(textRowSchema, row);
    keepText(target, readText(content, hash));
  });
  copyRows(source, 'runs', (row) => {
    const run = parseRow(runRowSchema, row);
    const report = reportOf(target, run);
    insertRun(target, run);
    keepFacts(target, { promptId: run.prompt_id, createdAt: run.created_at, report });
  });
  copyRows(source, 'favorites', (row) => insertFavorite(target, parseRow(favoriteRowSchema, row)));
  return copyRows(source, 'versions', (row) => {
    const version = parseRow(versionRowSchema, row);
    const hasBasis =
      target.statement('SELECT 1 FROM versions WHERE id = ?').get(version.basis_id) !== undefined;
    insertVersion(target, { ...version, basis_id: hasBasis ? version.basis_id : null });
  });
}

const TABLE_QUERIES = {
  prompts: { last: 'SELECT max(seq) AS last FROM prompts', row: 'SELECT * FROM prompts WHERE seq = ?' },
  texts: { last: 'SELECT max(seq) AS last FROM texts', row: 'SELECT * FROM texts WHERE seq = ?' },
  runs: { last: 'SELECT max(seq) AS last FROM runs', row: 'SELECT * FROM runs WHERE seq = ?' },
  favorites: { last: 'SELECT max(seq) AS last FROM favorites', row: 'SELECT * FROM favorites WHERE seq = ?' },
  versions: { last: 'SELECT max(seq) AS last FROM versions', row: 'SELECT * FROM versions WHERE seq = ?' },
} as const;

/** Asks for each row by its number, so that a damaged page hides no row of another one. */
function copyRows(
  source: Connection,
  table: keyof typeof TABLE_QUERIES,
  copy: (row: Record<string, unknown>) => void,
): number {
  const queries = TABLE_QUERIES[table];
  if (quietly(() => source.statement(queries.row)) === undefined) return 0;
  const last = quietly(() => Number(source.statement(queries.last).get()?.['last'] ?? 0));
  let copied = 0;
  let gap = 0;
  for (let seq = 1; last === undefined ? gap < LONGEST_GAP : seq <= last; seq += 1) {
    const done = quietly(() => {
      const row = source.statement(queries.row).get(seq);
      if (row !== undefined) copy(row);
      return row !== undefined;
    });
    gap = done === true ? 0 : gap + 1;
    if (done === true) copied += 1;
  }
  return copied;
}

function openQuietly(file: string): Connection | null {
  return quietly(() => new Connection(file, { readOnly: true })) ?? null;
}

/** Runs `work` on a file that is known to be broken; undefined when this part of it cannot be read. */
function quietly<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    // Damage shows as any error of SQLite or as a row that breaks its schema; everything else is a fault of ours.
    if (classifyFailure(error) !== 'other' || isSqliteError(error)) return undefined;
    throw error;
  }
}

function isSqliteError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

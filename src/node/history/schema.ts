import { PromptOpsError } from '../../core/errors.ts';
import type { Connection } from './connection.ts';

/**
 * Version 1. Texts are kept once each, under their hash. A run's report is JSON in which the texts are replaced by
 * their hashes. `seq` is the order in which rows were written.
 */
const FIRST_SCHEMA = `
  CREATE TABLE prompts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    symbol_path TEXT NOT NULL,
    name TEXT,
    form TEXT NOT NULL,
    language TEXT NOT NULL,
    current_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX prompts_by_file ON prompts (file);

  CREATE TABLE texts (
    seq INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    content ANY NOT NULL
  ) STRICT;

  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    prompt_id TEXT NOT NULL REFERENCES prompts (id),
    created_at INTEGER NOT NULL,
    report TEXT NOT NULL,
    UNIQUE (prompt_id, id)
  ) STRICT;

  CREATE TABLE versions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    prompt_id TEXT NOT NULL REFERENCES prompts (id),
    created_at INTEGER NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('original', 'candidate', 'applied', 'restored', 'edited')),
    text_hash TEXT NOT NULL REFERENCES texts (hash),
    basis_id TEXT REFERENCES versions (id),
    tokens INTEGER,
    token_provenance TEXT,
    encoding TEXT,
    quality REAL,
    tier TEXT,
    verdict TEXT,
    run_id TEXT,
    outcome TEXT CHECK (outcome IN ('pending', 'applied', 'refused', 'undone')),
    note TEXT
  ) STRICT;
  CREATE INDEX versions_by_prompt ON versions (prompt_id, created_at);
  CREATE INDEX versions_by_text ON versions (text_hash);
`;

/**
 * Version 2. What people say of a version (name, comment, tags, pin, review), favourites, how a run was set and went, its
 * numbers in columns for sums over days, and the import that a row came with.
 */
const SECOND_SCHEMA = `
  ALTER TABLE prompts ADD COLUMN is_favorite INTEGER NOT NULL DEFAULT 0 CHECK (is_favorite IN (0, 1));
  ALTER TABLE prompts ADD COLUMN import_id TEXT;

  ALTER TABLE versions ADD COLUMN review TEXT CHECK (review IN ('pending', 'accepted', 'rejected', 'rolled-back'));
  ALTER TABLE versions ADD COLUMN name TEXT;
  ALTER TABLE versions ADD COLUMN comment TEXT;
  ALTER TABLE versions ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE versions ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1));
  ALTER TABLE versions ADD COLUMN import_id TEXT;
  CREATE INDEX versions_in_review ON versions (prompt_id) WHERE review = 'pending';
  CREATE INDEX versions_by_run ON versions (run_id) WHERE run_id IS NOT NULL;
  CREATE INDEX versions_by_basis ON versions (basis_id) WHERE basis_id IS NOT NULL;

  ALTER TABLE runs ADD COLUMN settings TEXT;
  ALTER TABLE runs ADD COLUMN events TEXT;
  ALTER TABLE runs ADD COLUMN import_id TEXT;

  CREATE TABLE run_facts (
    seq INTEGER PRIMARY KEY,
    prompt_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    gain REAL,
    tier TEXT NOT NULL,
    calls INTEGER NOT NULL,
    cached_calls INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost_usd REAL,
    wall_ms REAL NOT NULL,
    UNIQUE (prompt_id, run_id),
    FOREIGN KEY (prompt_id, run_id) REFERENCES runs (prompt_id, id) ON DELETE CASCADE
  ) STRICT;
  INSERT INTO run_facts (prompt_id, run_id, created_at, verdict, gain, tier, calls, cached_calls, input_tokens,
    output_tokens, cost_usd, wall_ms)
  SELECT prompt_id, id, created_at, report ->> '$.verdict', report ->> '$.metrics.qualityGain.value',
    report ->> '$.metrics.qualityGain.tier', report ->> '$.usage.calls', report ->> '$.usage.cachedCalls',
    report ->> '$.usage.inputTokens', report ->> '$.usage.outputTokens', report ->> '$.usage.costUsd',
    report ->> '$.usage.wallMs'
  FROM runs
  WHERE json_valid(report);

  CREATE TABLE favorites (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    created_at INTEGER NOT NULL
  ) STRICT;
`;

/** Entry n leads from schema version n to n + 1. Entries are only ever added. */
export const MIGRATIONS: readonly string[] = [FIRST_SCHEMA, SECOND_SCHEMA];

/**
 * Brings a history file to the newest schema, each step in a transaction of its own. Several processes may do so at
 * once: each looks again once it holds the write lock.
 * @throws PromptOpsError `history-unavailable` when the file was made by a newer PromptOps.
 */
export function migrate(connection: Connection, migrations = MIGRATIONS): void {
  while (pendingMigration(connection, migrations) !== undefined) {
    connection.transaction(() => {
      const migration = pendingMigration(connection, migrations);
      if (migration === undefined) return;
      connection.execute(migration);
      connection.execute(`PRAGMA user_version = ${schemaVersion(connection) + 1}`);
    });
  }
}

function pendingMigration(connection: Connection, migrations: readonly string[]): string | undefined {
  const version = schemaVersion(connection);
  if (version > migrations.length) throw newerSchema(connection.file);
  return migrations[version];
}

export function schemaVersion(connection: Connection): number {
  return Number(connection.statement('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

function newerSchema(file: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'history-unavailable',
    message: `The history file ${file} was made by a newer PromptOps.`,
    nextStep: 'Update PromptOps; the file was left as it is.',
  });
}

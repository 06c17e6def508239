import type { Connection } from './connection.ts';
import { reviewRun } from './mark-rows.ts';
import {
  parseRow,
  versionOf,
  versionRowSchema,
  versionWithBasisSchema,
  type VersionRow,
  type VersionWithBasis,
} from './rows.ts';
import type { PageRequest, Version, VersionPage } from '../../core/history/history-store.ts';

const WITH_BASIS = `
  SELECT v.*, b.tokens AS basis_tokens, b.token_provenance AS basis_provenance, b.encoding AS basis_encoding
  FROM versions v LEFT JOIN versions b ON b.id = v.basis_id`;

export function findVersion(connection: Connection, id: string): VersionWithBasis | null {
  const row = connection.statement(`${WITH_BASIS} WHERE v.id = ?`).get(id);
  return row === undefined ? null : parseRow(versionWithBasisSchema, row);
}

/** A page of versions, newest first. An unknown `before` gives an empty page. */
export function listVersions(
  connection: Connection,
  promptId: string,
  { limit, before }: PageRequest,
): VersionPage {
  // One row more than asked for tells whether there is another page.
  const wanted = Math.max(1, Math.floor(limit)) + 1;
  const rows =
    before === undefined
      ? connection
          .statement(`${WITH_BASIS} WHERE v.prompt_id = ? ORDER BY v.created_at DESC, v.seq DESC LIMIT ?`)
          .all(promptId, wanted)
      : connection
          .statement(
            `${WITH_BASIS} WHERE v.prompt_id = ?1
             AND (v.created_at, v.seq) < (SELECT created_at, seq FROM versions WHERE id = ?2)
             ORDER BY v.created_at DESC, v.seq DESC LIMIT ?3`,
          )
          .all(promptId, before, wanted);
  const versions = rows.slice(0, wanted - 1).map((row) => versionOf(parseRow(versionWithBasisSchema, row)));
  return { versions, hasMore: rows.length === wanted };
}

/** The newest version that came, or may have come, into the file. What others did comes into no file of ours. */
export function standingVersion(connection: Connection, promptId: string): VersionRow | null {
  const row = connection
    .statement(
      `SELECT * FROM versions
       WHERE prompt_id = ? AND origin <> 'candidate' AND import_id IS NULL AND (outcome IS NULL OR outcome IN ('pending', 'applied'))
       ORDER BY created_at DESC, seq DESC LIMIT 1`,
    )
    .get(promptId);
  return row === undefined ? null : parseRow(versionRowSchema, row);
}

export type Measures = Pick<
  VersionRow,
  'tokens' | 'token_provenance' | 'encoding' | 'quality' | 'tier' | 'verdict' | 'run_id'
>;

const UNMEASURED: Measures = {
  tokens: null,
  token_provenance: null,
  encoding: null,
  quality: null,
  tier: null,
  verdict: null,
  run_id: null,
};

/** The plus keeps SQLite from walking through all versions of the prompt instead of the few with the text. */
const OF_PROMPT = '+prompt_id = ?';

/** What is known of a text from the newest measured version of the prompt that has the very same text. */
export function measuresOfText(
  connection: Connection,
  { promptId, hash }: { promptId: string; hash: string },
): Measures {
  const row = connection
    .statement(
      `SELECT * FROM versions WHERE text_hash = ? AND ${OF_PROMPT} AND tokens IS NOT NULL
       ORDER BY created_at DESC, seq DESC LIMIT 1`,
    )
    .get(hash, promptId);
  if (row === undefined) return UNMEASURED;
  const { tokens, token_provenance, encoding, quality, tier, verdict, run_id } = parseRow(
    versionRowSchema,
    row,
  );
  return { tokens, token_provenance, encoding, quality, tier, verdict, run_id };
}

export function measuresOf({
  tokens,
  quality,
  verdict,
  runId,
}: {
  readonly tokens: Version['tokens'];
  readonly quality: Version['quality'];
  readonly verdict: Version['verdict'];
  readonly runId: string | null;
}): Measures {
  return {
    tokens: tokens?.value ?? null,
    token_provenance: tokens?.provenance ?? null,
    encoding: tokens?.encoding ?? null,
    quality: quality?.value ?? null,
    tier: quality?.tier ?? null,
    verdict,
    run_id: runId,
  };
}

/** Adds a version; its text is kept already. */
export function insertVersion(connection: Connection, row: Omit<VersionRow, 'seq'>): void {
  connection
    .statement(
      `INSERT INTO versions (id, prompt_id, created_at, origin, text_hash, basis_id, tokens, token_provenance,
         encoding, quality, tier, verdict, run_id, outcome, note, review, name, comment, tags, is_pinned, import_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.id,
      row.prompt_id,
      row.created_at,
      row.origin,
      row.text_hash,
      row.basis_id,
      row.tokens,
      row.token_provenance,
      row.encoding,
      row.quality,
      row.tier,
      row.verdict,
      row.run_id,
      row.outcome,
      row.note,
      row.review,
      row.name,
      row.comment,
      row.tags,
      row.is_pinned,
      row.import_id,
    );
}

/** Says how the edit behind a version ended, which also decides on the result of the run that it came from. */
export function setOutcome(
  connection: Connection,
  { id, outcome, note }: { id: string; outcome: VersionRow['outcome']; note: string | null },
): void {
  connection
    .statement('UPDATE versions SET outcome = ?, note = coalesce(?, note) WHERE id = ?')
    .run(outcome, note, id);
  const review = outcome === 'applied' ? 'accepted' : outcome === 'undone' ? 'rolled-back' : null;
  if (review === null) return;
  const row = connection.statement(`SELECT run_id FROM versions WHERE id = ? AND origin = 'applied'`).get(id);
  if (typeof row?.['run_id'] === 'string') reviewRun(connection, row['run_id'], review);
}

/** Whether a candidate with this text and these measures is kept already: running again adds nothing new. */
export function hasCandidate(
  connection: Connection,
  { promptId, hash, measures }: { promptId: string; hash: string; measures: Measures },
): string | null {
  const row = connection
    .statement(
      `SELECT id FROM versions WHERE text_hash = ? AND ${OF_PROMPT} AND origin = 'candidate'
       AND verdict IS ? AND tier IS ? AND tokens IS ? LIMIT 1`,
    )
    .get(hash, promptId, measures.verdict, measures.tier, measures.tokens);
  return row === undefined ? null : String(row['id']);
}

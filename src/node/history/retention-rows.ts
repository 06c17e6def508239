import { statSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Connection } from './connection.ts';
import { parseRow } from './rows.ts';
import type { HistorySize, RetainedVersion } from '../../core/history/retention.ts';

const retainedSchema = z.object({
  id: z.string(),
  prompt_id: z.string(),
  created_at: z.number(),
  text_hash: z.string(),
  text_bytes: z.number(),
  kept_because: z.nullable(z.enum(['current', 'original', 'marked', 'in-review'])),
});

/** Every version with the reason why a retention policy must leave it alone. */
export function retainedVersions(connection: Connection): readonly RetainedVersion[] {
  return connection
    .statement(
      `SELECT v.id, v.prompt_id, v.created_at, v.text_hash, octet_length(t.content) AS text_bytes,
         CASE
           WHEN v.is_pinned = 1 OR v.name IS NOT NULL OR v.comment IS NOT NULL OR v.tags <> '[]' THEN 'marked'
           WHEN v.text_hash = p.current_hash THEN 'current'
           WHEN v.origin = 'original' THEN 'original'
           WHEN v.review = 'pending' OR v.outcome = 'pending' THEN 'in-review'
         END AS kept_because
       FROM versions v JOIN prompts p ON p.id = v.prompt_id JOIN texts t ON t.hash = v.text_hash
       ORDER BY v.created_at DESC, v.seq DESC`,
    )
    .all()
    .map((row) => {
      const version = parseRow(retainedSchema, row);
      return {
        id: version.id,
        promptId: version.prompt_id,
        createdAt: version.created_at,
        textHash: version.text_hash,
        textBytes: version.text_bytes,
        keptBecause: version.kept_because,
      };
    });
}

/** Deletes versions, then runs that no version points to, then texts that nothing refers to. */
export function deleteVersions(connection: Connection, ids: readonly string[]): void {
  for (const id of ids) {
    // What was made from a deleted version is taken to be made from the one before it.
    connection
      .statement(
        'UPDATE versions SET basis_id = (SELECT basis_id FROM versions WHERE id = ?1) WHERE basis_id = ?1',
      )
      .run(id);
    connection.statement('DELETE FROM versions WHERE id = ?').run(id);
  }
  deleteOrphans(connection);
}

/** Deletes what no version needs. The newest run of each prompt that has versions stays: the panel shows it. */
export function deleteOrphans(connection: Connection): void {
  connection.execute(`
    DELETE FROM runs
    WHERE (seq NOT IN (SELECT MAX(seq) FROM runs GROUP BY prompt_id)
        OR prompt_id NOT IN (SELECT prompt_id FROM versions))
      AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.prompt_id = runs.prompt_id AND v.run_id = runs.id);
    DELETE FROM prompts WHERE import_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM versions v WHERE v.prompt_id = prompts.id)
      AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.prompt_id = prompts.id);
    DELETE FROM texts WHERE hash NOT IN (
      SELECT text_hash FROM versions
      UNION SELECT report ->> '$.original.text' FROM runs
      UNION SELECT COALESCE(report ->> '$.candidate.text', '') FROM runs
      UNION SELECT member.value ->> '$.text' FROM runs, json_each(runs.report, '$.front') AS member);
  `);
}

export function sizeOf(connection: Connection): HistorySize {
  const row = connection
    .statement(
      `SELECT (SELECT COUNT(*) FROM prompts) AS prompts, (SELECT COUNT(*) FROM versions) AS versions,
         (SELECT COUNT(*) FROM runs) AS runs,
         (SELECT COALESCE(SUM(octet_length(content)), 0) FROM texts) AS text_bytes`,
    )
    .get();
  const { text_bytes: textBytes, ...counts } = parseRow(sizeSchema, row);
  return { ...counts, textBytes, fileBytes: bytesOf(connection.file) + bytesOf(`${connection.file}-wal`) };
}

const sizeSchema = z.object({
  prompts: z.number(),
  versions: z.number(),
  runs: z.number(),
  text_bytes: z.number(),
});

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

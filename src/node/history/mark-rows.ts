import type { Connection } from './connection.ts';
import type { VersionRow } from './rows.ts';
import { normaliseAnnotation, type Annotation } from '../../core/history/version-marks.ts';

/**
 * Writes what a person says of a version; what is not given stays.
 * @throws PromptOpsError `invalid-argument` when a text is too long.
 */
export function setMarks(connection: Connection, annotation: Annotation): void {
  const { versionId, name, comment, tags, isPinned } = normaliseAnnotation(annotation);
  if (name !== undefined) {
    connection.statement('UPDATE versions SET name = ? WHERE id = ?').run(name, versionId);
  }
  if (comment !== undefined) {
    connection.statement('UPDATE versions SET comment = ? WHERE id = ?').run(comment, versionId);
  }
  if (tags !== undefined) {
    connection.statement('UPDATE versions SET tags = ? WHERE id = ?').run(JSON.stringify(tags), versionId);
  }
  if (isPinned !== undefined) {
    connection.statement('UPDATE versions SET is_pinned = ? WHERE id = ?').run(Number(isPinned), versionId);
  }
}

/** The pick of a run awaits a decision; picks of the prompt that waited before it are superseded. */
export function awaitReview(
  connection: Connection,
  { id, promptId, runId }: { readonly id: string; readonly promptId: string; readonly runId: string },
): void {
  connection
    .statement(`UPDATE versions SET review = NULL WHERE prompt_id = ? AND review = 'pending'`)
    .run(promptId);
  connection.statement(`UPDATE versions SET review = 'pending', run_id = ? WHERE id = ?`).run(runId, id);
}

/** A decision on the pick of a run; the other candidates of the run have nothing to be decided. */
export function reviewRun(
  connection: Connection,
  run: string,
  review: NonNullable<VersionRow['review']>,
): void {
  connection
    .statement(
      `UPDATE versions SET review = ? WHERE run_id = ? AND origin = 'candidate' AND review IS NOT NULL`,
    )
    .run(review, run);
}

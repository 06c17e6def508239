import type { Connection } from './connection.ts';
import { insertPrompt, newPromptRow } from './prompt-rows.ts';
import { deleteOrphans } from './retention-rows.ts';
import type { VersionRow } from './rows.ts';
import { keepRun } from './run-rows.ts';
import { keepText } from './text-rows.ts';
import { insertVersion, measuresOf } from './version-rows.ts';
import {
  safeFile,
  type BundledPrompt,
  type BundledVersion,
  type HistoryBundle,
} from '../../core/history/bundle.ts';
import type { ImportPlan, ImportResult } from '../../core/history/history-store.ts';
import type { IdSource } from '../../core/ports.ts';

interface ImportContext {
  readonly connection: Connection;
  readonly bundle: HistoryBundle;
  readonly importId: string;
  readonly ids: IdSource;
}

/**
 * Adds a bundle that was parsed before. A prompt that is there already, by its identifier or by place and text, takes
 * the versions; a version that is there already is not added again.
 */
export function importBundle(context: ImportContext): ImportResult {
  const counts = { prompts: 0, versions: 0, runs: 0, known: 0 };
  for (const prompt of withVersions(context.bundle)) {
    const known = findPrompt(context.connection, prompt);
    const promptId = known ?? addPrompt(context, prompt);
    if (known === null) counts.prompts += 1;
    const added = addVersions(context, promptId, prompt);
    counts.versions += added;
    counts.known += prompt.versions.length - added;
    counts.runs += addRuns(context, promptId, prompt);
  }
  return { importId: context.importId, ...counts };
}

/** Counts what `importBundle` would do; nothing is written. */
export function planImport(connection: Connection, bundle: HistoryBundle): ImportPlan {
  const counts = { prompts: 0, versions: 0, runs: 0, known: 0 };
  for (const prompt of withVersions(bundle)) {
    const promptId = findPrompt(connection, prompt);
    if (promptId === null) counts.prompts += 1;
    const known = prompt.versions.filter(
      (version) => promptId !== null && findVersion(connection, promptId, version) !== null,
    ).length;
    counts.known += known;
    counts.versions += prompt.versions.length - known;
    counts.runs += prompt.runs.filter(({ report }) => !hasRun(connection, promptId, report.run)).length;
  }
  return counts;
}

/** A prompt without any version is nothing that could be shown. */
function withVersions({ prompts }: HistoryBundle): readonly BundledPrompt[] {
  return prompts.filter(({ versions }) => versions.length > 0);
}

/** Takes everything back that an import has added, and returns the number of versions. */
export function undoImport(connection: Connection, importId: string): number {
  connection
    .statement(
      `UPDATE versions SET basis_id = NULL
       WHERE basis_id IN (SELECT id FROM versions WHERE import_id = ?1) AND import_id IS NOT ?1`,
    )
    .run(importId);
  const { changes } = connection.statement('DELETE FROM versions WHERE import_id = ?').run(importId);
  connection.statement('DELETE FROM runs WHERE import_id = ?').run(importId);
  deleteOrphans(connection);
  return Number(changes);
}

function findPrompt(
  connection: Connection,
  { id, file, symbolPath, versions }: BundledPrompt,
): string | null {
  if (connection.statement('SELECT 1 FROM prompts WHERE id = ?').get(id) !== undefined) return id;
  for (const { textHash } of versions) {
    const row = connection
      .statement(
        `SELECT p.id FROM versions v JOIN prompts p ON p.id = v.prompt_id
         WHERE v.text_hash = ? AND p.file = ? AND p.symbol_path = ? LIMIT 1`,
      )
      .get(textHash, safeFile(file), symbolPath);
    if (row !== undefined) return String(row['id']);
  }
  return null;
}

function addPrompt({ connection, importId }: ImportContext, prompt: BundledPrompt): string {
  const [newest] = [...prompt.versions].sort((a, b) => b.createdAt - a.createdAt);
  const createdAt = prompt.versions.reduce((first, version) => Math.min(first, version.createdAt), Infinity);
  const place = { ...prompt, file: safeFile(prompt.file), text: '' };
  const row = newPromptRow(prompt.id, place, { currentHash: newest?.textHash ?? '', createdAt });
  insertPrompt(connection, { ...row, import_id: importId });
  return prompt.id;
}

/** Oldest first, so that what a version was made from is there before it; bundles list the newest first. */
function addVersions(context: ImportContext, promptId: string, { versions }: BundledPrompt): number {
  const { connection, bundle, ids } = context;
  const keptIds = new Map<string, string>();
  let added = 0;
  for (const version of versions.toReversed().sort((a, b) => a.createdAt - b.createdAt)) {
    const known = findVersion(connection, promptId, version);
    const isTaken = connection.statement('SELECT 1 FROM versions WHERE id = ?').get(version.id) !== undefined;
    const id = known ?? (isTaken ? ids.next() : version.id);
    keptIds.set(version.id, id);
    if (known !== null) continue;
    keepText(connection, bundle.texts[version.textHash] ?? '');
    const basisId = version.basisId === null ? null : (keptIds.get(version.basisId) ?? null);
    insertVersion(connection, rowOf(version, { id, promptId, basisId, importId: context.importId }));
    added += 1;
  }
  return added;
}

function findVersion(
  connection: Connection,
  promptId: string,
  { textHash, createdAt, origin }: BundledVersion,
): string | null {
  const row = connection
    .statement(
      'SELECT id FROM versions WHERE text_hash = ? AND +prompt_id = ? AND created_at = ? AND origin = ? LIMIT 1',
    )
    .get(textHash, promptId, createdAt, origin);
  return row === undefined ? null : String(row['id']);
}

/** Nobody here has to decide on what others ran, and no edit of theirs is under way in this workspace. */
function rowOf(
  version: BundledVersion,
  place: {
    readonly id: string;
    readonly promptId: string;
    readonly basisId: string | null;
    readonly importId: string;
  },
): Omit<VersionRow, 'seq'> {
  const { createdAt, origin, textHash, outcome, review, note, name, comment, tags, isPinned } = version;
  return {
    ...measuresOf(version),
    ...{ origin, note, name, comment },
    id: place.id,
    prompt_id: place.promptId,
    basis_id: place.basisId,
    import_id: place.importId,
    created_at: createdAt,
    text_hash: textHash,
    outcome: outcome === 'pending' ? 'refused' : outcome,
    review: review === 'pending' ? null : review,
    tags: JSON.stringify(tags),
    is_pinned: Number(isPinned),
  };
}

function addRuns({ connection, importId }: ImportContext, promptId: string, { runs }: BundledPrompt): number {
  let added = 0;
  for (const { createdAt, report } of runs) {
    if (hasRun(connection, promptId, report.run)) continue;
    keepRun(connection, { promptId, createdAt, report, importId });
    added += 1;
  }
  return added;
}

function hasRun(connection: Connection, promptId: string | null, run: string): boolean {
  return (
    connection.statement('SELECT 1 FROM runs WHERE prompt_id = ? AND id = ?').get(promptId, run) !== undefined
  );
}

import type { Connection } from './connection.ts';
import { parseRow, promptRowSchema, summaryOf, summaryRowSchema, type PromptRow } from './rows.ts';
import type { KnownPrompt } from '../../core/history/identity.ts';
import type { FoundPrompt, PromptSummary } from '../../core/history/history-store.ts';
import { PromptOpsError } from '../../core/errors.ts';
import { textOf } from './text-rows.ts';

/** Latest texts of a tracked prompt that a found one is compared with. */
const COMPARED_TEXTS = 6;

export function listPrompts(connection: Connection): readonly PromptSummary[] {
  const rows = connection
    .statement(
      `SELECT p.*, COUNT(v.seq) AS version_count, MAX(v.created_at) AS last_changed_at,
         COUNT(v.review) FILTER (WHERE v.review = 'pending') AS pending_reviews
       FROM prompts p JOIN versions v ON v.prompt_id = p.id
       GROUP BY p.id ORDER BY p.file, p.line, p.seq`,
    )
    .all();
  return rows.map((row) => summaryOf(parseRow(summaryRowSchema, row)));
}

/**
 * The row of a prompt.
 * @throws PromptOpsError `history-unavailable` when it is not tracked.
 */
export function requirePrompt(connection: Connection, id: string): PromptRow {
  const row = connection.statement('SELECT * FROM prompts WHERE id = ?').get(id);
  if (row !== undefined) return parseRow(promptRowSchema, row);
  throw new PromptOpsError({
    reason: 'history-unavailable',
    message: 'The history does not know this prompt any more.',
    nextStep: 'Optimize it again: its history then starts anew.',
  });
}

export function newPromptRow(
  id: string,
  { file, line, symbolPath, name, form, language }: FoundPrompt,
  { currentHash, createdAt }: { readonly currentHash: string; readonly createdAt: number },
): PromptRow {
  return {
    ...{ id, file, line, name, form, language },
    symbol_path: symbolPath,
    current_hash: currentHash,
    created_at: createdAt,
    is_favorite: 0,
    import_id: null,
  };
}

export function insertPrompt(connection: Connection, row: PromptRow): void {
  connection
    .statement(
      `INSERT INTO prompts (id, file, line, symbol_path, name, form, language, current_hash, created_at, is_favorite,
         import_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.id,
      row.file,
      row.line,
      row.symbol_path,
      row.name,
      row.form,
      row.language,
      row.current_hash,
      row.created_at,
      row.is_favorite,
      row.import_id,
    );
}

export function setFavorite(
  connection: Connection,
  { promptId, isFavorite }: { readonly promptId: string; readonly isFavorite: boolean },
): void {
  connection.statement('UPDATE prompts SET is_favorite = ? WHERE id = ?').run(Number(isFavorite), promptId);
}

/** Notes where a prompt stands now and which text it has there. */
export function updatePlace(
  connection: Connection,
  { id, prompt, currentHash }: { id: string; prompt: FoundPrompt; currentHash: string },
): void {
  const { file, line, symbolPath, name, form, language } = prompt;
  connection
    .statement(
      `UPDATE prompts SET file = ?, line = ?, symbol_path = ?, name = ?, form = ?, language = ?, current_hash = ?
       WHERE id = ?`,
    )
    .run(file, line, symbolPath, name, form, language, currentHash, id);
}

export function setCurrentHash(connection: Connection, id: string, hash: string): void {
  connection.statement('UPDATE prompts SET current_hash = ? WHERE id = ?').run(hash, id);
}

/** Renames a file, or every file below a folder. */
export function movePrompts(connection: Connection, { from, to }: { from: string; to: string }): void {
  connection.statement('UPDATE prompts SET file = ? WHERE file = ?').run(to, from);
  connection
    .statement('UPDATE prompts SET file = ? || substr(file, ?) WHERE substr(file, 1, ?) = ?')
    .run(to, from.length + 1, from.length + 1, `${from}/`);
}

/** Other files that hold a prompt which has had this text. */
export function otherFilesWithText(
  connection: Connection,
  { file, hash }: { file: string; hash: string },
): readonly string[] {
  return connection
    .statement(
      `SELECT DISTINCT p.file FROM versions v JOIN prompts p ON p.id = v.prompt_id
       WHERE v.text_hash = ? AND p.file <> ?`,
    )
    .all(hash, file)
    .map((row) => String(row['file']));
}

/** The tracked prompts of a file with their latest texts, for `assignIdentities`. */
export function knownPrompts(connection: Connection, file: string): readonly KnownPrompt[] {
  return connection
    .statement('SELECT * FROM prompts WHERE file = ? ORDER BY line, seq')
    .all(file)
    .map((row) => {
      const { id, symbol_path: symbolPath } = parseRow(promptRowSchema, row);
      return { id, file, symbolPath, texts: latestTexts(connection, id) };
    });
}

/** How many versions a prompt has. */
export function versionCount(connection: Connection, promptId: string): number {
  const row = connection
    .statement('SELECT COUNT(*) AS count FROM versions WHERE prompt_id = ?')
    .get(promptId);
  return Number(row?.['count'] ?? 0);
}

function latestTexts(connection: Connection, promptId: string): readonly string[] {
  return connection
    .statement(
      `SELECT text_hash FROM versions WHERE prompt_id = ? AND origin <> 'candidate'
       ORDER BY created_at DESC, seq DESC LIMIT ${COMPARED_TEXTS}`,
    )
    .all(promptId)
    .map((row) => textOf(connection, String(row['text_hash'])));
}

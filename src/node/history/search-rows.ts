import type { Connection } from './connection.ts';
import { parseRow, versionOf, versionWithBasisSchema } from './rows.ts';
import type { SearchRequest, Version } from '../../core/history/history-store.ts';

/**
 * Versions that hold a text. Every text is read through: at 100,000 versions of 2 KB that takes a tenth of a second,
 * while an index would make the file larger by half.
 */
export function searchVersions(
  connection: Connection,
  { text, limit, file }: SearchRequest,
): readonly Version[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  return connection
    .statement(
      `SELECT v.*, b.tokens AS basis_tokens, b.token_provenance AS basis_provenance, b.encoding AS basis_encoding
       FROM versions v
         JOIN prompts p ON p.id = v.prompt_id
         LEFT JOIN versions b ON b.id = v.basis_id
       WHERE (?3 IS NULL OR p.file = ?3) AND (
         v.text_hash IN (SELECT hash FROM texts WHERE content LIKE ?1 ESCAPE '\\')
         OR v.name LIKE ?1 ESCAPE '\\' OR v.comment LIKE ?1 ESCAPE '\\' OR v.tags LIKE ?1 ESCAPE '\\')
       ORDER BY v.created_at DESC, v.seq DESC LIMIT ?2`,
    )
    .all(containing(wanted), Math.max(1, Math.floor(limit)), file ?? null)
    .map((row) => versionOf(parseRow(versionWithBasisSchema, row)));
}

/** LIKE takes `%` and `_` for wildcards unless they are escaped, and ignores the case of ASCII letters. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/gu, (character) => `\\${character}`)}%`;
}

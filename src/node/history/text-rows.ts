import type { Connection } from './connection.ts';
import { parseRow, textRowSchema } from './rows.ts';
import { DamagedRecordError } from './sqlite-failures.ts';
import { hashText, readText, storeText } from './text-content.ts';

/** Keeps a text unless it is kept already, and returns its hash. */
export function keepText(connection: Connection, text: string): string {
  const hash = hashText(text);
  connection
    .statement('INSERT INTO texts (hash, content) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING')
    .run(hash, storeText(text));
  return hash;
}

/**
 * The text of a hash that is referred to.
 * @throws DamagedRecordError when it is missing or not what was kept.
 */
export function textOf(connection: Connection, hash: string): string {
  const row = connection.statement('SELECT hash, content FROM texts WHERE hash = ?').get(hash);
  if (row === undefined) throw new DamagedRecordError(`The text ${hash} is missing.`);
  return readText(parseRow(textRowSchema, row).content, hash);
}

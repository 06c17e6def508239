import * as z from 'zod/mini';
import type { Connection } from './connection.ts';
import { parseJson, parseRow } from './rows.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type { Favorite } from '../../core/history/favorite.ts';

export const favoriteRowSchema = z.object({
  name: z.string(),
  settings: z.string(),
  is_default: z.number(),
  created_at: z.number(),
});

const settingsSchema = z.record(z.string(), z.unknown());

export function listFavorites(connection: Connection): readonly Favorite[] {
  return connection
    .statement('SELECT * FROM favorites ORDER BY name COLLATE NOCASE, name')
    .all()
    .map((row) => {
      const { name, settings, is_default, created_at } = parseRow(favoriteRowSchema, row);
      return {
        name,
        settings: parseRow(settingsSchema, parseJson(settings)),
        isDefault: is_default === 1,
        createdAt: created_at,
      };
    });
}

export function insertFavorite(connection: Connection, row: z.infer<typeof favoriteRowSchema>): void {
  connection
    .statement(
      `INSERT INTO favorites (name, settings, is_default, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET settings = excluded.settings`,
    )
    .run(row.name, row.settings, row.is_default, row.created_at);
}

export function renameFavorite(
  connection: Connection,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  if (from === to) return;
  if (hasFavorite(connection, to)) {
    throw new PromptOpsError({
      reason: 'invalid-argument',
      message: `There is a favorite named “${to}” already.`,
      nextStep: 'Choose another name.',
    });
  }
  requireFavorite(connection, from);
  connection.statement('UPDATE favorites SET name = ? WHERE name = ?').run(to, from);
}

export function setDefaultFavorite(connection: Connection, name: string | null): void {
  if (name !== null) requireFavorite(connection, name);
  connection.statement('UPDATE favorites SET is_default = (name IS ?)').run(name);
}

export function deleteFavorite(connection: Connection, name: string): void {
  connection.statement('DELETE FROM favorites WHERE name = ?').run(name);
}

function hasFavorite(connection: Connection, name: string): boolean {
  return connection.statement('SELECT 1 FROM favorites WHERE name = ?').get(name) !== undefined;
}

function requireFavorite(connection: Connection, name: string): void {
  if (hasFavorite(connection, name)) return;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: `There is no favorite named “${name}”.`,
    nextStep: 'Choose one from the list of favorites.',
  });
}

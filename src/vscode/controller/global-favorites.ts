import * as z from 'zod/mini';
import type * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { Favorite, FavoriteStore } from '../../core/history/favorite.ts';

const key = 'promptops.favorites';

const favoritesSchema = z.array(
  z.object({
    name: z.string(),
    settings: z.record(z.string(), z.unknown()),
    isDefault: z.boolean(),
    createdAt: z.number(),
  }),
);

/** Favorites of the person, the same in every workspace of this editor profile. */
export function createGlobalFavorites(memento: vscode.Memento, now: () => number): FavoriteStore {
  const read = (): readonly Favorite[] => {
    const parsed = favoritesSchema.safeParse(memento.get(key));
    return parsed.success ? parsed.data : [];
  };
  const write = async (favorites: readonly Favorite[]): Promise<void> => {
    await memento.update(
      key,
      [...favorites].sort((a, b) => a.name.localeCompare(b.name)),
    );
  };
  const change = async (name: string, update: (favorite: Favorite) => Favorite | null): Promise<void> => {
    if (!read().some((favorite) => favorite.name === name)) throw unknownFavorite(name);
    await write(read().flatMap((favorite) => (favorite.name === name ? (update(favorite) ?? []) : favorite)));
  };
  return {
    listFavorites: () => Promise.resolve(read()),
    saveFavorite: async ({ name, settings }) => {
      const known = read().find((favorite) => favorite.name === name);
      const saved = {
        name,
        settings,
        isDefault: known?.isDefault ?? false,
        createdAt: known?.createdAt ?? now(),
      };
      await write([...read().filter((favorite) => favorite !== known && favorite.name !== name), saved]);
    },
    renameFavorite: async ({ from, to }) => {
      if (from !== to && read().some(({ name }) => name === to)) throw takenName(to);
      await change(from, (favorite) => ({ ...favorite, name: to }));
    },
    setDefaultFavorite: async (name) => {
      if (name !== null) await change(name, (favorite) => favorite);
      await write(read().map((favorite) => ({ ...favorite, isDefault: favorite.name === name })));
    },
    deleteFavorite: async (name) => write(read().filter((favorite) => favorite.name !== name)),
  };
}

function unknownFavorite(name: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: `There is no favorite named “${name}”.`,
    nextStep: 'Choose one from the list of favorites.',
  });
}

function takenName(name: string): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: `There is a favorite named “${name}” already.`,
    nextStep: 'Choose another name.',
  });
}

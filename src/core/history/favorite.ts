/** A named set of run settings. `settings` holds values by their names; whoever applies them parses them first. */
export interface Favorite {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Whether new runs start with it; at most one favourite is the default. */
  readonly isDefault: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The favourites of one place: a workspace's history, or the editor's global storage. */
export interface FavoriteStore {
  /** By name. */
  listFavorites(): Promise<readonly Favorite[]>;

  /** Saves settings under a name; a favourite of that name is replaced and stays the default if it was. */
  saveFavorite(favorite: Pick<Favorite, 'name' | 'settings'>): Promise<void>;

  /** Gives a favourite another name. A favourite that has that name already is not replaced. */
  renameFavorite(change: { readonly from: string; readonly to: string }): Promise<void>;

  /** Makes a favourite the default; null: none is. */
  setDefaultFavorite(name: string | null): Promise<void>;

  deleteFavorite(name: string): Promise<void>;
}

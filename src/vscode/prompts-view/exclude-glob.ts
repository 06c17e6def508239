import { compileGlob, expandBraces, type PathTest } from '../../core/files/glob.ts';

/** What `files.exclude` and `search.exclude` hold: a glob with true, false or a condition on a sibling file. */
export type ExcludeSetting = Readonly<Record<string, unknown>>;

/**
 * One glob for everything that the given settings and globs exclude. Conditions on sibling files are left out: no glob
 * can say them, `conditionsOf` has them.
 */
export function excludeGlob(settings: readonly ExcludeSetting[], always: readonly string[]): string {
  const named = settings.flatMap((setting) =>
    Object.entries(setting).flatMap(([glob, value]) => (value === true ? [glob] : [])),
  );
  // Globs within the braces of a glob are not understood everywhere.
  const patterns = [...always, ...named].flatMap((glob) =>
    expandBraces(glob).filter((each) => !each.includes(',')),
  );
  return `{${[...new Set(patterns)].join(',')}}`;
}

/** A glob that excludes a file only when another one stands beside it. */
export interface ExcludeCondition {
  readonly test: PathTest;
  /** The name of the other file, with `$(basename)` for the name of the first without its last ending. */
  readonly sibling: string;
}

/** What the settings exclude under a condition, such as scripts beside their sources. */
export function conditionsOf(settings: readonly ExcludeSetting[]): readonly ExcludeCondition[] {
  return settings.flatMap((setting) =>
    Object.entries(setting).flatMap(([glob, value]) => {
      const isCondition = typeof value === 'object' && value !== null && 'when' in value;
      return isCondition && typeof value.when === 'string'
        ? [{ test: compileGlob(glob), sibling: value.when }]
        : [];
    }),
  );
}

/** The files beside which this one is excluded, by their paths. */
export function excludingSiblings(conditions: readonly ExcludeCondition[], path: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  const dot = name.lastIndexOf('.');
  const base = dot > 0 ? name.slice(0, dot) : name;
  return conditions
    .filter(({ test }) => test(path))
    .map(({ sibling }) => folder + sibling.replaceAll('$(basename)', base))
    .filter((sibling) => sibling !== path);
}

/** A path as a glob that matches nothing else. */
export function escapeGlob(path: string): string {
  return path.replaceAll(/[*?{}[\]]/gu, '[$&]');
}

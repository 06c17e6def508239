/** What `files.exclude` and `search.exclude` hold: a glob with true, false or a condition on a sibling file. */
export type ExcludeSetting = Readonly<Record<string, unknown>>;

/**
 * One glob for everything that the given settings and globs exclude. Conditions on sibling files are left out: no glob
 * can say them.
 */
export function excludeGlob(settings: readonly ExcludeSetting[], always: readonly string[]): string {
  const named = settings.flatMap((setting) =>
    Object.entries(setting).flatMap(([glob, value]) => (value === true ? [glob] : [])),
  );
  // Globs within the braces of a glob are not understood everywhere.
  const patterns = [...always, ...named].flatMap((glob) => expandBraces(glob));
  return `{${[...new Set(patterns)].join(',')}}`;
}

/** A setting with more alternatives than this is a mistake or an attack. */
const MOST_ALTERNATIVES = 200;

/** The globs without braces that a glob with braces stands for; a glob whose braces do not close matches nothing. */
export function expandBraces(glob: string): readonly string[] {
  let open = [glob];
  const done: string[] = [];
  while (open.length > 0) {
    const next = open.flatMap((each) => {
      const alternatives = expandFirst(each);
      if (alternatives === null) done.push(each);
      return alternatives ?? [];
    });
    if (next.length + done.length > MOST_ALTERNATIVES) return [];
    open = next;
  }
  return done.filter((each) => !/[{},]/u.test(each) && each !== '');
}

/** Takes the innermost first pair of braces apart; null when there is none. */
function expandFirst(glob: string): readonly string[] | null {
  const end = glob.indexOf('}');
  const start = end < 0 ? -1 : glob.lastIndexOf('{', end);
  if (start < 0) return null;
  const choices = glob.slice(start + 1, end).split(',');
  return choices.map((choice) => glob.slice(0, start) + choice + glob.slice(end + 1));
}

/** A path as a glob that matches nothing else. */
export function escapeGlob(path: string): string {
  return path.replaceAll(/[*?{}[\]]/gu, '[$&]');
}

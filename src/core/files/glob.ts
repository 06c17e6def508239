/** Says whether a path, with `/` between its parts, is one that a glob names. */
export type PathTest = (path: string) => boolean;

/**
 * Compiles a glob as the editor writes them: `*` and `?` within a part of the path, `**` across parts, `[a-z]`, `[!a]`, and
 * `{a,b}`. Matching takes time in proportion to the lengths of both at worst multiplied, whatever the glob is.
 */
export function compileGlob(glob: string): PathTest {
  const tests = expandBraces(glob).map(compilePattern);
  return (path) => tests.some((test) => test(path));
}

/** The same for a glob in which braces stand for themselves. */
export function compilePattern(glob: string): PathTest {
  const parts = glob.split('/').map(compilePart);
  return (path) =>
    matchesAll(parts, path.split('/'), {
      isAny: (part) => part === anyParts,
      matches: (part, name) => part !== anyParts && matchesPart(part, name),
    });
}

/** True when a path or a folder that it lies in is named by a glob. */
export function matchesWithin(test: PathTest, path: string): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (test(path.slice(0, end))) return true;
  }
  return false;
}

const anyParts = Symbol('**');

type Part = readonly Character[] | typeof anyParts;

/** One character of a part: itself, any one, any number of any, or one out of a class. */
type Character =
  | { readonly kind: 'self'; readonly value: string }
  | { readonly kind: 'one' | 'many' }
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly members: string };

function compilePart(part: string): Part {
  if (part === '**') return anyParts;
  const characters: Character[] = [];
  for (let at = 0; at < part.length;) {
    const [character, length] = characterAt(part, at);
    characters.push(character);
    at += length;
  }
  return characters;
}

function characterAt(part: string, at: number): [character: Character, length: number] {
  const value = part.charAt(at);
  if (value === '*') return [{ kind: 'many' }, 1];
  if (value === '?') return [{ kind: 'one' }, 1];
  if (value === '\\' && at + 1 < part.length) return [{ kind: 'self', value: part.charAt(at + 1) }, 2];
  const close = value === '[' ? part.indexOf(']', at + 2) : -1;
  if (close === -1) return [{ kind: 'self', value }, 1];
  const isNegated = /[!^]/u.test(part.charAt(at + 1));
  const members = part.slice(at + (isNegated ? 2 : 1), close);
  return [{ kind: 'class', isNegated, members }, close + 1 - at];
}

function matchesPart(part: readonly Character[], name: string): boolean {
  return matchesAll(part, name.split(''), {
    isAny: ({ kind }) => kind === 'many',
    matches: (character, value) => matchesCharacter(character, value),
  });
}

function matchesCharacter(character: Character, value: string): boolean {
  switch (character.kind) {
    case 'self':
      return character.value === value;
    case 'class':
      return isMember(character.members, value) !== character.isNegated;
    case 'one':
    case 'many':
      return true;
  }
}

function isMember(members: string, value: string): boolean {
  for (let at = 0; at < members.length; at++) {
    const isRange = members.charAt(at + 1) === '-' && at + 2 < members.length;
    const last = isRange ? members.charAt(at + 2) : members.charAt(at);
    if (members.charAt(at) <= value && value <= last) return true;
    if (isRange) at += 2;
  }
  return false;
}

interface Matching<Pattern, Item> {
  isAny(pattern: Pattern): boolean;
  matches(pattern: Pattern, item: Item): boolean;
}

/** Matches two lists; only the latest wildcard is ever tried again, which is enough and keeps it fast. */
function matchesAll<Pattern, Item>(
  patterns: readonly Pattern[],
  items: readonly Item[],
  { isAny, matches }: Matching<Pattern, Item>,
): boolean {
  let next = 0;
  let wildcard = -1;
  let resume = 0;
  for (let at = 0; at < items.length;) {
    const pattern = patterns[next];
    const item = items[at];
    if (pattern !== undefined && isAny(pattern)) {
      wildcard = next++;
      resume = at;
    } else if (pattern !== undefined && item !== undefined && matches(pattern, item)) {
      next++;
      at++;
    } else if (wildcard === -1) {
      return false;
    } else {
      next = wildcard + 1;
      at = ++resume;
    }
  }
  return patterns.slice(next).every(isAny);
}

/** A glob with more alternatives than this is a mistake or an attack. */
const mostAlternatives = 200;

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
    if (next.length + done.length > mostAlternatives) return [];
    open = next;
  }
  return done.filter((each) => !/[{}]/u.test(each) && each !== '');
}

/** Takes the innermost first pair of braces apart; null when there is none. */
function expandFirst(glob: string): readonly string[] | null {
  const end = glob.indexOf('}');
  const start = end < 0 ? -1 : glob.lastIndexOf('{', end);
  if (start < 0) return null;
  const choices = glob.slice(start + 1, end).split(',');
  return choices.map((choice) => glob.slice(0, start) + choice + glob.slice(end + 1));
}

import type { Placeholder, PlaceholderKind } from '../../model.ts';

/** Which value goes into which placeholder. */
export interface MatchedValues {
  readonly values: ReadonlyMap<Placeholder, string>;
  /** True for a placeholder that makes no sense to a model unless it is filled. */
  readonly isNeeded: (placeholder: Placeholder) => boolean;
  readonly used: ReadonlySet<string>;
}

/** In a prompt with these the program fills in something, whatever the variables of a case are. */
const alwaysNeeded: ReadonlySet<PlaceholderKind> = new Set(['interpolation', 'mustache', 'block', 'erb']);

/** Often part of what the model is to write: `<name>`, `[name]`, `<|end|>`. */
const neverNeeded: ReadonlySet<PlaceholderKind> = new Set(['angle', 'bracket', 'special-token']);

/**
 * Looks the placeholders up among the variables: by what stands in them (`user.name`), else by its last part (`name`)
 * where no other placeholder ends in the same. Positional ones take `0`, `1` …, or else the variables that are left over
 * when these are exactly as many.
 */
export function matchValues(
  placeholders: readonly Placeholder[],
  vars: Readonly<Record<string, string>>,
): MatchedValues {
  const values = new Map<Placeholder, string>();
  const used = new Set<string>();
  const known = new Map(Object.entries(vars));
  const take = (placeholder: Placeholder, name: string): boolean => {
    const value = known.get(name);
    if (value === undefined) return false;
    values.set(placeholder, value);
    used.add(name);
    return true;
  };
  const named = placeholders.filter(({ positional, kind }) => !positional && kind !== 'block');
  const owners = ownersOfLastParts(named);
  for (const placeholder of named) {
    const path = pathOf(placeholder);
    const last = lastPart(path);
    if (take(placeholder, path) || take(placeholder, placeholder.name)) continue;
    if (owners.get(last)?.size === 1) take(placeholder, last);
  }
  const positional = placeholders.filter((placeholder) => placeholder.positional);
  const left = [...known.keys()].filter((name) => !used.has(name));
  const isInOrder = positional.length === left.length && !known.has('0');
  positional.forEach((placeholder, index) => {
    take(placeholder, isInOrder ? (left[index] ?? '') : String(index));
  });
  return { values, used, isNeeded: neededBy(values, known.size) };
}

/**
 * A notation that is filled somewhere is the notation of this prompt; braces in another one are text for the model.
 * Where nothing at all could be filled, everything counts: better say so than send a prompt without its input.
 */
function neededBy(
  values: ReadonlyMap<Placeholder, string>,
  variables: number,
): (placeholder: Placeholder) => boolean {
  const inUse = new Set([...values.keys()].map(({ kind }) => kind));
  const isLost = inUse.size === 0 && variables > 0;
  return ({ kind }) => !neverNeeded.has(kind) && (alwaysNeeded.has(kind) || inUse.has(kind) || isLost);
}

/** What stands between the marks of a placeholder, without its format: `user.name` of `{user.name!r:>10}`. */
function pathOf({ kind, name, text }: Placeholder): string {
  if (kind === 'brace') return withoutFormat(text.slice(1, -1)).trim();
  if (kind === 'mustache') return name.replace(/^[.&]\s?/, '').trim();
  if (kind !== 'interpolation') return name;
  return (name.includes('(') ? name : withoutFormat(name)).replace(/^(?:this|self)\./, '').trim();
}

function withoutFormat(inner: string): string {
  return inner.replace(/(?:![rsa])?(?::[^:]*)?$/, '').replace(/=$/, '');
}

const identifierPath = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)+$/u;

/** `name` of `user.name`; a call or an index has no last part. */
function lastPart(path: string): string {
  return identifierPath.test(path) ? path.slice(path.lastIndexOf('.') + 1) : path;
}

function ownersOfLastParts(placeholders: readonly Placeholder[]): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  for (const placeholder of placeholders) {
    const path = pathOf(placeholder);
    owners.set(lastPart(path), (owners.get(lastPart(path)) ?? new Set()).add(path));
  }
  return owners;
}

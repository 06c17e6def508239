import type { Placeholder } from '../model.ts';

/** Placeholders that stand for a named value; positional ones, control blocks and special tokens do not. */
export function namedPlaceholders(placeholders: readonly Placeholder[]): Placeholder[] {
  return placeholders.filter(
    ({ kind, positional, name }) =>
      !positional &&
      kind !== 'block' &&
      kind !== 'special-token' &&
      kind !== 'erb' &&
      /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name),
  );
}

/** `userName`, `user_name` and `USER-NAME` as the same words: `user name`. */
export function wordsOfName(name: string): string[] {
  return name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

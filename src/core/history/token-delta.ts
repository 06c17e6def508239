import type { Version } from './history-store.ts';

/**
 * Tokens of a version less those of the version it was made from. Null when either is unknown or when the two were not
 * counted in the same way: such a difference would say nothing.
 */
export function tokenDelta({ tokens, basis }: Pick<Version, 'tokens' | 'basis'>): number | null {
  const before = basis?.tokens ?? null;
  if (tokens === null || before === null) return null;
  if (tokens.encoding !== before.encoding || isReported(tokens) !== isReported(before)) return null;
  return tokens.value - before.value;
}

/** Counted by the provider, rather than here by an encoding. */
function isReported({ provenance }: NonNullable<Version['tokens']>): boolean {
  return provenance === 'exact';
}

/**
 * Which of the versions, given newest first, stands in the file: the newest one with that text whose edit was not
 * turned down. A candidate only counts when the text came into the file in no other way.
 */
export function currentVersionId(versions: readonly Version[], currentHash: string): string | null {
  const same = versions.filter(
    ({ textHash, outcome }) => textHash === currentHash && outcome !== 'refused' && outcome !== 'undone',
  );
  return (same.find(({ origin }) => origin !== 'candidate') ?? same[0])?.id ?? null;
}

import { countLeading } from '../sorted-search.ts';

/** Position of one equal token in both lists. */
export interface Anchor {
  readonly before: number;
  readonly after: number;
}

/**
 * Finds the tokens that occur exactly once on each side and keeps the longest series of them that stands in the same
 * order on both (patience diff, Bram Cohen). O(n log n).
 */
export function findAnchors(
  before: readonly string[],
  after: readonly string[],
  canAnchor: (token: string) => boolean,
): readonly Anchor[] {
  const afterPositions = uniquePositions(after, canAnchor);
  const shared: Anchor[] = [];
  for (const [token, position] of uniquePositions(before, canAnchor)) {
    const match = afterPositions.get(token);
    if (match !== undefined) shared.push({ before: position, after: match });
  }
  shared.sort((a, b) => a.before - b.before);
  return longestIncreasing(shared);
}

function uniquePositions(
  tokens: readonly string[],
  canAnchor: (token: string) => boolean,
): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [position, token] of tokens.entries()) {
    if (repeated.has(token) || !canAnchor(token)) continue;
    if (positions.delete(token)) repeated.add(token);
    else positions.set(token, position);
  }
  return positions;
}

/** The top of a pile of patience sorting, with the top of the pile to its left when it was laid down. */
interface Link {
  readonly anchor: Anchor;
  readonly previous: Link | undefined;
}

/** Longest subsequence whose `after` grows, by patience sorting with back pointers. */
function longestIncreasing(anchors: readonly Anchor[]): readonly Anchor[] {
  const pileTops: Link[] = [];
  for (const anchor of anchors) {
    const isBelow = (pile: number): boolean => (pileTops[pile]?.anchor.after ?? Infinity) < anchor.after;
    const pile = countLeading(pileTops.length, isBelow);
    pileTops[pile] = { anchor, previous: pileTops[pile - 1] };
  }
  const series: Anchor[] = [];
  for (let link = pileTops.at(-1); link !== undefined; link = link.previous) series.push(link.anchor);
  return series.reverse();
}

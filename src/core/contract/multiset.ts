/** How often each text occurs. */
export type Multiset = ReadonlyMap<string, number>;

/** Counts texts; the order of the first occurrences is kept. */
export function countTexts(texts: readonly string[]): Multiset {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** What `a` holds more often than `b`, with how many more. */
export function surplus(a: Multiset, b: Multiset): Multiset {
  const more = new Map<string, number>();
  for (const [text, count] of a) {
    const difference = count - (b.get(text) ?? 0);
    if (difference > 0) more.set(text, difference);
  }
  return more;
}

/** Number of places of `needle` in a text that do not overlap, at most `atMost`. */
export function countOccurrences(text: string, needle: string, atMost: number): number {
  let count = 0;
  for (let index = text.indexOf(needle); index >= 0 && count < atMost; count += 1) {
    index = text.indexOf(needle, index + needle.length);
  }
  return count;
}

/** Length of the compared pieces: long enough that two unrelated English texts share few of them. */
const GRAM_LENGTH = 5;

/** Only this many characters of each end are compared, so that any text takes a few milliseconds. */
const COMPARED_END = 10_000;

/** How often each piece occurs in a text, for comparing it with many others. */
export interface TextProfile {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

/** Prepares a text for `similarity`. White space counts as one blank wherever it stands. */
export function profileOf(text: string): TextProfile {
  const compared =
    text.length <= 2 * COMPARED_END ? text : text.slice(0, COMPARED_END) + text.slice(-COMPARED_END);
  const normal = ` ${compared.replaceAll(/\s+/gu, ' ').trim()} `;
  const counts = new Map<string, number>();
  const size = Math.max(1, normal.length - GRAM_LENGTH + 1);
  for (let start = 0; start < size; start += 1) {
    const gram = normal.slice(start, start + GRAM_LENGTH);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return { counts, size };
}

/** Dice coefficient of the character pieces of two texts: 1 for the same text, 0 for nothing in common. */
export function similarity(first: TextProfile, second: TextProfile): number {
  const [small, large] = first.counts.size <= second.counts.size ? [first, second] : [second, first];
  let shared = 0;
  for (const [gram, count] of small.counts) shared += Math.min(count, large.counts.get(gram) ?? 0);
  return (2 * shared) / (first.size + second.size);
}

/** The most that `similarity` can reach for texts of these sizes: cheap to know beforehand. */
export function similarityBound(first: TextProfile, second: TextProfile): number {
  return (2 * Math.min(first.size, second.size)) / (first.size + second.size);
}

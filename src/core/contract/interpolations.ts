import type { PromptText, Span } from '../model.ts';

/**
 * Finds the interpolations of a prompt again in a rewrite of it: their exact source text counts as the interpolation.
 * Where the same text also stands as plain text in the prompt, the n-th occurrence stays what the n-th one was, as long
 * as there are as many as before; otherwise every occurrence counts.
 */
export function locateInterpolations(prompt: PromptText, candidate: string): readonly Span[] {
  const sources = new Set(prompt.interpolations.map(({ start, end }) => prompt.text.slice(start, end)));
  sources.delete('');
  if (sources.size === 0) return [];
  const before = findOccurrences(prompt.text, sources);
  const after = findOccurrences(candidate, sources);
  const starts = new Set(prompt.interpolations.map(({ start }) => start));
  return [...after]
    .flatMap(([source, places]) => {
      const previous = before.get(source) ?? [];
      const kept =
        previous.length === places.length ? places.filter((_, n) => starts.has(previous[n] ?? -1)) : places;
      return kept.map((start) => ({ start, end: start + source.length }));
    })
    .sort((a, b) => a.start - b.start);
}

/** Places of the given texts, longest first, without overlaps. */
function findOccurrences(text: string, needles: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const lengthsByLead = new Map<string, Set<number>>();
  for (const needle of needles) {
    const lead = needle.slice(0, 1);
    lengthsByLead.set(lead, (lengthsByLead.get(lead) ?? new Set()).add(needle.length));
  }
  const lengthsOf = new Map(
    [...lengthsByLead].map(([lead, lengths]) => [lead, [...lengths].sort((a, b) => b - a)]),
  );
  const occurrences = new Map<string, number[]>();
  for (let index = 0; index < text.length;) {
    const found = lengthsOf
      .get(text.charAt(index))
      ?.find((length) => needles.has(text.slice(index, index + length)));
    if (found !== undefined) {
      const needle = text.slice(index, index + found);
      const places = occurrences.get(needle);
      if (places === undefined) occurrences.set(needle, [index]);
      else places.push(index);
    }
    index += found ?? 1;
  }
  return occurrences;
}

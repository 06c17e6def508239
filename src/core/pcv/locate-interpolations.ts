import type { PromptText, Span } from '../model.ts';

/**
 * Reads a rewritten text as a prompt: every occurrence of the source text of one of the original's interpolations is
 * that interpolation again. Longer ones win where two could start at the same place.
 */
export function locateInterpolations(original: PromptText, text: string): PromptText {
  const sources = new Set(original.interpolations.map(({ start, end }) => original.text.slice(start, end)));
  const longestFirst = [...sources].filter((source) => source !== '').sort((a, b) => b.length - a.length);
  const interpolations: Span[] = [];
  for (const source of longestFirst) {
    for (let start = text.indexOf(source); start >= 0; start = text.indexOf(source, start + source.length)) {
      interpolations.push({ start, end: start + source.length });
    }
  }
  return { text, interpolations: withoutNested(interpolations) };
}

function withoutNested(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (result.at(-1)?.end ?? 0)) result.push(span);
  }
  return result;
}

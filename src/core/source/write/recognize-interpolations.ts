import type { PromptText, Span } from '../../model.ts';

/** The candidate with its interpolations found, or why that cannot be done. */
export type Recognition =
  | { readonly kind: 'recognized'; readonly value: PromptText }
  | { readonly kind: 'lost' | 'ambiguous'; readonly source: string };

/**
 * Finds the code that is filled in inside a candidate. Source text of an interpolation counts as that interpolation,
 * unless the original also had the same characters as plain text: then only the unchanged head and tail of the text
 * can tell them apart, and a change between them is ambiguous.
 */
export function recognizeInterpolations(original: PromptText, candidate: string): Recognition {
  const sources = sourcesOf(original);
  if (sources.length === 0) return { kind: 'recognized', value: { text: candidate, interpolations: [] } };
  const interpolations: Span[] = [];
  const plain = plainOccurrences(original, sources);
  const shared = plain.length === 0 ? null : sharedEnds(original.text, candidate);
  for (const span of occurrences(candidate, sources)) {
    const source = candidate.slice(span.start, span.end);
    const isOther = isWrappedAnew(original, candidate, span);
    const decision = isOther
      ? 'unknown'
      : plain.includes(source)
        ? decide(original, candidate, span, shared)
        : 'code';
    if (decision === 'unknown') return { kind: 'ambiguous', source };
    if (decision === 'code') interpolations.push(span);
  }
  const kept = new Set(interpolations.map(({ start, end }) => candidate.slice(start, end)));
  const lost = sources.find((source) => !kept.has(source));
  if (lost !== undefined) return { kind: 'lost', source: lost };
  return { kind: 'recognized', value: { text: candidate, interpolations } };
}

/** The distinct source texts, longest first: one can be part of another. */
function sourcesOf({ text, interpolations }: PromptText): string[] {
  const sources = new Set(interpolations.map(({ start, end }) => text.slice(start, end)));
  return [...sources].sort((a, b) => b.length - a.length);
}

function occurrences(text: string, sources: readonly string[]): Span[] {
  const spans: Span[] = [];
  const next = sources.map((source) => text.indexOf(source));
  for (let position = 0; ;) {
    let best = -1;
    for (const [index, source] of sources.entries()) {
      if ((next[index] ?? -1) !== -1 && (next[index] ?? 0) < position)
        next[index] = text.indexOf(source, position);
      const at = next[index] ?? -1;
      if (at !== -1 && (best === -1 || at < (next[best] ?? Infinity))) best = index;
    }
    const start = next[best];
    const source = sources[best];
    if (start === undefined || source === undefined) return spans;
    position = start + source.length;
    spans.push({ start, end: position });
  }
}

/**
 * True for `{name}` inside `{{name}}` where the original has no such thing: the candidate means a placeholder of
 * another kind, not the code with braces around it.
 */
function isWrappedAnew(original: PromptText, candidate: string, { start, end }: Span): boolean {
  const wrapped = candidate.slice(start - 1, end + 1);
  return /^\{\{.*\}\}$/s.test(wrapped) && start > 0 && !original.text.includes(wrapped);
}

/** The source texts that also stand in the original as plain text. */
function plainOccurrences(original: PromptText, sources: readonly string[]): string[] {
  const found = new Set<string>();
  let position = 0;
  for (const span of [
    ...original.interpolations,
    { start: original.text.length, end: original.text.length },
  ]) {
    const between = original.text.slice(position, span.start);
    for (const source of sources) if (between.includes(source)) found.add(source);
    position = span.end;
  }
  return [...found];
}

interface SharedEnds {
  readonly head: number;
  readonly tail: number;
}

function sharedEnds(a: string, b: string): SharedEnds {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a.charCodeAt(head) === b.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return { head, tail };
}

function decide(
  original: PromptText,
  candidate: string,
  span: Span,
  shared: SharedEnds | null,
): 'code' | 'plain' | 'unknown' {
  if (shared === null) return 'code';
  const fromEnd = original.text.length - candidate.length;
  const offset = span.end <= shared.head ? 0 : span.start >= candidate.length - shared.tail ? fromEnd : null;
  if (offset === null) return 'unknown';
  const isCode = original.interpolations.some(
    ({ start, end }) => start === span.start + offset && end === span.end + offset,
  );
  return isCode ? 'code' : 'plain';
}

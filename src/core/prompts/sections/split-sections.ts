import type { PromptText, Span } from '../../model.ts';
import type { TokenCounter } from '../../ports.ts';
import { countLeading } from '../../sorted-search.ts';
import { spanLookup } from '../../spans.ts';
import { findAtoms } from './section-atoms.ts';
import { findCuts, type SectionCut } from './section-cuts.ts';

/** A part of a prompt that is worked on by itself. */
export interface PromptSection {
  readonly span: Span;
  readonly text: string;
  readonly tokens: number;
  /** True when it holds something that must not be cut and is too long by itself: it is left as it stands. */
  readonly isOverLimit: boolean;
}

interface SplitOptions {
  /** Tokens that a section may have. */
  readonly limitTokens: number;
  readonly counter: TokenCounter;
}

/**
 * Cuts a prompt into sections of at most `limitTokens`, at headings first, then between paragraphs, lines, sentences and
 * words; never inside placeholders, control blocks, fences, tags or anything else that is frozen. The sections joined
 * are the prompt.
 */
export function splitSections(prompt: PromptText, options: SplitOptions): readonly PromptSection[] {
  const { text } = prompt;
  const whole = { start: 0, end: text.length };
  const first = toSection(text, whole, options);
  if (!first.isOverLimit) return [first];
  const places = createPlaces(prompt, options);
  const sections: PromptSection[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfSection(start, places, options);
    sections.push(toSection(text, { start, end }, options));
    start = end;
  }
  return sections;
}

/** The sections joined again, each as it stands or as `replace` gives it by its index. */
export function joinSections(
  sections: readonly PromptSection[],
  replaced: ReadonlyMap<number, string> = new Map(),
): string {
  return sections.map(({ text }, index) => replaced.get(index) ?? text).join('');
}

interface Places {
  readonly text: string;
  readonly cuts: readonly SectionCut[];
  /** Tokens of the whole text that begin before an offset: nearly what the text up to there has by itself. */
  readonly tokensBefore: (offset: number) => number;
}

function createPlaces(prompt: PromptText, { limitTokens, counter }: SplitOptions): Places {
  const pieces = counter.pieces(prompt.text);
  const tokensBefore = (offset: number): number =>
    countLeading(pieces.length, (index) => (pieces[index]?.start ?? Infinity) < offset);
  const atomAt = spanLookup(
    findAtoms(prompt, ({ start, end }) => tokensBefore(end) - tokensBefore(start) <= limitTokens),
  );
  const isFree = ({ offset }: SectionCut): boolean => (atomAt(offset)?.start ?? offset) === offset;
  return { text: prompt.text, cuts: findCuts(prompt.text).filter(isFree), tokensBefore };
}

function endOfSection(start: number, places: Places, { limitTokens, counter }: SplitOptions): number {
  const { text, cuts, tokensBefore } = places;
  const base = tokensBefore(start);
  const firstCut = countLeading(cuts.length, (index) => (cuts[index]?.offset ?? Infinity) <= start);
  const isIn = (end: number): boolean => counter.count(text.slice(start, end)) <= limitTokens;
  if (tokensBefore(text.length) - base <= limitTokens && isIn(text.length)) return text.length;
  // Two tokens of reserve: a cut may break a token in two at either end.
  let last = countLeading(
    cuts.length,
    (index) => tokensBefore(cuts[index]?.offset ?? Infinity) - base <= limitTokens - 2,
  );
  while (last > firstCut) {
    const chosen = bestCut(cuts, { from: firstCut, to: last, half: base + limitTokens / 2, tokensBefore });
    const end = cuts[chosen]?.offset ?? text.length;
    if (isIn(end)) return end;
    // Where tokens are so uneven that this happens, a tenth less each time ends it soon.
    last = Math.min(chosen, firstCut + Math.floor((last - firstCut) * 0.9));
  }
  return cuts[firstCut]?.offset ?? text.length;
}

interface Window {
  readonly from: number;
  readonly to: number;
  /** Tokens from which on a section is worth its call. */
  readonly half: number;
  readonly tokensBefore: (offset: number) => number;
}

/** The best cut of the window's latter half, or of the whole when none is there; of equals the last. */
function bestCut(cuts: readonly SectionCut[], { from, to, half, tokensBefore }: Window): number {
  const middle = countLeading(cuts.length, (index) => tokensBefore(cuts[index]?.offset ?? Infinity) < half);
  let best = to - 1;
  for (let index = to - 1; index >= (middle < to ? Math.max(from, middle) : from); index -= 1) {
    if ((cuts[index]?.rank ?? Infinity) < (cuts[best]?.rank ?? Infinity)) best = index;
  }
  return best;
}

function toSection(text: string, span: Span, { limitTokens, counter }: SplitOptions): PromptSection {
  const part = text.slice(span.start, span.end);
  const tokens = counter.count(part);
  return { span, text: part, tokens, isOverLimit: tokens > limitTokens };
}

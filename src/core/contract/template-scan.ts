import type { PlaceholderKind, Span } from '../model.ts';
import type { TagIndex } from './tags.ts';

/** What the matchers of placeholders share while they walk over one text from left to right. */
export interface TemplateScan {
  readonly text: string;
  readonly tags: TagIndex;
  /** Where the last placeholder ended; the next one may touch it. */
  previousEnd: number;
  /** True when the text holds LaTeX commands such as `\frac{`. */
  readonly hasLatex: boolean;
  /** The code around a place: a fence in a programming language, or inline code. */
  readonly programAt: (index: number) => Span | null;
  readonly inlineCodeAt: (index: number) => Span | null;
  /** The first place of a closing mark at or after `from`, or -1. */
  readonly find: (closer: Closer, from: number) => number;
  /** The `}` that closes the `{` at a place, or -1. */
  readonly closingBrace: (index: number) => number;
}

export type Closer = '}' | '}}' | '}}}' | '%}' | '#}' | '%>' | '$';

/** What stands at a place: a placeholder, or (`found` null) text to step over. `end` is where to go on. */
export interface TemplateMatch {
  readonly end: number;
  readonly found: {
    readonly kind: PlaceholderKind;
    readonly name: string;
    readonly positional: boolean;
  } | null;
}

export type TemplateMatcher = (scan: TemplateScan, index: number) => TemplateMatch | null;

/** A match that is a placeholder with a name, or with none. */
export function placeholderMatch(
  kind: PlaceholderKind,
  name: string,
  end: number,
  positional = false,
): TemplateMatch {
  return { end, found: { kind, name: name.trim(), positional } };
}

/** A match that only says how far to step. */
export function stepOver(end: number): TemplateMatch {
  return { end, found: null };
}

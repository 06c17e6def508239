import type { Node } from 'web-tree-sitter';
import type { PromptForm, Span } from '../model.ts';
import type { DecodedText } from './decoded-text.ts';

/** How one literal token is written: what stands before, around and inside it. */
export interface LiteralStyle {
  /** What stands before the quote: `rf`, `u`, nothing. */
  readonly prefix: string;
  readonly open: string;
  readonly close: string;
  /** A dialect of the language's codec, such as `raw`, `template` or `jsx-text`. */
  readonly dialect: string;
  readonly hasInterpolation: boolean;
  readonly form: PromptForm;
  /** White space before every line that is no part of the value. */
  readonly margin?: string;
}

/** One literal token: quotes and what is between them. */
export interface LiteralToken {
  readonly kind: 'token';
  readonly span: Span;
  /** What is between the quotes. */
  readonly content: Span;
  readonly style: LiteralStyle;
  readonly decoded: DecodedText;
}

/**
 * Several tokens that make one value: `separator` is empty for a concatenation and the joining text for
 * `[...].join(separator)`. Nested sequences are flattened; parentheses and comments stand between the tokens.
 */
export interface LiteralSequence {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly separator: string;
  /** What a writer puts between two tokens of a sequence: `+`, `,` or nothing. */
  readonly operator: string;
  readonly tokens: readonly LiteralToken[];
  readonly decoded: DecodedText;
}

export type LiteralTree = LiteralToken | LiteralSequence;

/** A function around a literal that changes its value: `dedent`, `cleandoc`, a template tag. */
export type TextTransform = 'none' | 'dedent' | 'cleandoc' | 'dedent-tag' | 'strip';

/** A literal where it was found. */
export interface FoundLiteral {
  readonly tree: LiteralTree;
  readonly node: Node;
  /** True for an element of a joined list that is reported as a whole. */
  readonly isPart: boolean;
}

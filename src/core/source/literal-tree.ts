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

/** The style of a part of a chain that is no literal but code: its source is kept letter by letter. */
export const operandStyle: LiteralStyle = {
  prefix: '',
  open: '',
  close: '',
  dialect: 'operand',
  hasInterpolation: true,
  form: 'plain',
};

/** The same for a sum without parentheses: text put in front of it would change what it adds up. */
export const sumStyle: LiteralStyle = { ...operandStyle, dialect: 'operand-sum' };

/** One literal token: quotes and what is between them. In a mixed sequence also code, as one interpolation. */
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

/** True for a part of a chain or list that is code. */
export function isOperand({ style }: LiteralToken): boolean {
  return style === operandStyle || style === sumStyle;
}

/** True for a sequence in which literals and code alternate. */
export function isMixed(tree: LiteralTree): tree is LiteralSequence {
  return tree.kind === 'sequence' && tree.tokens.some(isOperand);
}

/** True for what is more than one literal to the language: a list that is joined, a chain with code in it. */
export function isWhole(tree: LiteralTree): boolean {
  return tree.kind === 'sequence' && (tree.separator !== '' || isMixed(tree));
}

/** A function around a literal that changes its value: `dedent`, `cleandoc`, a template tag. */
export type TextTransform =
  'none' | 'dedent' | 'cleandoc' | 'dedent-tag' | 'strip' | 'trim-indent' | 'trim-margin';

/** A literal where it was found. */
export interface FoundLiteral {
  readonly tree: LiteralTree;
  readonly node: Node;
  /** True for a literal of a list or of a chain with code that is reported as a whole. */
  readonly isPart: boolean;
}

import type { Node } from 'web-tree-sitter';
import type { PromptForm, Span } from '../model.ts';
import type { TextRules } from './backslash-escapes.ts';
import { decodeByRules } from './backslash-escapes.ts';
import type { DecodedText } from './decoded-text.ts';
import { createTextBuilder } from './decoded-text.ts';
import type { CodeFrame } from './chain-tokens.ts';
import { chainTokens } from './chain-tokens.ts';
import { inkChildren, sequenceOf } from './literal-sequences.ts';
import type { LiteralStyle, LiteralToken, LiteralTree } from './literal-tree.ts';

/** Reads one token of a language; null when the node is none, or broken. */
export type TokenReader = (node: Node, source: string) => LiteralToken | null;

/** How a language writes concatenations: the node types, and the operator between operands. */
export interface ChainSyntax {
  readonly binary: string;
  readonly operator: string;
  readonly group: string;
  /** Type of the node that holds adjacent literals, where the language has it. */
  readonly adjacent?: string;
  /** What stands around code between the literals where the value is shown; `${` and `}` unless said otherwise. */
  readonly frame?: CodeFrame;
}

/** Asked before the node of a chain is built: whether it can be one that holds a literal. */
export function mayBeChain(source: string, start: number, end: number, operator: string): boolean {
  const text = source.slice(start, end);
  return text.includes(operator) && /["'`]|<<</.test(text);
}

/** Reads a token or a chain of tokens. */
export function readTokenOrChain(
  node: Node,
  source: string,
  chain: ChainSyntax,
  readToken: TokenReader,
): LiteralTree | null {
  if (node.hasError) return null;
  if (node.type !== chain.binary && node.type !== chain.adjacent) return readToken(node, source);
  if (operandsOf(node, chain) === null) return null;
  const operator = node.type === chain.adjacent ? '' : chain.operator;
  const tokens = chainTokens(node, {
    operandsOf: (operand) => operandsOf(operand, chain),
    isGroup: ({ type }) => type === chain.group,
    isLiteral: ({ type }) => type !== chain.adjacent && /string|heredoc|nowdoc/.test(type),
    readToken: (operand) => readToken(operand, source),
    frame: chain.frame ?? ['${', '}'],
  });
  return tokens === null ? null : sequenceOf({ node, separator: '', operator, tokens });
}

function operandsOf(node: Node, chain: ChainSyntax): readonly Node[] | null {
  if (node.type === chain.group || node.type === chain.adjacent) return inkChildren(node);
  const isChain = node.type === chain.binary && node.childForFieldName('operator')?.type === chain.operator;
  return isChain ? inkChildren(node) : null;
}

interface StyleParts {
  readonly open: string;
  readonly close?: string;
  readonly prefix?: string;
  readonly dialect: string;
  readonly form: PromptForm;
  readonly hasInterpolation?: boolean;
  readonly margin?: string;
}

/** A style with the closing quote equal to the opening one unless said otherwise. */
export function makeStyle(parts: StyleParts): LiteralStyle {
  const { open, close = open, prefix = '', dialect, form, hasInterpolation = false, margin = '' } = parts;
  return { prefix, open, close, dialect, form, hasInterpolation, margin };
}

interface TokenParts {
  readonly node: Node;
  readonly source: string;
  readonly style: LiteralStyle;
  readonly rules: TextRules;
  readonly interpolations?: readonly Span[];
}

/** The token between the quotes of a style, decoded by rules; null when a rule rejects it. */
export function tokenByRules({
  node,
  source,
  style,
  rules,
  interpolations = [],
}: TokenParts): LiteralToken | null {
  const span = { start: node.startIndex, end: node.endIndex };
  const content = {
    start: span.start + style.prefix.length + style.open.length,
    end: span.end - style.close.length,
  };
  if (content.end < content.start) return null;
  const decoded = decodeWithCode(source, content, rules, interpolations);
  return decoded === null ? null : { kind: 'token', span, content, style, decoded };
}

/** Decodes the text around filled-in code. */
export function decodeWithCode(
  source: string,
  content: Span,
  rules: TextRules,
  interpolations: readonly Span[],
): DecodedText | null {
  const builder = createTextBuilder();
  let position = content.start;
  for (const span of interpolations) {
    if (!decodeByRules(builder, source, { start: position, end: span.start }, rules)) return null;
    builder.interpolation(source, span.start, span.end);
    position = span.end;
  }
  return decodeByRules(builder, source, { start: position, end: content.end }, rules) ? builder.done() : null;
}

/** The spans of children of a type, such as filled-in code. */
export function childSpans(node: Node, type: string): Span[] {
  return node.namedChildren
    .filter((child) => child.type === type)
    .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
}

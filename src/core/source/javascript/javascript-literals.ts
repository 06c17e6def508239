import type { Node } from 'web-tree-sitter';
import type { Span } from '../../model.ts';
import type { ChainReader } from '../chain-tokens.ts';
import { chainTokens, listTokens } from '../chain-tokens.ts';
import { inkChildren, sequenceOf } from '../literal-sequences.ts';
import type { LiteralStyle, LiteralToken, LiteralTree } from '../literal-tree.ts';
import { decodeJavascript } from './decode-javascript.ts';

/** Reads a string, template, `+` chain, JSX text or `[...].join(separator)`; null for anything else or broken. */
export function readJavascriptLiteral(node: Node, source: string): LiteralTree | null {
  if (node.type === 'jsx_text') return readJsxRun(node, source);
  if (node.hasError) return null;
  switch (node.type) {
    case 'string':
    case 'template_string':
      return readToken(node, source);
    case 'binary_expression':
      return readChain(node, source);
    case 'call_expression':
      return readJoin(node, source);
    default:
      return null;
  }
}

function readChain(node: Node, source: string): LiteralTree | null {
  if (node.childForFieldName('operator')?.type !== '+') return null;
  const tokens = chainTokens(node, chainReader(source));
  return tokens === null ? null : sequenceOf({ node, separator: '', operator: '+', tokens });
}

function chainReader(source: string): ChainReader {
  return {
    operandsOf,
    isGroup: ({ type }) => type === 'parenthesized_expression',
    isLiteral: ({ type }) => type === 'string' || type === 'template_string',
    readToken: (node) => readToken(node, source),
    frame: ['${', '}'],
  };
}

function operandsOf(node: Node): readonly Node[] | null {
  if (node.type === 'parenthesized_expression') return inkChildren(node);
  if (node.type !== 'binary_expression') return null;
  return node.childForFieldName('operator')?.type === '+' ? inkChildren(node) : null;
}

function readToken(node: Node, source: string): LiteralToken | null {
  if (node.hasError || (node.type !== 'string' && node.type !== 'template_string')) return null;
  const { startIndex, endIndex } = node;
  if (endIndex - startIndex < 2 || source[startIndex] !== source[endIndex - 1]) return null;
  const content = { start: startIndex + 1, end: endIndex - 1 };
  const style = styleOf(node, source);
  const interpolations = node.type === 'string' ? [] : childSpans(node, 'template_substitution');
  const decoded = decodeJavascript(source, content, style, interpolations);
  if (decoded === null) return null;
  return { kind: 'token', span: { start: startIndex, end: endIndex }, content, style, decoded };
}

function childSpans(node: Node, type: string): Span[] {
  return node.namedChildren
    .filter((child) => child.type === type)
    .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
}

/** The style of a quoted string outside JSX. */
export function quotedStyle(quote: string): LiteralStyle {
  return { prefix: '', open: quote, close: quote, dialect: 'quoted', hasInterpolation: false, form: 'plain' };
}

/** The style of a template literal without a tag. */
export const templateStyle: LiteralStyle = {
  prefix: '',
  open: '`',
  close: '`',
  dialect: 'template',
  hasInterpolation: true,
  form: 'template',
};

function styleOf(node: Node, source: string): LiteralStyle {
  const quote = source.charAt(node.startIndex);
  if (node.type === 'string') {
    const isAttribute =
      precedingInk(source, node.startIndex) === '=' && node.parent?.type === 'jsx_attribute';
    return isAttribute
      ? { ...quotedStyle(quote), dialect: 'jsx-attribute', form: 'jsx' }
      : quotedStyle(quote);
  }
  const tag = templateTag(node, source);
  if (tag === null) return templateStyle;
  return { ...templateStyle, dialect: tag === 'String.raw' ? 'raw' : 'template', form: 'tagged-template' };
}

/** The tag of a template literal as written; null when it has none. */
export function templateTag(node: Node, source: string): string | null {
  // Most templates stand after `=`, `(` or `,`: those cannot be tagged and need no look at the parent.
  if (!/[\w$)\]>]/.test(precedingInk(source, node.startIndex))) return null;
  const { parent } = node;
  if (parent?.type !== 'call_expression') return null;
  const callee = parent.childForFieldName('function');
  return callee === null || callee.endIndex > node.startIndex ? null : callee.text;
}

function precedingInk(source: string, offset: number): string {
  let at = offset - 1;
  while (at >= 0 && /\s/.test(source.charAt(at))) at--;
  return source.charAt(at);
}

/** `[...].join(separator)` of literals. */
function readJoin(node: Node, source: string): LiteralTree | null {
  const callee = node.childForFieldName('function');
  const parameters = node.childForFieldName('arguments');
  if (callee?.type !== 'member_expression' || parameters?.type !== 'arguments') return null;
  if (callee.childForFieldName('property')?.text !== 'join') return null;
  const list = callee.childForFieldName('object');
  const separator = separatorOf(parameters, source);
  if (list?.type !== 'array' || separator === null) return null;
  const tokens = listTokens(inkChildren(list), chainReader(source));
  if (tokens === null) return null;
  return sequenceOf({ node, separator, operator: ',', tokens });
}

/** The text that the only argument of `join` stands for; null when it is no plain literal. */
function separatorOf(parameters: Node, source: string): string | null {
  const [glue, ...others] = inkChildren(parameters);
  if (glue === undefined || others.length > 0) return null;
  const token = readToken(glue, source);
  if (token === null || token.style.hasInterpolation || token.decoded.text === '') return null;
  return token.decoded.text;
}

const jsxRunTypes = new Set(['jsx_text', 'html_character_reference', 'jsx_expression']);

/** All the text between two tags, with `{...}` as code that is filled in. */
function readJsxRun(node: Node, source: string): LiteralTree | null {
  let first = node;
  for (
    let next = first.previousSibling;
    next !== null && jsxRunTypes.has(next.type);
    next = first.previousSibling
  ) {
    first = next;
  }
  const expressions: Span[] = [];
  let last = first;
  for (let next: Node | null = first; next !== null && jsxRunTypes.has(next.type); next = next.nextSibling) {
    if (next.hasError) return null;
    if (next.type === 'jsx_expression') expressions.push({ start: next.startIndex, end: next.endIndex });
    last = next;
  }
  const span = { start: first.startIndex, end: last.endIndex };
  const decoded = decodeJavascript(source, span, jsxTextStyle, expressions);
  if (decoded === null || decoded.text.trim() === '') return null;
  return { kind: 'token', span, content: span, style: jsxTextStyle, decoded };
}

const jsxTextStyle: LiteralStyle = {
  prefix: '',
  open: '',
  close: '',
  dialect: 'jsx-text',
  hasInterpolation: true,
  form: 'jsx',
};

import type { Node } from 'web-tree-sitter';
import type { PromptForm, Span } from '../../model.ts';
import type { ChainReader } from '../chain-tokens.ts';
import { chainTokens, listTokens } from '../chain-tokens.ts';
import { inkChildren, sequenceOf } from '../literal-sequences.ts';
import type { LiteralStyle, LiteralToken, LiteralTree } from '../literal-tree.ts';
import { decodePython } from './decode-python.ts';

/** Reads a string, a concatenation, or `separator.join([...])` of strings; null for bytes and broken literals. */
export function readPythonLiteral(node: Node, source: string): LiteralTree | null {
  if (node.hasError) return null;
  switch (node.type) {
    case 'string':
      return readToken(node, source);
    case 'concatenated_string':
      return readChain(node, source, '');
    case 'binary_operator':
      return node.childForFieldName('operator')?.type === '+' ? readChain(node, source, '+') : null;
    case 'call':
      return readJoin(node, source);
    default:
      return null;
  }
}

function readChain(node: Node, source: string, operator: string): LiteralTree | null {
  const tokens = chainTokens(node, chainReader(source));
  return tokens === null ? null : sequenceOf({ node, separator: '', operator, tokens });
}

function chainReader(source: string): ChainReader {
  return {
    operandsOf,
    isGroup: ({ type }) => type === 'parenthesized_expression',
    isLiteral: ({ type }) => type === 'string',
    readToken: (node) => readToken(node, source),
    frame: ['{', '}'],
  };
}

function operandsOf(node: Node): readonly Node[] | null {
  switch (node.type) {
    case 'concatenated_string':
      return inkChildren(node);
    case 'parenthesized_expression':
      return inkChildren(node);
    case 'binary_operator':
      return node.childForFieldName('operator')?.type === '+' ? inkChildren(node) : null;
    default:
      return null;
  }
}

function readToken(node: Node, source: string): LiteralToken | null {
  if (node.type !== 'string' || node.hasError) return null;
  const first = node.firstChild;
  const last = node.lastChild;
  if (first?.type !== 'string_start' || last?.type !== 'string_end') return null;
  const style = pythonStyle(source.slice(first.startIndex, first.endIndex));
  if (style === null) return null;
  const content = { start: first.endIndex, end: last.startIndex };
  const interpolations: Span[] = [];
  if (style.hasInterpolation) {
    for (const child of node.namedChildren) {
      if (child.type === 'interpolation') {
        interpolations.push({ start: child.startIndex, end: child.endIndex });
      }
    }
  }
  const decoded = decodePython(source, content, style, interpolations);
  const span = { start: node.startIndex, end: node.endIndex };
  return decoded === null ? null : { kind: 'token', span, content, style, decoded };
}

/** The style of `rf"""` and the like; null for bytes and for prefixes unknown here. */
export function pythonStyle(opening: string): LiteralStyle | null {
  const match = /^([a-z]{0,2})("""|'''|"|')$/i.exec(opening);
  const prefix = match?.[1] ?? '';
  const quote = match?.[2];
  const letters = prefix.toLowerCase();
  if (quote === undefined || !['', 'r', 'u', 'f', 'rf', 'fr'].includes(letters)) return null;
  const isRaw = letters.includes('r');
  const hasInterpolation = letters.includes('f');
  return {
    prefix,
    open: quote,
    close: quote,
    dialect: isRaw ? 'raw' : 'cooked',
    hasInterpolation,
    form: formOf({ isRaw, hasInterpolation, isTriple: quote.length === 3 }),
  };
}

function formOf(traits: { isRaw: boolean; hasInterpolation: boolean; isTriple: boolean }): PromptForm {
  if (traits.hasInterpolation) return 'f-string';
  if (traits.isRaw) return 'raw';
  return traits.isTriple ? 'triple-quoted' : 'plain';
}

function readJoin(node: Node, source: string): LiteralTree | null {
  const callee = node.childForFieldName('function');
  const list = joinedList(node);
  if (callee?.type !== 'attribute' || list === null) return null;
  if (callee.childForFieldName('attribute')?.text !== 'join') return null;
  const object = callee.childForFieldName('object');
  const separator = object === null ? null : readToken(object, source);
  if (separator === null || separator.style.hasInterpolation || separator.decoded.text === '') return null;
  const tokens = listTokens(inkChildren(list), chainReader(source));
  if (tokens === null) return null;
  return sequenceOf({ node, separator: separator.decoded.text, operator: ',', tokens });
}

function joinedList(call: Node): Node | null {
  const parameters = call.childForFieldName('arguments');
  if (parameters?.type !== 'argument_list') return null;
  const [list, ...others] = inkChildren(parameters);
  return list !== undefined && others.length === 0 && (list.type === 'list' || list.type === 'tuple')
    ? list
    : null;
}

import type { Node } from 'web-tree-sitter';
import { createTextBuilder } from './decoded-text.ts';
import { inkChildren } from './literal-sequences.ts';
import type { LiteralStyle, LiteralToken } from './literal-tree.ts';
import { isOperand, operandStyle, sumStyle } from './literal-tree.ts';

/** How a language writes concatenations, and how code between literals is shown in their value. */
export interface ChainReader {
  /** The operands of a concatenation, in order; null for any other node. */
  operandsOf(node: Node): readonly Node[] | null;
  /** True for parentheses, which have one operand. */
  isGroup(node: Node): boolean;
  /** True for a node that only `readToken` may read: code is never taken for it. */
  isLiteral(node: Node): boolean;
  readToken(node: Node): LiteralToken | null;
  /** What stands around code where the value of the chain is shown: `${` and `}`. */
  readonly frame: CodeFrame;
}

export type CodeFrame = readonly [open: string, close: string];

/** More parentheses than this around a part are code: nobody writes them. */
const deepest = 40;

/**
 * The parts of a chain in order, through nested chains and parentheses. A part that is no literal is code. Null without
 * any literal, and when a literal cannot be read (bytes, broken).
 */
export function chainTokens(root: Node, reader: ChainReader): LiteralToken[] | null {
  const parts = partsOf(root, reader, 0);
  if (parts === null) return null;
  const tokens: LiteralToken[] = [];
  for (const part of parts) {
    const token = reader.isLiteral(part) ? reader.readToken(part) : operandToken(part, reader);
    if (token === null) return null;
    tokens.push(token);
  }
  return tokens;
}

/** The elements of a list of texts, of which one at least is a literal; null when another is a chain of its own. */
export function listTokens(items: readonly Node[], reader: ChainReader): LiteralToken[] | null {
  const tokens: LiteralToken[] = [];
  for (const item of items) {
    const isChain = !reader.isLiteral(item) && partsOf(item, reader, 0) !== null;
    const token = isChain
      ? null
      : reader.isLiteral(item)
        ? reader.readToken(item)
        : operandToken(item, reader);
    if (token === null) return null;
    tokens.push(token);
  }
  return tokens.every(isOperand) ? null : tokens;
}

/** The parts of a node that is or holds a literal of its own; null for one that is nothing but code. */
function partsOf(node: Node, reader: ChainReader, depth: number): Node[] | null {
  if (reader.isLiteral(node)) return [node];
  const operands = reader.operandsOf(node);
  if (operands === null || depth > deepest) return null;
  if (reader.isGroup(node)) {
    const [inner, ...others] = operands;
    return inner === undefined || others.length > 0 ? null : partsOf(inner, reader, depth + 1);
  }
  return sumParts(node, reader, depth);
}

/**
 * The parts of `a + b + c`, whose tree leans to the left and may be thousands of nodes deep. What stands left of the
 * first literal is one part: between numbers, `+` adds.
 */
function sumParts(sum: Node, reader: ChainReader, depth: number): Node[] | null {
  const spine: { readonly node: Node; readonly right: readonly Node[] }[] = [];
  let left: Node = sum;
  for (;;) {
    const [first, ...right] = reader.isGroup(left) ? [] : (reader.operandsOf(left) ?? []);
    if (first === undefined) break;
    spine.push({ node: left, right });
    left = first;
  }
  const first = partsOf(left, reader, depth + 1);
  const parts = first ?? [];
  let code: Node | null = first === null ? left : null;
  for (const { node, right } of spine.reverse()) {
    const read = right.map((operand) => partsOf(operand, reader, depth + 1));
    if (code !== null && read.every((part) => part === null)) {
      code = node;
      continue;
    }
    if (code !== null) parts.push(code);
    code = null;
    for (const [index, operand] of right.entries()) parts.push(...(read[index] ?? [operand]));
  }
  return code === null ? parts : null;
}

/** Code as a part of a chain; parentheses around it are not shown. */
function operandToken(node: Node, reader: ChainReader): LiteralToken | null {
  if (node.hasError || node.type === 'heredoc_beginning') return null;
  const span = { start: node.startIndex, end: node.endIndex };
  const [open, close] = reader.frame;
  const builder = createTextBuilder();
  builder.operand(open + shownNode(node, reader).text + close, span.start, span.end);
  return { kind: 'token', span, content: span, style: styleOf(node, reader), decoded: builder.done() };
}

function shownNode(node: Node, { isGroup }: ChainReader): Node {
  if (!isGroup(node)) return node;
  const [inner, ...others] = inkChildren(node);
  const hasComments = node.namedChildCount > 1;
  return inner === undefined || others.length > 0 || hasComments ? node : inner;
}

function styleOf(node: Node, { operandsOf, isGroup }: ChainReader): LiteralStyle {
  return !isGroup(node) && operandsOf(node) !== null ? sumStyle : operandStyle;
}

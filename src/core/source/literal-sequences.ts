import type { Node } from 'web-tree-sitter';
import { createTextBuilder } from './decoded-text.ts';
import type { LiteralSequence, LiteralToken, LiteralTree } from './literal-tree.ts';

interface SequenceParts {
  readonly node: Node;
  readonly separator: string;
  readonly operator: string;
  readonly tokens: readonly LiteralToken[];
}

/** Several tokens as one value; the separator between them has no source. */
export function sequenceOf({ node, separator, operator, tokens }: SequenceParts): LiteralSequence {
  const builder = createTextBuilder();
  for (const [index, token] of tokens.entries()) {
    if (index > 0) builder.joint(separator, token.span.start);
    builder.append(token.decoded);
  }
  const span = { start: node.startIndex, end: node.endIndex };
  return { kind: 'sequence', span, separator, operator, tokens, decoded: builder.done() };
}

/**
 * The operands of a chain in order, through nested chains and parentheses; null when one is not a literal. The work
 * list keeps chains of thousands of parts off the call stack.
 */
export function chainTokens(
  root: Node,
  operandsOf: (node: Node) => readonly Node[] | null,
  readToken: (node: Node) => LiteralToken | null,
): LiteralToken[] | null {
  const tokens: LiteralToken[] = [];
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const operands = operandsOf(node);
    if (operands === null) {
      const token = readToken(node);
      if (token === null) return null;
      tokens.push(token);
    } else {
      for (let index = operands.length - 1; index >= 0; index--) {
        const operand = operands[index];
        if (operand !== undefined) pending.push(operand);
      }
    }
  }
  return tokens;
}

/** The named children of a node without comments. */
export function inkChildren(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => !type.endsWith('comment'));
}

/** The tokens of a literal of either kind. */
export function tokensOf(tree: LiteralTree): readonly LiteralToken[] {
  return tree.kind === 'token' ? [tree] : tree.tokens;
}

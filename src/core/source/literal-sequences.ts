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
  // A prefix that the grammar does not know stands before the node.
  const start = Math.min(node.startIndex, tokens[0]?.span.start ?? node.startIndex);
  const span = { start, end: node.endIndex };
  return { kind: 'sequence', span, separator, operator, tokens, decoded: builder.done() };
}

/** The named children of a node without comments. */
export function inkChildren(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => !type.endsWith('comment'));
}

/** The tokens of a literal of either kind. */
export function tokensOf(tree: LiteralTree): readonly LiteralToken[] {
  return tree.kind === 'token' ? [tree] : tree.tokens;
}

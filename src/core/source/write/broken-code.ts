import type { Node } from 'web-tree-sitter';

/**
 * True when the statement of a literal, or one right beside it, has a syntax error: the parser may then have taken
 * code for text. An error further away cannot touch it, and may be a gap of the grammar.
 */
export function isBrokenAround(literal: Node): boolean {
  for (let node: Node = literal; ;) {
    if (node.isError || node.isMissing) return true;
    const { parent } = node;
    if (parent === null) return false;
    if (parent.isError) return true;
    if (isStatement(node)) return node.hasError || isBrokenNeighbour(node);
    node = parent;
  }
}

function isStatement(node: Node): boolean {
  return /_statement$|_declaration$|_definition$/.test(node.type);
}

function isBrokenNeighbour(statement: Node): boolean {
  return [statement.previousSibling, statement.nextSibling].some(
    (sibling) => sibling !== null && (sibling.isError || sibling.isMissing),
  );
}

import type { Node } from 'web-tree-sitter';

/**
 * True when a syntax error may have made the parser take code for text: one that holds a quote, or stands within a line of
 * the literal, in its statement or right beside that. Other errors cannot touch it, and may be gaps of the grammar.
 */
export function isBrokenAround(literal: Node): boolean {
  for (let node: Node = literal; ;) {
    if (node.isError || node.isMissing) return true;
    const { parent } = node;
    // Grammars without statements leave the whole file to look at.
    if (parent === null) return hasHarmfulError(node, literal);
    if (parent.isError) return true;
    if (isStatement(node)) return hasHarmfulError(node, literal) || isBrokenNeighbour(node);
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

/** Looks for the errors inside a statement by the branches that have one. */
function hasHarmfulError(statement: Node, literal: Node): boolean {
  const pending: Node[] = [statement];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!node.hasError && !node.isMissing) continue;
    if ((node.isError || node.isMissing) && isHarmful(node, literal)) return true;
    pending.push(...node.children.filter((child) => child.hasError || child.isError || child.isMissing));
  }
  return false;
}

function isHarmful(error: Node, literal: Node): boolean {
  const isNear =
    error.endPosition.row >= literal.startPosition.row - 1 &&
    error.startPosition.row <= literal.endPosition.row + 1;
  return isNear || error.isMissing || /["'`]/.test(error.text);
}

import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../../model.ts';
import type { Turns } from '../../turns.ts';

/** One node as far as it matters: its type and where it is. */
interface Step {
  readonly type: number;
  readonly start: number;
  readonly end: number;
  readonly isMissing: boolean;
}

interface TreeWithLiteral {
  readonly tree: Tree;
  /** Where the literal is. */
  readonly span: Span;
}

/** Nodes between two looks at the clock. */
const NODES_PER_LOOK = 64;

/**
 * True when two trees differ in nothing but what lies inside the given spans, positions behind them shifted. Both are
 * walked as a whole, in turns; whoever calls keeps them until then.
 */
export async function isSameTreeOutside(
  { tree: before, span: beforeSpan }: TreeWithLiteral,
  { tree: after, span: afterSpan }: TreeWithLiteral,
  turns: Turns,
): Promise<boolean> {
  const oldNodes = nodesOutside(before, beforeSpan);
  const newNodes = nodesOutside(after, afterSpan);
  const shift = afterSpan.end - beforeSpan.end;
  const moved = (offset: number): number => (offset >= beforeSpan.end ? offset + shift : offset);
  try {
    for (let seen = 1; ; seen += 1) {
      if (seen % NODES_PER_LOOK === 0 && turns.isOver()) await turns.next();
      const a = oldNodes.next();
      const b = newNodes.next();
      if (a.done === true || b.done === true) return a.done === true && b.done === true;
      const isMoved = moved(a.value.start) === b.value.start && moved(a.value.end) === b.value.end;
      const isAlike = a.value.type === b.value.type && a.value.isMissing === b.value.isMissing;
      if (!isMoved || !isAlike) return false;
    }
  } finally {
    // A cursor that is left to the garbage collector corrupts the parser's memory in this version of the library.
    oldNodes.return();
    newNodes.return();
  }
}

/** All nodes in preorder but those that lie wholly inside the span. */
function* nodesOutside(tree: Tree, span: Span): Generator<Step, void> {
  const cursor = tree.walk();
  try {
    for (let isInside = false; ;) {
      const start = cursor.startIndex;
      const end = cursor.endIndex;
      isInside = start >= span.start && end <= span.end;
      if (!isInside) yield { type: cursor.nodeTypeId, start, end, isMissing: cursor.nodeIsMissing };
      if (!next(cursor, !isInside)) return;
    }
  } finally {
    cursor.delete();
  }
}

function next(cursor: TreeCursor, intoChildren: boolean): boolean {
  if (intoChildren && cursor.gotoFirstChild()) return true;
  while (!cursor.gotoNextSibling()) {
    if (!cursor.gotoParent()) return false;
  }
  return true;
}

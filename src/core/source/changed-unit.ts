import type { Edit, Node, Tree } from 'web-tree-sitter';
import type { Span } from '../model.ts';

/**
 * A stretch of code around an edit. What lies outside of it is the same code in the same surroundings as before,
 * shifted by `end - oldEnd` behind it: what was known of its literals holds on.
 */
export interface ChangedUnit {
  readonly start: number;
  /** In the text as it is now. */
  readonly end: number;
  /** In the text as it was. */
  readonly oldEnd: number;
}

/** The text and the tree from before and after an edit. */
export interface UpdatedTree {
  /** The old tree after `Tree.edit`: both have the positions of the new text. */
  readonly before: Tree;
  readonly after: Tree;
  readonly oldSource: string;
  readonly source: string;
  readonly edit: Edit;
  /** True for a node that may be read as one literal: nothing in it can be looked at alone. */
  isLiteral(type: string, span: Span): boolean;
}

/** Nodes that list statements: what one statement says is no evidence about literals of the next. */
const blocks =
  /^(?:compound_statement|body_statement|statements)$|(?:^|_)(?:block|body|(?:statement|declaration)_list)$/;

/** Nodes whose block says nothing about what stands beside the block. */
const owners =
  /(?:declaration|definition|function|method|constructor|statement|item|class|module|namespace)$/;

/** Parts of literals: what is filled in, and what stands between tags. */
const partsOfLiterals = /^jsx_|interpolation|substitution/;

/** What stands farther than this from both ends of a node says nothing about what stands beside the node. */
const margin = 256;

/** Lines that a comment can stand above what it is about. */
const reachOfComments = 3;

/** The smallest unit around an edit that is safe to look at alone; the whole text at most. */
export function changedUnit(updated: UpdatedTree): ChangedUnit {
  const { edit, source } = updated;
  const region = changedRegion(updated);
  const whole = { start: 0, end: source.length };
  const { start, end } = (region === null ? null : descend(updated, region)) ?? whole;
  return { start, end, oldEnd: end - (edit.newEndIndex - edit.oldEndIndex) };
}

/**
 * The edit and its neighbours, and wherever the trees differ because of it; null near a comment that decides about
 * literals, which can be about any of them.
 */
function changedRegion({ before, after, oldSource, source, edit }: UpdatedTree): Span | null {
  const ranges = before.getChangedRanges(after);
  const start = Math.min(edit.startIndex, ...ranges.map(({ startIndex }) => startIndex));
  const end = Math.max(edit.newEndIndex, ...ranges.map(({ endIndex }) => endIndex));
  const oldEnd = end - (edit.newEndIndex - edit.oldEndIndex);
  const isNearComment =
    hasDirective(source, { start, end }) || hasDirective(oldSource, { start, end: oldEnd });
  return isNearComment ? null : { start: Math.max(0, start - 1), end: end + 1 };
}

/** Whether a comment that decides about literals stands in some lines or a little above. */
function hasDirective(source: string, { start, end }: Span): boolean {
  let first = start;
  for (let line = 0; line <= reachOfComments && first > 0; line++)
    first = source.lastIndexOf('\n', first - 1);
  const newline = source.indexOf('\n', end);
  const lines = source.slice(Math.max(0, first), newline === -1 ? source.length : newline);
  return lines.includes('promptops');
}

/** Goes down both trees at once, as long as both have the same nodes around the region; null when that is all. */
function descend({ before, after, isLiteral }: UpdatedTree, region: Span): Span | null {
  let unit: Span | null = null;
  let parents = [before.rootNode, after.rootNode] as const;
  for (let type = rootType; ; type = parents[1].type) {
    const run = childrenAround(parents[1], region);
    const old = childrenAround(parents[0], region);
    if (run === null || !isSameRun(old, run)) return unit;
    if (run.only === null) return isBlock(type) ? run : unit;
    const child = run.only.type;
    const isSafe = standsAlone(type, child) || isFarInside(run, region);
    if (!isSafe || partsOfLiterals.test(child)) return unit;
    unit = run;
    if (isLiteral(child, run) || !old?.only) return unit;
    parents = [old.only, run.only];
  }
}

function isSameRun(old: Run | null, run: Run): boolean {
  return old?.start === run.start && old.end === run.end && old.only?.type === run.only?.type;
}

const rootType = 'block';

function isBlock(type: string): boolean {
  return blocks.test(type);
}

/** Whether what a child says is no evidence about the other children, wherever in it that stands. */
function standsAlone(parent: string, child: string): boolean {
  return isBlock(parent) || (owners.test(parent) && isBlock(child));
}

function isFarInside(outer: Span, inner: Span): boolean {
  return inner.start - outer.start >= margin && outer.end - inner.end >= margin;
}

/** Neighbouring children of one node. */
interface Run extends Span {
  /** The child that the region lies inside of; null when it reaches beyond one. */
  readonly only: Node | null;
}

/** The children that touch the region; null when there is none. */
function childrenAround(parent: Node, region: Span): Run | null {
  const first = parent.firstChildForIndex(region.start);
  if (first === null) return null;
  const start = first.startIndex;
  let end = first.endIndex;
  if (start < region.start && end > region.end) return { start, end, only: first };
  for (let next = first.nextSibling; next !== null && end < region.end; next = next.nextSibling) {
    end = next.endIndex;
  }
  return { start: Math.min(start, region.start), end: Math.max(end, region.end), only: null };
}

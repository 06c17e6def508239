import type { Node } from 'web-tree-sitter';
import type { Span } from '../model.ts';
import type { DecodedText } from './decoded-text.ts';
import { familyOf } from './languages.ts';
import type { LanguageSupport } from './language-support.ts';
import type { LiteralTree, TextTransform } from './literal-tree.ts';
import type { ParsedSource } from './source-parser.ts';
import { applyTransforms, wrappersOf } from './text-wrappers.ts';

/** A literal with its value after the functions around it. */
export interface LocatedLiteral {
  readonly tree: LiteralTree;
  readonly node: Node;
  readonly transforms: readonly TextTransform[];
  readonly value: DecodedText;
}

/** The literal that stands exactly at `span`; null when there is none. */
export function literalAt(parsed: ParsedSource, support: LanguageSupport, span: Span): LocatedLiteral | null {
  const lastIndex = Math.max(span.start, span.end - 1);
  const smallest = parsed.tree.rootNode.descendantForIndex(span.start, lastIndex);
  if (smallest === null) return null;
  // A prefix that the grammar does not know stands before the node: then the way leads over the closing quote.
  const closing = parsed.tree.rootNode.descendantForIndex(lastIndex, lastIndex);
  const located = outwards(smallest, parsed, support, span) ?? outwards(closing, parsed, support, span);
  if (located !== null) return located;
  // Text between tags is not one node but a run of children.
  for (const child of smallest.namedChildren) {
    if (!isWithin(child, span)) continue;
    const found = readAt(child, parsed, support, span);
    if (found !== null) return found;
  }
  return null;
}

function outwards(
  from: Node | null,
  parsed: ParsedSource,
  support: LanguageSupport,
  span: Span,
): LocatedLiteral | null {
  for (let node = from; node !== null && isWithin(node, span); node = node.parent) {
    const located = readAt(node, parsed, support, span);
    if (located !== null) return located;
  }
  return null;
}

function isWithin(node: Node, span: Span): boolean {
  return node.startIndex >= span.start && node.endIndex <= span.end;
}

function readAt(
  node: Node,
  parsed: ParsedSource,
  support: LanguageSupport,
  span: Span,
): LocatedLiteral | null {
  if (!support.literalTypes.has(node.type)) return null;
  const tree = support.read(node, parsed.source);
  if (tree?.span.start !== span.start || tree.span.end !== span.end) return null;
  const transforms = wrappersOf(node, ancestorsOf(node), familyOf(parsed.language));
  const value = applyTransforms(transforms, tree.decoded);
  return value === null ? null : { tree, node, transforms, value };
}

/** The nodes around a node, from the nearest to the root. */
export function ancestorsOf(node: Node): Node[] {
  const ancestors: Node[] = [];
  for (let parent = node.parent; parent !== null; parent = parent.parent) ancestors.push(parent);
  return ancestors;
}

import type { Span } from '../../model.ts';
import { countLeading } from '../../sorted-search.ts';
import type { Block } from './blocks.ts';
import type { Line } from './lines.ts';
import type { Sentence } from './sentences.ts';

/** Index of the line that holds the position; its line break belongs to it. */
export function lineIndexAt(lines: readonly Line[], position: number): number {
  return lastStartingAt(lines, position);
}

/** Index of the last block that starts at or before the position. */
export function blockIndexAt(blocks: readonly Block[], position: number): number {
  return lastStartingAt(blocks, position);
}

/** Index of the last sentence that starts at or before the position. */
export function sentenceIndexAt(sentences: readonly Sentence[], position: number): number {
  return lastStartingAt(sentences, position);
}

function lastStartingAt(items: readonly { readonly span: Span }[], position: number): number {
  return countLeading(items.length, (index) => (items[index]?.span.start ?? 0) <= position) - 1;
}

/** How many items of a sorted list start at or before the position. */
export function countBefore(items: readonly { readonly span: Span }[], position: number): number {
  return lastStartingAt(items, position) + 1;
}

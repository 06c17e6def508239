import { countLeading } from '../sorted-search.ts';

/** Line and column of an offset; both count from 1, columns in UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly column: number;
}

/** Turns offsets of one text into places. */
export type LineIndex = (offset: number) => LinePosition;

/** Turns offsets of one text into lines and columns, in logarithmic time each. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const line = countLeading(starts.length, (index) => (starts[index] ?? Infinity) <= offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

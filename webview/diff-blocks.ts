import type { Span } from '../src/core/model.ts';

/** A stretch of the original that no change touches. */
export interface SamePiece {
  readonly kind: 'same';
  readonly span: Span;
}

/** A change, by its index in the list of hunks. */
export interface HunkPiece {
  readonly kind: 'hunk';
  readonly index: number;
}

/** Whole lines of the original: those that changes touch, or those between. */
export type DiffBlock =
  | { readonly kind: 'changed'; readonly span: Span; readonly pieces: readonly (SamePiece | HunkPiece)[] }
  | { readonly kind: 'unchanged'; readonly span: Span; readonly lines: number };

/**
 * Cuts the original into lines with changes and lines without, in order. Changes of one line share a block, so that
 * the line is read once; `hunks` are sorted and do not touch.
 */
export function diffBlocks(original: string, hunks: readonly Span[]): readonly DiffBlock[] {
  const blocks: DiffBlock[] = [];
  let position = 0;
  for (const group of groupByLines(original, hunks)) {
    pushUnchanged(blocks, original, { start: position, end: group.span.start });
    blocks.push({ kind: 'changed', span: group.span, pieces: piecesOf(group, hunks) });
    position = group.span.end;
  }
  pushUnchanged(blocks, original, { start: position, end: original.length });
  return blocks;
}

/** The blocks up to and with so many changes; a block with more of them ends after the last that is let through. */
export function firstChanges(blocks: readonly DiffBlock[], count: number): readonly DiffBlock[] {
  const shown: DiffBlock[] = [];
  let left = count;
  for (const block of blocks) {
    if (left === 0) break;
    if (block.kind === 'unchanged') {
      shown.push(block);
      continue;
    }
    const cut = cutPieces(block, left);
    shown.push(cut);
    left -= cut.pieces.filter(({ kind }) => kind === 'hunk').length;
  }
  return shown;
}

type ChangedBlock = DiffBlock & { kind: 'changed' };

function cutPieces(block: ChangedBlock, count: number): ChangedBlock {
  const hunks = block.pieces.filter(({ kind }) => kind === 'hunk');
  const last = hunks[count - 1];
  if (last === undefined || hunks.length === count) return block;
  const pieces = block.pieces.slice(0, block.pieces.indexOf(last) + 1);
  const end = pieces.findLast((piece) => piece.kind === 'same')?.span.end ?? block.span.start;
  return { kind: 'changed', span: { start: block.span.start, end }, pieces };
}

interface Group {
  readonly span: Span;
  readonly indexes: readonly number[];
}

function groupByLines(original: string, hunks: readonly Span[]): readonly Group[] {
  const groups: Group[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const lines = linesAround(original, hunk);
    const previous = groups.at(-1);
    if (previous !== undefined && lines.start < previous.span.end) {
      const span = { start: previous.span.start, end: Math.max(previous.span.end, lines.end) };
      groups[groups.length - 1] = { span, indexes: [...previous.indexes, index] };
    } else groups.push({ span: lines, indexes: [index] });
  }
  return groups;
}

/** A change that ends with a line end leaves the next line alone. */
function linesAround(original: string, { start, end }: Span): Span {
  const lineStart = start === 0 ? 0 : original.lastIndexOf('\n', start - 1) + 1;
  const endsLine = end > start && original[end - 1] === '\n';
  const lineEnd = endsLine ? end - 1 : original.indexOf('\n', end);
  return { start: lineStart, end: lineEnd === -1 ? original.length : lineEnd + 1 };
}

function piecesOf({ span, indexes }: Group, hunks: readonly Span[]): readonly (SamePiece | HunkPiece)[] {
  const pieces: (SamePiece | HunkPiece)[] = [];
  let position = span.start;
  const pushSame = (end: number): void => {
    if (end > position) pieces.push({ kind: 'same', span: { start: position, end } });
  };
  for (const index of indexes) {
    const hunk = hunks[index];
    if (hunk === undefined) continue;
    pushSame(hunk.start);
    pieces.push({ kind: 'hunk', index });
    position = hunk.end;
  }
  pushSame(span.end);
  return pieces;
}

function pushUnchanged(blocks: DiffBlock[], original: string, span: Span): void {
  if (span.end > span.start) blocks.push({ kind: 'unchanged', span, lines: countLines(original, span) });
}

function countLines(text: string, { start, end }: Span): number {
  let lines = 0;
  for (let at = start; at < end; lines += 1) {
    const lineEnd = text.indexOf('\n', at);
    at = lineEnd === -1 ? end : lineEnd + 1;
  }
  return lines;
}

/** Where the first `count` lines of a span end. */
export function endOfLines(text: string, { start, end }: Span, count: number): number {
  let at = start;
  for (let line = 0; line < count && at < end; line += 1) {
    const lineEnd = text.indexOf('\n', at);
    at = lineEnd === -1 || lineEnd >= end ? end : lineEnd + 1;
  }
  return at;
}

/** Where the last `count` lines of a span begin. */
export function startOfLastLines(text: string, { start, end }: Span, count: number): number {
  let at = end;
  for (let line = 0; line < count && at > start; line += 1) {
    at = at - 2 < start ? start : Math.max(start, text.lastIndexOf('\n', at - 2) + 1);
  }
  return at;
}

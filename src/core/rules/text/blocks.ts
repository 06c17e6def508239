import type { Span } from '../../model.ts';
import type { Line, LineKind } from './lines.ts';

/** Lines that belong together: a paragraph, one list item with its continuation, a heading, a table row. */
export interface Block {
  readonly kind: LineKind;
  readonly span: Span;
  /** Indices into the lines of the text, half-open. */
  readonly firstLine: number;
  readonly endLine: number;
}

/** Groups lines into blocks; blank lines belong to none. */
export function groupBlocks(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  let first = 0;
  while (first < lines.length) {
    const line = lines[first];
    if (line === undefined || line.kind === 'blank') {
      first++;
      continue;
    }
    let end = first + 1;
    while (continues(lines[end], line)) end++;
    const last = lines[end - 1] ?? line;
    blocks.push({
      kind: line.kind,
      span: { start: line.span.start + line.indent, end: last.content.end },
      firstLine: first,
      endLine: end,
    });
    first = end;
  }
  return blocks;
}

function continues(next: Line | undefined, opening: Line): boolean {
  if (next?.kind !== 'text' || next.fenced !== opening.fenced) return false;
  if (opening.kind === 'text') return true;
  return opening.kind === 'list' && next.indent > opening.indent;
}

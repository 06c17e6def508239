import type { Span } from '../../model.ts';
import type { DecodedText, Segment } from '../decoded-text.ts';
import { createTextBuilder, segmentIndexAt, sourceSpanOf } from '../decoded-text.ts';

/**
 * A text that was decoded out of another one, mapped to the source of that: the literal of a cell to the file of its
 * notebook. Null when a part of it has no source there.
 */
export function composeMap(text: DecodedText, cell: DecodedText): DecodedText | null {
  const builder = createTextBuilder();
  for (const segment of text.segments) {
    const shown = text.text.slice(segment.start, segment.end);
    const span = { start: segment.sourceStart, end: segment.sourceEnd };
    if (segment.kind === 'verbatim') {
      appendVerbatim(builder, cell, span);
      continue;
    }
    const source = sourceSpanOf(cell, span);
    if (source === null) return null;
    if (segment.kind === 'joint') builder.joint(shown, source.start);
    else if (segment.kind === 'escape') builder.escape(shown, source.start, source.end);
    else builder.operand(shown, source.start, source.end);
  }
  return builder.done();
}

/** Characters that stand for themselves in the cell can be escapes in the file. */
function appendVerbatim(
  builder: ReturnType<typeof createTextBuilder>,
  cell: DecodedText,
  { start, end }: Span,
): void {
  const { segments } = cell;
  for (let index = Math.max(0, segmentIndexAt(segments, start)); ; index++) {
    const segment = segments[index];
    if (segment === undefined || segment.start >= end) return;
    const from = Math.max(start, segment.start);
    const to = Math.min(end, segment.end);
    if (to > from) builder.append(sliceOf(cell, segment, { start: from, end: to }));
  }
}

function sliceOf(cell: DecodedText, segment: Segment, { start, end }: Span): DecodedText {
  const isVerbatim = segment.kind === 'verbatim';
  const text = cell.text.slice(start, end);
  const sourceStart = isVerbatim ? segment.sourceStart + start - segment.start : segment.sourceStart;
  const sourceEnd = isVerbatim ? sourceStart + text.length : segment.sourceEnd;
  return { text, segments: [{ kind: segment.kind, start: 0, end: text.length, sourceStart, sourceEnd }] };
}

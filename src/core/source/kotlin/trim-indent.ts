import type { Span } from '../../model.ts';
import type { DecodedText } from '../decoded-text.ts';
import { interpolationsOf, withoutRanges } from '../decoded-text.ts';
import { type IndentedLine, leastIndent, splitIndentedLines } from '../indented-lines.ts';

/** `Char.isWhitespace` of Kotlin, without line breaks. */
const blank = /[\t\v\f\x1c-\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

const linesOf = (text: string): readonly IndentedLine[] => splitIndentedLines(text, blank);

/**
 * `String.trimIndent` and, with a mark before each line, `String.trimMargin`: the first and the last line go when they are
 * blank. Null for text with carriage returns, which both turn into line feeds, and for code that spans lines.
 */
export function trimLines(decoded: DecodedText, mark: string | null): DecodedText | null {
  const { text } = decoded;
  if (text.includes('\r')) return null;
  if (interpolationsOf(decoded).some(({ start, end }) => text.slice(start, end).includes('\n'))) return null;
  const lines = linesOf(text);
  const margin = mark === null ? leastIndent(lines.filter(({ isBlank }) => !isBlank)) : 0;
  const ranges: Span[] = [];
  for (const [index, line] of lines.entries()) {
    const isEnd = index === 0 || index === lines.length - 1;
    if (isEnd && line.isBlank) ranges.push(wholeLine(line, index, lines.length));
    else ranges.push({ start: line.start, end: cutOf(text, line, margin, mark) });
  }
  return withoutRanges(
    decoded,
    ranges.filter(({ start, end }) => end > start),
  );
}

/** The literal's value that `trimIndent` or `trimMargin` turns into `text`, with the frame that it has now. */
export function untrimLines(before: string, text: string, mark: string | null): string {
  const lines = linesOf(before);
  const [first] = lines;
  const last = lines.at(-1);
  const hasHead = lines.length > 1 && first?.isBlank === true;
  const hasTail = lines.length > 1 && last?.isBlank === true;
  const inner = lines.slice(hasHead ? 1 : 0, hasTail ? -1 : undefined).filter(({ isBlank }) => !isBlank);
  const shortest = inner.reduce<IndentedLine | null>(
    (least, line) => (least === null || line.indent < least.indent ? line : least),
    null,
  );
  const margin = shortest === null ? '' : before.slice(shortest.start, shortest.start + shortest.indent);
  const body = text
    .split('\n')
    .map((line) => (mark === null && line === '' ? '' : margin + (mark ?? '') + line))
    .join('\n');
  const head = hasHead ? before.slice(0, first.end + 1) : '';
  return head + body + (hasTail ? before.slice(last.start - 1) : '');
}

/** A line with the break that parts it from the others. */
function wholeLine({ start, end }: IndentedLine, index: number, count: number): Span {
  if (index === 0) return { start, end: count > 1 ? end + 1 : end };
  return { start: start - 1, end };
}

function cutOf(
  text: string,
  { start, end, indent }: IndentedLine,
  margin: number,
  mark: string | null,
): number {
  if (mark === null) return Math.min(end, start + margin);
  const ink = start + indent;
  return ink < end && text.startsWith(mark, ink) ? ink + mark.length : start;
}

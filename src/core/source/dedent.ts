import { mergeSpans } from '../spans.ts';
import type { Span } from '../model.ts';
import type { DecodedText } from './decoded-text.ts';
import { withoutRanges } from './decoded-text.ts';
import { type IndentedLine, leastIndent, splitIndentedLines } from './indented-lines.ts';
import { trimLines, untrimLines } from './kotlin/trim-indent.ts';
import type { TextTransform } from './literal-tree.ts';

/**
 * The value that a wrapper gives to a literal; null when it cannot be mapped back, such as `cleandoc` of text with tabs.
 * Code that is filled in counts as ink: its value is not known here.
 */
export function applyTransform(transform: TextTransform, decoded: DecodedText): DecodedText | null {
  switch (transform) {
    case 'none':
      return decoded;
    case 'dedent':
      return withoutRanges(decoded, dedentRanges(decoded.text));
    case 'cleandoc':
      return decoded.text.includes('\t') ? null : withoutRanges(decoded, cleandocRanges(decoded.text));
    case 'dedent-tag':
      return stripped(withoutRanges(decoded, tagRanges(decoded.text)));
    case 'strip':
      return stripped(decoded);
    case 'trim-indent':
      return trimLines(decoded, null);
    case 'trim-margin':
      return trimLines(decoded, '|');
  }
}

const linesOf = (text: string): readonly IndentedLine[] => splitIndentedLines(text, /[ \t]/);

/** `textwrap.dedent`: the longest common white space of all lines with ink; blank lines become empty. */
function dedentRanges(text: string): Span[] {
  const lines = linesOf(text);
  const margin = commonMargin(text, lines);
  return lines
    .map((line) => ({ start: line.start, end: line.isBlank ? line.end : line.start + margin.length }))
    .filter((range) => range.end > range.start);
}

function commonMargin(text: string, lines: readonly IndentedLine[]): string {
  let margin: string | null = null;
  for (const line of lines) {
    if (line.isBlank) continue;
    const indent = text.slice(line.start, line.start + line.indent);
    margin = margin === null ? indent : commonPrefix(margin, indent);
  }
  return margin ?? '';
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** `inspect.cleandoc`: first line stripped, the others by their least indentation, blank ends dropped. */
function cleandocRanges(text: string): readonly Span[] {
  const lines = linesOf(text);
  const [first, ...others] = lines;
  const inked = others.filter((line) => !line.isBlank);
  const margin = leastIndent(inked);
  const ranges: Span[] = first === undefined ? [] : [{ start: first.start, end: first.start + first.indent }];
  for (const line of others) {
    ranges.push({ start: line.start, end: Math.min(line.end, line.start + margin) });
  }
  const isEmpty = (line: IndentedLine, index: number): boolean =>
    index === 0 ? line.isBlank : line.end - line.start <= margin;
  const kept = lines.map((line, index) => !isEmpty(line, index));
  const firstKept = kept.indexOf(true);
  const lastKept = kept.lastIndexOf(true);
  const head = lines[firstKept];
  const tail = lines[lastKept];
  if (head === undefined || tail === undefined) return [{ start: 0, end: text.length }];
  const inner = ranges.filter((range) => range.start >= head.start && range.start <= tail.start);
  return mergeSpans([{ start: 0, end: head.start }, ...inner, { start: tail.end, end: text.length }]);
}

/** The tag `dedent` of JavaScript: the least indentation of the indented lines. */
function tagRanges(text: string): Span[] {
  const lines = linesOf(text);
  const indented = lines.filter((line) => !line.isBlank && line.indent > 0);
  if (indented.length === 0) return [];
  const margin = leastIndent(indented);
  return lines
    .filter((line) => line.indent > 0)
    .map((line) => ({ start: line.start, end: Math.min(line.end, line.start + margin) }));
}

function stripped(decoded: DecodedText): DecodedText {
  const { text } = decoded;
  const start = text.length - text.trimStart().length;
  const end = Math.max(start, text.trimEnd().length);
  return withoutRanges(
    decoded,
    [
      { start: 0, end: start },
      { start: end, end: text.length },
    ].filter((range) => range.end > range.start),
  );
}

/**
 * The literal's value that a wrapper turns into `text`: indented like `before`, with its first and last line breaks.
 * The caller checks that the wrapper really gives `text`.
 */
export function undoTransform(transform: TextTransform, before: string, text: string): string {
  if (transform === 'none') return text;
  if (transform === 'trim-indent') return untrimLines(before, text, null);
  if (transform === 'trim-margin') return untrimLines(before, text, '|');
  const head = /^[ \t]*\n|^[ \t]*/.exec(before)?.[0] ?? '';
  if (transform === 'strip') return head + text + trailingBlank(before);
  const lines = linesOf(before);
  if (transform === 'dedent') {
    const closing = text.endsWith('\n') ? lastBlankLine(before, lines) : '';
    return indented(text, commonMargin(before, lines), true) + closing;
  }
  const startsOnOwnLine = head.endsWith('\n');
  const margin = commonMargin(before, startsOnOwnLine ? lines : lines.slice(1));
  return head + indented(text, margin, startsOnOwnLine) + trailingBlank(before);
}

function indented(text: string, margin: string, firstToo: boolean): string {
  const lines = text.split('\n');
  return lines
    .map((line, index) => (line.trim() === '' || (index === 0 && !firstToo) ? line : margin + line))
    .join('\n');
}

/** The last line break with the blanks after it, which a wrapper takes away. */
function trailingBlank(before: string): string {
  const trimmed = before.trimEnd();
  return trimmed === '' ? '' : before.slice(trimmed.length);
}

/** The blanks before closing quotes on a line of their own. */
function lastBlankLine(before: string, lines: readonly IndentedLine[]): string {
  const last = lines.at(-1);
  return last?.isBlank === true ? before.slice(last.start, last.end) : '';
}

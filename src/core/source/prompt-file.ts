import type { Span } from '../model.ts';
import type { DecodedText } from './decoded-text.ts';
import { createTextBuilder } from './decoded-text.ts';

/** The part of a prompt file that the model reads: after byte order mark and front matter. */
export function promptFileBody(source: string): Span {
  const start = source.startsWith('\ufeff') ? 1 : 0;
  const frontMatter = frontMatterOf(source);
  return { start: frontMatter?.end ?? start, end: source.length };
}

/** The front matter with its fences and the line break after it; null when the file does not begin with one. */
export function frontMatterOf(source: string): Span | null {
  const start = source.startsWith('\ufeff') ? 1 : 0;
  if (!/^---[ \t]{0,8}\r?\n/.test(source.slice(start, start + 16))) return null;
  const fence = /^---[ \t]{0,8}(?:\r?\n|$)/my;
  for (let at = source.indexOf('\n', start); at !== -1; at = source.indexOf('\n', at + 1)) {
    fence.lastIndex = at + 1;
    const match = fence.exec(source);
    if (match !== null) return { start, end: at + 1 + match[0].length };
  }
  return null;
}

/** The text of a stretch of a file, with every CRLF read as a line feed. */
export function decodeFile(source: string, span: Span): DecodedText {
  const builder = createTextBuilder();
  let position = span.start;
  for (
    let at = source.indexOf('\r\n', position);
    at !== -1 && at < span.end;
    at = source.indexOf('\r\n', position)
  ) {
    builder.verbatim(source, position, at);
    builder.escape('\n', at, at + 2);
    position = at + 2;
  }
  builder.verbatim(source, position, span.end);
  return builder.done();
}

import type { Span } from '../model.ts';

/** Runs a sticky pattern at one place of a text. The pattern must have the flag `y`. */
export function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/**
 * True when `[start, end)` stands alone on its line above a line of text, and no colon announces it: the heading of a
 * part. `Text:` above it makes it a value.
 */
export function isHeading(text: string, start: number, end: number): boolean {
  if (!/[\s*_`:]/.test(text[end] ?? '')) return false;
  const before = text.slice(Math.max(0, start - 80), start);
  const after = text.slice(end, end + 60);
  const isAlone =
    /(?:^|[\r\n])[ \t]{0,8}(?:[#*_`]{1,6} {0,2})?$/.test(before) && /^[*_`: \t]{0,6}(?:$|[\r\n])/.test(after);
  const isAnnounced = /:[*_]{0,2}\s{0,8}[#*_` ]{0,8}$/.test(before);
  const isAboveText = /^[^\r\n]{0,8}\r?\n(?!\s*(?:<\/|```|~~~|"""))[^\r\n]*\S/.test(after);
  return isAlone && !isAnnounced && isAboveText;
}

/**
 * Looks for `needle` from ever later places of one text. The last answer is kept, so that all the questions together
 * cost one walk over the text, whatever the text is.
 */
export function forwardFinder(text: string, needle: string): (from: number) => number {
  let found = -2;
  let askedFrom = 0;
  return (from) => {
    const stillAhead = found >= from && askedFrom <= from;
    if (found === -1 && askedFrom <= from) return -1;
    if (!stillAhead) found = text.indexOf(needle, from);
    askedFrom = from;
    return found;
  };
}

/** A line of a text without its line break. */
export interface Line extends Span {
  readonly text: string;
}

/** Cuts a text into lines at `\n`, `\r\n` and `\r`. */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  const nextFeed = forwardFinder(text, '\n');
  const nextReturn = forwardFinder(text, '\r');
  for (let start = 0; start <= text.length;) {
    const ends = [nextFeed(start), nextReturn(start)].filter((place) => place >= 0);
    const end = Math.min(...ends, text.length);
    lines.push({ start, end, text: text.slice(start, end) });
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return lines;
}

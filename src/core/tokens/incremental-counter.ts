import type { TokenCounter } from '../ports.ts';

/** Counts a text that changes a little at a time. Holds the last text and its counts. */
export interface IncrementalCounter {
  /** Number of tokens of `text`, equal to a full count; only what changed since the last call is counted anew. */
  count(text: string): number;
}

/** A stretch of text, from one safe cut to the next, and its number of tokens. */
interface Segment {
  readonly length: number;
  readonly tokens: number;
}

/** Segments at one end of the last text that the next text shares. */
interface Kept {
  readonly count: number;
  readonly length: number;
}

/** What may belong to the same piece as the line end before it: blanks as Unicode and as JavaScript see them, slashes. */
const tiedToLineEnd = /[\s\u0085/]/;

/** Counts again while somebody types, in time that follows the length of the edited lines. */
export function createIncrementalCounter(counter: TokenCounter): IncrementalCounter {
  let text = '';
  let segments: readonly Segment[] = [];
  let total = 0;
  return {
    count(nextText) {
      if (nextText === text) return total;
      const prefix = commonPrefix(text, nextText);
      const head = keepHead(segments, prefix);
      const tail = keepTail(segments, commonSuffix(text, nextText, prefix));
      const added = countSegments(counter, nextText, head.length, nextText.length - tail.length);
      segments = [
        ...segments.slice(0, head.count),
        ...added,
        ...segments.slice(segments.length - tail.count),
      ];
      text = nextText;
      total = segments.reduce((sum, { tokens }) => sum + tokens, 0);
      return total;
    },
  };
}

/**
 * Cuts a text where no piece of either encoding can span the cut: after a line feed that neither blank nor slash
 * follows. There a piece ends for certain, and no pattern looks behind its start.
 */
function countSegments(counter: TokenCounter, text: string, from: number, to: number): Segment[] {
  const segments: Segment[] = [];
  for (let start = from; start < to;) {
    const end = Math.min(nextCut(text, start), to);
    segments.push({ length: end - start, tokens: counter.count(text.slice(start, end)) });
    start = end;
  }
  return segments;
}

function nextCut(text: string, start: number): number {
  for (let at = text.indexOf('\n', start); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (at + 1 < text.length && !tiedToLineEnd.test(text.charAt(at + 1))) return at + 1;
  }
  return text.length;
}

/** Leading segments that end before the first change and whose next character stays as well. */
function keepHead(segments: readonly Segment[], unchanged: number): Kept {
  let count = 0;
  let length = 0;
  for (const segment of segments) {
    if (length + segment.length >= unchanged) break;
    length += segment.length;
    count++;
  }
  return { count, length };
}

/** Trailing segments that start after the last change and whose line feed before them stays as well. */
function keepTail(segments: readonly Segment[], unchanged: number): Kept {
  let count = 0;
  let length = 0;
  for (let index = segments.length - 1; index >= 0; index--) {
    const segmentLength = segments[index]?.length ?? 0;
    if (length + segmentLength >= unchanged) break;
    length += segmentLength;
    count++;
  }
  return { count, length };
}

function commonPrefix(first: string, second: string): number {
  const most = Math.min(first.length, second.length);
  let length = 0;
  while (length < most && first.charCodeAt(length) === second.charCodeAt(length)) length++;
  return length;
}

/** Length of the common end, not reaching into the common start of length `prefix`. */
function commonSuffix(first: string, second: string, prefix: number): number {
  const most = Math.min(first.length, second.length) - prefix;
  let length = 0;
  while (
    length < most &&
    first.charCodeAt(first.length - 1 - length) === second.charCodeAt(second.length - 1 - length)
  ) {
    length++;
  }
  return length;
}

import type { Span } from '../model.ts';
import { countLeading } from '../sorted-search.ts';

/**
 * One stretch of decoded text and the source it comes from. `verbatim` and `interpolation` map character by character,
 * but for an interpolation that is shown with a frame (an operand of a chain), which is indivisible like an `escape`; a
 * `joint` is text without source of its own (the separator of joined lines).
 */
export interface Segment {
  readonly kind: 'verbatim' | 'escape' | 'interpolation' | 'joint';
  readonly start: number;
  readonly end: number;
  readonly sourceStart: number;
  readonly sourceEnd: number;
}

/** The value of a literal with the map back to its source. Segments are sorted and cover `text` without gaps. */
export interface DecodedText {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** Collects decoded text from left to right. */
export interface TextBuilder {
  /** `source[start, end)` stands for itself. */
  verbatim(source: string, start: number, end: number): void;
  /** `source[start, end)` stands for `text`, as a whole. */
  escape(text: string, start: number, end: number): void;
  /** `source[start, end)` is code that is filled in at run time. */
  interpolation(source: string, start: number, end: number): void;
  /** The same for code outside of quotes: `shown` stands for it as a whole. */
  operand(shown: string, start: number, end: number): void;
  /** `text` is added at run time and has no source. */
  joint(text: string, at: number): void;
  /** Appends a finished text. */
  append(decoded: DecodedText): void;
  done(): DecodedText;
}

export function createTextBuilder(): TextBuilder {
  const parts: string[] = [];
  const segments: Segment[] = [];
  let length = 0;

  const push = (kind: Segment['kind'], text: string, sourceStart: number, sourceEnd: number): void => {
    if (text === '' && kind !== 'interpolation') return;
    const last = segments.at(-1);
    const start = length;
    length += text.length;
    parts.push(text);
    if (kind === 'verbatim' && last?.kind === 'verbatim' && last.sourceEnd === sourceStart) {
      segments[segments.length - 1] = { ...last, end: length, sourceEnd };
    } else {
      segments.push({ kind, start, end: length, sourceStart, sourceEnd });
    }
  };

  return {
    verbatim: (source, start, end) => push('verbatim', source.slice(start, end), start, end),
    escape: (text, start, end) => push('escape', text, start, end),
    interpolation: (source, start, end) => push('interpolation', source.slice(start, end), start, end),
    operand: (shown, start, end) => push('interpolation', shown, start, end),
    joint: (text, at) => push('joint', text, at, at),
    append: (decoded) => {
      for (const segment of decoded.segments) {
        const text = decoded.text.slice(segment.start, segment.end);
        push(segment.kind, text, segment.sourceStart, segment.sourceEnd);
      }
    },
    done: () => ({ text: parts.join(''), segments }),
  };
}

/** Where the interpolations stand in the text. */
export function interpolationsOf(decoded: DecodedText): Span[] {
  return decoded.segments
    .filter((segment) => segment.kind === 'interpolation')
    .map(({ start, end }) => ({ start, end }));
}

/** Index of the last segment that starts at or before `offset`; -1 when there is none. */
export function segmentIndexAt(segments: readonly Segment[], offset: number): number {
  return countLeading(segments.length, (index) => (segments[index]?.start ?? Infinity) <= offset) - 1;
}

/**
 * The source that stands for `span` of the text. A span that cuts an escape is widened to the whole escape; null when
 * all of it is text without source, or lies outside the text.
 */
export function sourceSpanOf(decoded: DecodedText, span: Span): Span | null {
  if (span.start < 0 || span.end > decoded.text.length || span.end < span.start) return null;
  if (span.start === span.end) return emptySourceSpan(decoded, span.start);
  const { segments } = decoded;
  let first = segmentIndexAt(segments, span.start);
  let last = segmentIndexAt(segments, span.end - 1);
  while (first <= last && segments[first]?.kind === 'joint') first++;
  while (last >= first && segments[last]?.kind === 'joint') last--;
  const head = segments[first];
  const tail = segments[last];
  if (head === undefined || tail === undefined || first > last) return null;
  return { start: sourceStartIn(head, span.start), end: sourceEndIn(tail, span.end) };
}

function emptySourceSpan(decoded: DecodedText, offset: number): Span | null {
  const before = offset > 0 ? sourceSpanOf(decoded, { start: offset - 1, end: offset }) : null;
  const after =
    offset < decoded.text.length ? sourceSpanOf(decoded, { start: offset, end: offset + 1 }) : null;
  const at = after?.start ?? before?.end;
  return at === undefined ? null : { start: at, end: at };
}

function sourceStartIn(segment: Segment, offset: number): number {
  return isDivisible(segment)
    ? segment.sourceStart + Math.max(0, offset - segment.start)
    : segment.sourceStart;
}

function sourceEndIn(segment: Segment, offset: number): number {
  return isDivisible(segment)
    ? Math.min(segment.sourceEnd, segment.sourceStart + offset - segment.start)
    : segment.sourceEnd;
}

function isDivisible({ kind, start, end, sourceStart, sourceEnd }: Segment): boolean {
  return kind === 'verbatim' || (kind === 'interpolation' && end - start === sourceEnd - sourceStart);
}

/** Leaves out `ranges` (sorted, not overlapping) of the text; what is left keeps its source. */
export function withoutRanges(decoded: DecodedText, ranges: readonly Span[]): DecodedText {
  const builder = createTextBuilder();
  let position = 0;
  for (const range of ranges) {
    appendRange(builder, decoded, { start: position, end: range.start });
    position = range.end;
  }
  appendRange(builder, decoded, { start: position, end: decoded.text.length });
  return builder.done();
}

function appendRange(builder: TextBuilder, decoded: DecodedText, range: Span): void {
  if (range.end <= range.start) return;
  for (let index = Math.max(0, segmentIndexAt(decoded.segments, range.start)); ; index++) {
    const segment = decoded.segments[index];
    if (segment === undefined || segment.start >= range.end) return;
    const start = Math.max(segment.start, range.start);
    const end = Math.min(segment.end, range.end);
    const text = decoded.text.slice(start, end);
    const piece: Segment = {
      kind: segment.kind,
      start: 0,
      end: text.length,
      sourceStart: sourceStartIn(segment, start),
      sourceEnd: sourceEndIn(segment, end),
    };
    if (end > start || segment.kind === 'interpolation') builder.append({ text, segments: [piece] });
  }
}

import type { Span } from '../../model.ts';
import type { DecodedText, TextBuilder } from '../decoded-text.ts';
import { createTextBuilder } from '../decoded-text.ts';
import type { DataStyle } from './data-string.ts';

/**
 * Maps the value that the YAML parser gives for a scalar to its source, by walking both side by side: folded line breaks,
 * indentation and escapes are where they differ. Null when the walk does not end together.
 */
export function alignScalar(source: string, span: Span, style: DataStyle, value: string): DecodedText | null {
  const builder = createTextBuilder();
  const walk: Walk = { source, value, at: span.start, done: 0, end: span.end };
  const isBlock = style === 'literal' || style === 'folded';
  if (isBlock) {
    const firstBreak = source.indexOf('\n', span.start);
    if (firstBreak === -1 || firstBreak >= span.end) return value === '' ? builder.done() : null;
    walk.at = firstBreak + 1;
  } else if (style !== 'plain') {
    walk.at++;
    walk.end--;
  }
  const indent = isBlock ? blockIndent(source, span, walk.at) : Infinity;
  walk.at = afterIndent(source, walk.at, walk.end, isBlock ? indent : 0);
  while (walk.done < value.length) {
    if (!step(builder, walk, style, indent)) return null;
  }
  return builder.done();
}

interface Walk {
  readonly source: string;
  readonly value: string;
  /** Position in the source. */
  at: number;
  /** Position in the value. */
  done: number;
  end: number;
}

function step(builder: TextBuilder, walk: Walk, style: DataStyle, indent: number): boolean {
  const { source, value } = walk;
  if (walk.at >= walk.end) return false;
  if (style === 'double' && source[walk.at] === '\\') return stepEscape(builder, walk);
  if (style === 'single' && source.startsWith("''", walk.at)) {
    builder.escape("'", walk.at, walk.at + 2);
    walk.at += 2;
    walk.done++;
    return value[walk.done - 1] === "'";
  }
  if (nextBreak(source, walk.at, walk.end, indent) !== -1) return stepLineBreak(builder, walk, indent, style);
  const length = equalRun(walk);
  builder.verbatim(source, walk.at, walk.at + length);
  walk.at += length;
  walk.done += length;
  return length > 0;
}

/** How far source and value agree: one character, and the rest of its word. */
function equalRun({ source, value, at, done, end }: Walk): number {
  let length = 0;
  while (at + length < end && done + length < value.length && source[at + length] === value[done + length]) {
    length++;
    // Blanks, breaks, quotes and backslashes may mean something else where they stand.
    if (/[\s\\'"]/.test(source.charAt(at + length))) break;
  }
  return length;
}

/** One line break of a literal block; in other styles a run of them, which reads as a space or as one less. */
function stepLineBreak(builder: TextBuilder, walk: Walk, indent: number, style: DataStyle): boolean {
  const { source, value } = walk;
  const start = walk.at;
  let breaks = 0;
  const most = style === 'literal' ? 1 : Infinity;
  for (let next = nextBreak(source, walk.at, walk.end, indent); next !== -1 && breaks < most; breaks++) {
    walk.at = afterIndent(source, next + 1, walk.end, indent);
    next = nextBreak(source, walk.at, walk.end, indent);
  }
  let text = '';
  if (value[walk.done] === ' ') text = ' ';
  else while (text.length < breaks && value[walk.done + text.length] === '\n') text += '\n';
  if (text === '' || breaks === 0) return false;
  builder.escape(text, start, walk.at);
  walk.done += text.length;
  return true;
}

/** The line break at `at`, behind blanks where these do not count; -1 when there is none. */
function nextBreak(source: string, at: number, end: number, indent: number): number {
  let next = at;
  if (indent === Infinity) while (next < end && /[ \t]/.test(source.charAt(next))) next++;
  if (source[next] === '\r') next++;
  return next < end && source[next] === '\n' ? next : -1;
}

function afterIndent(source: string, lineStart: number, end: number, indent: number): number {
  let at = lineStart;
  while (at < end && at - lineStart < indent && /[ \t]/.test(source.charAt(at))) at++;
  return at;
}

/** The indentation of a block: as its header says, relative to the parent, or that of its first line with ink. */
function blockIndent(source: string, span: Span, bodyStart: number): number {
  const header = source.slice(span.start, bodyStart);
  const explicit = /^[|>][+-]?([1-9])/.exec(header)?.[1];
  let first = Infinity;
  for (let at = bodyStart; at < span.end; at = source.indexOf('\n', at) + 1) {
    const ink = /^( *)[^ \r\n]/.exec(source.slice(at, Math.min(span.end, at + 400)));
    if (ink !== null) first = Math.min(first, (ink[1] ?? '').length);
    const next = source.indexOf('\n', at);
    if ((ink !== null && explicit === undefined) || next === -1 || next >= span.end) break;
  }
  if (explicit === undefined) return first === Infinity ? 0 : first;
  return Math.min(first, parentIndent(source, span.start) + Number(explicit));
}

/** The column of the key that a scalar belongs to. */
export function parentIndent(source: string, at: number): number {
  const lineStart = source.lastIndexOf('\n', at - 1) + 1;
  return /^ *(?:- +)*/.exec(source.slice(lineStart, at))?.[0].length ?? 0;
}

const simpleEscape = /^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|[^])/;

function stepEscape(builder: TextBuilder, walk: Walk): boolean {
  const match = simpleEscape.exec(walk.source.slice(walk.at, Math.min(walk.end, walk.at + 400)));
  if (match === null) return false;
  const length = match[0].length;
  if (/^\\\r?\n/.test(match[0])) {
    walk.at += length;
    return true;
  }
  const character = String.fromCodePoint(walk.value.codePointAt(walk.done) ?? 0);
  // A pair of surrogates can be written as two escapes.
  const text = /^\\u[dD][89abAB]/.test(match[0]) ? walk.value.charAt(walk.done) : character;
  builder.escape(text, walk.at, walk.at + length);
  walk.at += length;
  walk.done += text.length;
  return true;
}

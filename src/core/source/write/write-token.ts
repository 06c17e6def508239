import type { PromptText, Span } from '../../model.ts';
import type { DecodedText } from '../decoded-text.ts';
import { segmentIndexAt, sourceSpanOf } from '../decoded-text.ts';
import type { LanguageSupport } from '../language-support.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';
import { alignValues } from './align-values.ts';
import { isSameValue, sliceValue, valueOf } from './prompt-value.ts';

/** What a writer must know of the file. */
export interface WriterContext {
  readonly source: string;
  readonly support: LanguageSupport;
  readonly lineBreak: '\n' | '\r\n';
}

/** `splice` keeps the source of every unchanged word; `encode` writes the whole value anew. */
export type WritingManner = 'splice' | 'encode';

/** A token with a new value, in its own style or the nearest that can say it; null when none can. */
export function writeToken(
  context: WriterContext,
  token: LiteralToken,
  value: PromptText,
  manner: WritingManner,
): string | null {
  const { style, span } = token;
  if (isSameValue(valueOf(token.decoded), value)) return context.source.slice(span.start, span.end);
  const needsInterpolation = value.interpolations.length > 0;
  if (style.hasInterpolation || !needsInterpolation) {
    const body = manner === 'splice' ? spliceBody(context, token, value) : encodeBody(context, style, value);
    if (body !== null) return quoted(style, body);
  }
  for (const alternative of context.support.alternatives(style, needsInterpolation)) {
    const written = writeLiteral(context, alternative, value);
    if (written !== null) return written;
  }
  return null;
}

/** A new token of a style; null when the style cannot say the value. */
export function writeLiteral(context: WriterContext, style: LiteralStyle, value: PromptText): string | null {
  if (value.interpolations.length > 0 && !style.hasInterpolation) return null;
  const body = encodeBody(context, style, value);
  return body === null ? null : quoted(style, body);
}

function quoted(style: LiteralStyle, body: string): string {
  return style.prefix + style.open + body + style.close;
}

function encodeBody(context: WriterContext, style: LiteralStyle, value: PromptText): string | null {
  return encodeRange(context, style, value, { start: 0, end: value.text.length });
}

function encodeRange(
  context: WriterContext,
  style: LiteralStyle,
  value: PromptText,
  range: Span,
): string | null {
  const { text, interpolations } = sliceValue(value, range);
  const { lineBreak, support } = context;
  const isAtStart = range.start === 0;
  const isAtEnd = range.end === value.text.length;
  let body = '';
  let position = 0;
  let codeBefore: string | null = null;
  for (const span of interpolations) {
    const code = text.slice(span.start, span.end);
    const isFirst = isAtStart && position === 0;
    const place = { lineBreak, isFirst, isLast: false, codeBefore, codeAfter: code };
    const run = support.encode(text.slice(position, span.start), style, place);
    if (run === null) return null;
    codeBefore = code;
    body += run + code;
    position = span.end;
  }
  const isFirst = isAtStart && position === 0;
  const place = { lineBreak, isFirst, isLast: isAtEnd, codeBefore, codeAfter: null };
  const rest = support.encode(text.slice(position), style, place);
  return rest === null ? null : body + rest;
}

/** The body with the source of unchanged words kept: their escapes, line continuations and line breaks stay. */
function spliceBody(context: WriterContext, token: LiteralToken, value: PromptText): string | null {
  let body = '';
  for (const { isKept, before, after } of alignValues(valueOf(token.decoded), value)) {
    const kept = isKept ? keptSource(context.source, token, before) : null;
    const piece = kept ?? encodeRange(context, token.style, value, after);
    if (piece === null) return null;
    body += piece;
  }
  return body;
}

function keptSource(source: string, token: LiteralToken, span: Span): string | null {
  const { decoded, content } = token;
  if (cutsEscape(decoded, span.start) || cutsEscape(decoded, span.end)) return null;
  const from = sourceSpanOf(decoded, span);
  if (from === null) return null;
  const start = span.start === 0 ? content.start : from.start;
  const end = span.end === decoded.text.length ? content.end : from.end;
  return source.slice(start, end);
}

function cutsEscape(decoded: DecodedText, offset: number): boolean {
  const segment = decoded.segments[segmentIndexAt(decoded.segments, offset)];
  return segment?.kind === 'escape' && segment.start < offset && offset < segment.end;
}

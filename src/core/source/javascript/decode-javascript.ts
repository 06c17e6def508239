import type { Span } from '../../model.ts';
import { decodeRun } from '../decode-run.ts';
import type { DecodedText, TextBuilder } from '../decoded-text.ts';
import { createTextBuilder } from '../decoded-text.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { decodeJsxRun } from './decode-jsx.ts';

/**
 * The value of what stands between the quotes (ECMAScript 12.9.4 and 12.9.6, JSX for `jsx-` dialects); null for an
 * escape that the language rejects.
 */
export function decodeJavascript(
  source: string,
  content: Span,
  style: LiteralStyle,
  interpolations: readonly Span[],
): DecodedText | null {
  const builder = createTextBuilder();
  let position = content.start;
  const decode = style.dialect.startsWith('jsx') ? decodeJsxRun : decodeQuotedRun;
  for (const span of [...interpolations, null]) {
    const run = { start: position, end: span?.start ?? content.end };
    const isRead = decode(builder, source, run, {
      dialect: style.dialect,
      isFirst: run.start === content.start,
      isLast: span === null,
    });
    if (!isRead) return null;
    if (span === null) break;
    builder.interpolation(source, span.start, span.end);
    position = span.end;
  }
  return builder.done();
}

/** Which run of a literal is decoded. */
export interface RunPlace {
  readonly dialect: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function decodeQuotedRun(builder: TextBuilder, source: string, run: Span, { dialect }: RunPlace): boolean {
  const decode = (rest: Span): number | null => decodeSpecial(builder, source, rest, dialect);
  return decodeRun({ builder, source, run, special, decodeSpecial: decode });
}

const special = /[\\\r]/g;

/** Decodes the backslash or carriage return at `rest.start`; returns where the text goes on. */
function decodeSpecial(builder: TextBuilder, source: string, rest: Span, dialect: string): number | null {
  const { start, end } = rest;
  if (source[start] === '\r') {
    // Templates read every line break as a line feed; in a quoted string a bare one is an error.
    if (dialect === 'quoted') return null;
    const next = source[start + 1] === '\n' && start + 1 < end ? start + 2 : start + 1;
    builder.escape('\n', start, next);
    return next;
  }
  if (dialect === 'raw') {
    builder.verbatim(source, start, start + 1);
    return start + 1;
  }
  return decodeEscape(builder, source, rest, dialect);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function decodeEscape(builder: TextBuilder, source: string, rest: Span, dialect: string): number | null {
  const { start, end } = rest;
  const kind = source[start + 1];
  if (kind === undefined || start + 1 >= end) return null;
  const simple = simpleEscapes[kind];
  if (simple !== undefined) {
    builder.escape(simple, start, start + 2);
    return start + 2;
  }
  if (kind === '\r') return source[start + 2] === '\n' && start + 2 < end ? start + 3 : start + 2;
  if (kind === '\n' || kind === '\u2028' || kind === '\u2029') return start + 2;
  if (kind === 'x') return decodeCode(builder, rest, source.slice(start + 2, start + 4), 4);
  if (kind === 'u') return decodeUnicode(builder, source, rest);
  if (kind >= '0' && kind <= '9') return decodeDigit(builder, source, rest, dialect);
  const character = String.fromCodePoint(source.codePointAt(start + 1) ?? 0);
  builder.escape(character, start, start + 1 + character.length);
  return start + 1 + character.length;
}

function decodeUnicode(builder: TextBuilder, source: string, rest: Span): number | null {
  if (source[rest.start + 2] !== '{') {
    return decodeCode(builder, rest, source.slice(rest.start + 2, rest.start + 6), 6);
  }
  const close = source.indexOf('}', rest.start);
  if (close === -1 || close >= rest.end) return null;
  const digits = source.slice(rest.start + 3, close);
  return decodeCode(builder, rest, digits, close + 1 - rest.start);
}

function decodeCode(
  builder: TextBuilder,
  { start, end }: Span,
  digits: string,
  length: number,
): number | null {
  if (start + length > end || !/^[0-9a-fA-F]+$/.test(digits) || digits.length < length - 4) return null;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) return null;
  builder.escape(String.fromCodePoint(code), start, start + length);
  return start + length;
}

/** `\0` to `\377` of sloppy mode (Annex B.1.2); in a template only `\0` without a digit after it is allowed. */
function decodeDigit(
  builder: TextBuilder,
  source: string,
  { start, end }: Span,
  dialect: string,
): number | null {
  const digits = /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?|[89])/.exec(
    source.slice(start + 1, Math.min(end, start + 4)),
  )?.[0];
  if (digits === undefined) return null;
  const followed = /^[0-9]/.test(source.slice(start + 2, Math.min(end, start + 3)));
  if (dialect === 'template' && (digits !== '0' || followed)) return null;
  const isOctal = digits !== '8' && digits !== '9';
  builder.escape(
    isOctal ? String.fromCharCode(Number.parseInt(digits, 8)) : digits,
    start,
    start + 1 + digits.length,
  );
  return start + 1 + digits.length;
}

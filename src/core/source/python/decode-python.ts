import type { Span } from '../../model.ts';
import { decodeRun } from '../decode-run.ts';
import type { DecodedText, TextBuilder } from '../decoded-text.ts';
import { createTextBuilder } from '../decoded-text.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { characterNames } from './character-names.ts';

/**
 * The value of what stands between the quotes (Python language reference, 2.4.1 and 2.4.3); null for an escape that
 * Python rejects or that is not known here.
 */
export function decodePython(
  source: string,
  content: Span,
  style: LiteralStyle,
  interpolations: readonly Span[],
): DecodedText | null {
  const builder = createTextBuilder();
  let position = content.start;
  for (const span of interpolations) {
    if (!decodeStretch(builder, source, { start: position, end: span.start }, style)) return null;
    builder.interpolation(source, span.start, span.end);
    position = span.end;
  }
  if (!decodeStretch(builder, source, { start: position, end: content.end }, style)) return null;
  return builder.done();
}

function decodeStretch(builder: TextBuilder, source: string, run: Span, style: LiteralStyle): boolean {
  const decode = (rest: Span): number | null => decodeSpecial(builder, source, rest, style);
  return decodeRun({ builder, source, run, special, decodeSpecial: decode });
}

const special = /[\\\r{}]/g;

/** Decodes the special character at `rest.start`; returns where the text goes on. */
function decodeSpecial(builder: TextBuilder, source: string, rest: Span, style: LiteralStyle): number | null {
  const { start } = rest;
  const character = source[start];
  if (character === '\r') {
    const end = source[start + 1] === '\n' && start + 1 < rest.end ? start + 2 : start + 1;
    builder.escape('\n', start, end);
    return end;
  }
  if (character === '{' || character === '}') {
    const isDoubled = style.hasInterpolation && source[start + 1] === character && start + 1 < rest.end;
    if (isDoubled) builder.escape(character, start, start + 2);
    else builder.verbatim(source, start, start + 1);
    return isDoubled ? start + 2 : start + 1;
  }
  if (style.dialect === 'raw') {
    builder.verbatim(source, start, start + 1);
    return start + 1;
  }
  return decodeEscape(builder, source, rest);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function decodeEscape(builder: TextBuilder, source: string, { start, end }: Span): number | null {
  const kind = source[start + 1];
  if (kind === undefined || start + 1 >= end) return null;
  const simple = simpleEscapes[kind];
  if (simple !== undefined) {
    builder.escape(simple, start, start + 2);
    return start + 2;
  }
  if (kind === '\n') return start + 2;
  if (kind === '\r') return source[start + 2] === '\n' && start + 2 < end ? start + 3 : start + 2;
  if (kind >= '0' && kind <= '7') return decodeOctal(builder, source, { start, end });
  if (kind === 'N') return decodeNamed(builder, source, { start, end });
  const hexLength = hexLengths[kind];
  if (hexLength !== undefined) return decodeHex(builder, source, { start, end }, hexLength);
  // An unknown escape keeps its backslash.
  builder.verbatim(source, start, start + 1);
  return start + 1;
}

function decodeOctal(builder: TextBuilder, source: string, { start, end }: Span): number {
  let next = start + 1;
  while (next < Math.min(end, start + 4) && /[0-7]/.test(source[next] ?? '')) next++;
  const code = Number.parseInt(source.slice(start + 1, next), 8);
  builder.escape(String.fromCharCode(code), start, next);
  return next;
}

function decodeHex(
  builder: TextBuilder,
  source: string,
  { start, end }: Span,
  length: number,
): number | null {
  const next = start + 2 + length;
  const digits = source.slice(start + 2, next);
  if (next > end || !/^[0-9a-fA-F]+$/.test(digits)) return null;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) return null;
  builder.escape(String.fromCodePoint(code), start, next);
  return next;
}

function decodeNamed(builder: TextBuilder, source: string, { start, end }: Span): number | null {
  const close = source.indexOf('}', start);
  if (source[start + 2] !== '{' || close === -1 || close >= end) return null;
  const character = characterNames[source.slice(start + 3, close).toUpperCase()];
  if (character === undefined) return null;
  builder.escape(character, start, close + 1);
  return close + 1;
}

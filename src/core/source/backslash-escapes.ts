import type { Span } from '../model.ts';
import { decodeRun } from './decode-run.ts';
import type { TextBuilder } from './decoded-text.ts';

/** What a backslash means in a family of literals. */
export interface EscapeSyntax {
  readonly simple: Readonly<Record<string, string>>;
  /** Letters before hexadecimal digits, with the least and the most of these. */
  readonly hex: Readonly<Record<string, readonly [number, number]>>;
  /** Letters that take `{hexadecimal}`. */
  readonly braced: string;
  /** Whether up to three octal digits make a character. */
  readonly hasOctal: boolean;
  /** Largest code of `\x` and octal escapes: above it they are bytes, not characters, and the literal is left alone. */
  readonly maximumShortCode: number;
  /** An escape that the language does not know keeps its backslash, loses it, or is an error. */
  readonly unknown: 'keep' | 'drop' | 'reject';
  /**
   * A backslash before a line break: not special, skips the break, skips it with the white space after it, or skips it even
   * with blanks between.
   */
  readonly lineBreak: 'none' | 'skip' | 'skip-indentation' | 'skip-blanks';
}

/** How the text between two quotes is read. */
export interface TextRules {
  /** Null when a backslash is a character like any other. */
  readonly escapes: EscapeSyntax | null;
  /** Characters that are written twice to stand once. */
  readonly doubled: string;
  /** Whether carriage returns vanish or stay; else CRLF reads as a line feed. */
  readonly carriageReturns?: 'drop' | 'keep';
}

/** Decodes a stretch of a literal; false for an escape that the language rejects or that is no character. */
export function decodeByRules(builder: TextBuilder, source: string, run: Span, rules: TextRules): boolean {
  const decode = (rest: Span): number | null => decodeSpecial(builder, source, rest, rules);
  return decodeRun({ builder, source, run, special, decodeSpecial: decode });
}

const special = /[\\\r"'{}$]/g;

function decodeSpecial(builder: TextBuilder, source: string, rest: Span, rules: TextRules): number | null {
  const { start, end } = rest;
  const character = source.charAt(start);
  const isRepeated = start + 1 < end && source[start + 1] === character;
  if (rules.doubled.includes(character) && isRepeated) {
    builder.escape(character, start, start + 2);
    return start + 2;
  }
  if (character === '\r' && rules.carriageReturns === 'drop') return start + 1;
  if (
    character === '\r' &&
    rules.carriageReturns !== 'keep' &&
    start + 1 < end &&
    source[start + 1] === '\n'
  ) {
    builder.escape('\n', start, start + 2);
    return start + 2;
  }
  if (character === '\\' && rules.escapes !== null) return decodeEscape(builder, source, rest, rules.escapes);
  builder.verbatim(source, start, start + 1);
  return start + 1;
}

function decodeEscape(builder: TextBuilder, source: string, rest: Span, syntax: EscapeSyntax): number | null {
  const { start, end } = rest;
  const kind = start + 1 < end ? source.charAt(start + 1) : '';
  const simple = syntax.simple[kind];
  if (simple !== undefined) {
    builder.escape(simple, start, start + 2);
    return start + 2;
  }
  if (/^[\r\n]$/.test(kind) && syntax.lineBreak !== 'none') return afterLineBreak(source, rest, syntax);
  if (/^[ \t]$/.test(kind) && syntax.lineBreak === 'skip-blanks') return afterBlanks(source, rest);
  const code = decodeCodeEscape(builder, source, rest, syntax);
  return code === undefined ? unknownEscape(builder, source, rest, syntax) : code;
}

/** Octal, hexadecimal and braced codes; undefined when the escape is none of these. */
function decodeCodeEscape(
  builder: TextBuilder,
  source: string,
  rest: Span,
  syntax: EscapeSyntax,
): number | null | undefined {
  const { start, end } = rest;
  const kind = source.charAt(start + 1);
  if (syntax.hasOctal && /^[0-7]$/.test(kind)) {
    const digits = /^[0-7]{1,3}/.exec(source.slice(start + 1, Math.min(end, start + 4)))?.[0] ?? '';
    return appendCode(builder, rest, Number.parseInt(digits, 8), 1 + digits.length, syntax.maximumShortCode);
  }
  if (kind !== '' && syntax.braced.includes(kind) && source[start + 2] === '{') {
    return decodeBraced(builder, source, rest);
  }
  const lengths = syntax.hex[kind];
  if (lengths === undefined) return undefined;
  return decodeHex(builder, source, rest, lengths, kind === 'x' ? syntax.maximumShortCode : 0x10ffff);
}

function decodeHex(
  builder: TextBuilder,
  source: string,
  rest: Span,
  [least, most]: readonly [number, number],
  maximum: number,
): number | null {
  const window = source.slice(rest.start + 2, Math.min(rest.end, rest.start + 2 + most));
  const digits = /^[0-9a-fA-F]*/.exec(window)?.[0] ?? '';
  if (digits.length < least) return null;
  return appendCode(builder, rest, Number.parseInt(digits, 16), 2 + digits.length, maximum);
}

function decodeBraced(builder: TextBuilder, source: string, rest: Span): number | null {
  const close = source.indexOf('}', rest.start);
  const digits =
    close === -1 || close >= rest.end ? '' : source.slice(rest.start + 3, close).replaceAll('_', '');
  if (!/^[0-9a-fA-F]{1,6}$/.test(digits)) return null;
  return appendCode(builder, rest, Number.parseInt(digits, 16), close + 1 - rest.start, 0x10ffff);
}

function appendCode(
  builder: TextBuilder,
  { start, end }: Span,
  code: number,
  length: number,
  maximum: number,
): number | null {
  if (code > maximum || start + length > end) return null;
  builder.escape(String.fromCodePoint(code), start, start + length);
  return start + length;
}

function afterLineBreak(source: string, { start, end }: Span, { lineBreak }: EscapeSyntax): number {
  let next = source[start + 1] === '\r' && source[start + 2] === '\n' ? start + 3 : start + 2;
  if (lineBreak !== 'skip') while (next < end && /[ \t\r\n]/.test(source.charAt(next))) next++;
  return Math.min(next, end);
}

/** Blanks up to a line break and everything blank behind it; null when there is no line break. */
function afterBlanks(source: string, { start, end }: Span): number | null {
  let next = start + 1;
  while (next < end && /[ \t\r\n]/.test(source.charAt(next))) next++;
  return source.slice(start, next).includes('\n') ? next : null;
}

function unknownEscape(
  builder: TextBuilder,
  source: string,
  { start, end }: Span,
  { unknown }: EscapeSyntax,
): number | null {
  if (unknown === 'reject') return null;
  if (unknown === 'keep' || start + 1 >= end) {
    builder.verbatim(source, start, start + 1);
    return start + 1;
  }
  const character = String.fromCodePoint(source.codePointAt(start + 1) ?? 0);
  builder.escape(character, start, start + 1 + character.length);
  return start + 1 + character.length;
}

import type { Node } from 'web-tree-sitter';
import type { Span } from '../../model.ts';
import type { EscapeSyntax } from '../backslash-escapes.ts';
import { childSpans, makeStyle, tokenByRules } from '../common-literals.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';
import { decodeLines } from '../margin-lines.ts';

/** C# language specification, 6.4.5.6; `\x` takes one to four digits. */
const escapes: EscapeSyntax = {
  simple: {
    ...{ "'": "'", '"': '"', '\\': '\\', '0': '\0', a: '\x07', b: '\b', e: '\x1b' },
    ...{ f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  },
  hex: { x: [1, 4], u: [4, 4], U: [8, 8] },
  braced: '',
  hasOctal: false,
  maximumShortCode: 0xffff,
  unknown: 'reject',
  lineBreak: 'none',
};

/** No backslash means anything, and a line break is what it is in the source. */
const bare = { escapes: null, carriageReturns: 'keep' } as const;

const tokenTypes = new Set([
  'string_literal',
  'verbatim_string_literal',
  'raw_string_literal',
  'interpolated_string_expression',
]);

/** Reads `"`, `@"`, `$"`, `$@"`, `"""` and `$$"""`; null for UTF-8 literals and broken ones. */
export function readCsharpToken(node: Node, source: string): LiteralToken | null {
  if (!tokenTypes.has(node.type)) return null;
  const opening = /^([$@]*)("+)/.exec(
    source.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 40)),
  );
  if (opening === null || source[node.endIndex - 1] !== '"') return null;
  const [, prefix = '', quotes = ''] = opening;
  const interpolations = childSpans(node, 'interpolation');
  if (quotes.length >= 3 && !prefix.includes('@'))
    return readRaw(node, source, prefix, quotes, interpolations);
  const hasInterpolation = prefix.includes('$');
  const isVerbatim = prefix.includes('@');
  const braces = hasInterpolation ? '{}' : '';
  const style = quotedStyle(prefix, isVerbatim);
  const rules = isVerbatim ? { ...bare, doubled: `"${braces}` } : { escapes, doubled: braces };
  return tokenByRules({ node, source, style, rules, interpolations });
}

/** The style of `"`, `$"`, `@"` or `$@"`. */
export function quotedStyle(prefix: string, isVerbatim: boolean): LiteralStyle {
  const hasInterpolation = prefix.includes('$');
  return makeStyle({
    open: '"',
    prefix,
    dialect: isVerbatim ? 'verbatim' : 'quoted',
    form: hasInterpolation ? 'template' : isVerbatim ? 'raw' : 'plain',
    hasInterpolation,
  });
}

function readRaw(
  node: Node,
  source: string,
  prefix: string,
  quotes: string,
  interpolations: readonly Span[],
): LiteralToken | null {
  const span = { start: node.startIndex, end: node.endIndex };
  const bodyStart = span.start + prefix.length + quotes.length;
  const bodyEnd = span.end - quotes.length;
  const firstLine = /^[ \t]*\r?\n/.exec(source.slice(bodyStart, bodyEnd))?.[0];
  const hasInterpolation = prefix.includes('$');
  const rules = { ...bare, doubled: '' };
  if (firstLine === undefined) {
    const style = makeStyle({ open: quotes, prefix, dialect: 'raw-line', form: 'raw', hasInterpolation });
    return tokenByRules({ node, source, style, rules, interpolations });
  }
  const closing = /\r?\n([ \t]*)$/.exec(source.slice(bodyStart, bodyEnd));
  const start = bodyStart + firstLine.length;
  const end = bodyEnd - (closing?.[0].length ?? 0);
  if (closing === null || end < start) return null;
  const margin = closing[1] ?? '';
  const content = { start, end };
  const decoded = decodeLines({ source, content, rules, interpolations, marginLength: margin.length });
  const style = makeStyle({
    open: quotes + firstLine,
    close: closing[0] + quotes,
    prefix,
    dialect: 'raw-lines',
    form: 'block',
    hasInterpolation,
    margin,
  });
  return decoded === null ? null : { kind: 'token', span, content, style, decoded };
}

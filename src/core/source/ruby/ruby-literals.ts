import type { Node } from 'web-tree-sitter';
import type { Span } from '../../model.ts';
import type { EscapeSyntax, TextRules } from '../backslash-escapes.ts';
import { childSpans, makeStyle, tokenByRules } from '../common-literals.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';
import { decodeLines } from '../margin-lines.ts';
import { heredocBeginning } from './heredoc-beginning.ts';

/** Ruby documentation, "Literals". Codes above 127 by `\x` and octal escapes are bytes. */
const doubleEscapes: EscapeSyntax = {
  simple: {
    ...{ a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', s: ' ', t: '\t', v: '\v', '\\': '\\' },
  },
  hex: { x: [1, 2], u: [4, 4] },
  braced: 'u',
  hasOctal: true,
  maximumShortCode: 0x7f,
  unknown: 'drop',
  lineBreak: 'skip',
};

/** In single quotes a backslash is special before itself and the delimiters alone. */
function singleEscapes(delimiters: string): EscapeSyntax {
  const simple: Record<string, string> = { '\\': '\\' };
  for (const delimiter of delimiters) simple[delimiter] = delimiter;
  return {
    ...doubleEscapes,
    simple,
    hex: {},
    braced: '',
    hasOctal: false,
    unknown: 'keep',
    lineBreak: 'none',
  };
}

/** The style of a double-quoted string; its line breaks are bare when `hasLines`. */
export function doubleStyle(open: string, close: string, hasLines: boolean): LiteralStyle {
  const dialect = hasLines ? 'lines' : 'double';
  return makeStyle({ open, close, dialect, form: 'template', hasInterpolation: true });
}

/** Reads quoted strings, `%q` and `%Q` strings, and the bodies of heredocs. */
export function readRubyToken(node: Node, source: string): LiteralToken | null {
  if (node.hasError || hasUnreadEscapes(node.text)) return null;
  if (node.type === 'heredoc_body') return readHeredoc(node, source);
  const first = node.firstChild;
  const last = node.lastChild;
  if (node.type !== 'string' || first === null || last === null) return null;
  const open = source.slice(first.startIndex, first.endIndex);
  const close = source.slice(last.startIndex, last.endIndex);
  if (open === "'" || open.startsWith('%q')) {
    const style = makeStyle({ open, close, dialect: 'single', form: 'plain' });
    const rules = { escapes: singleEscapes(open.slice(-1) + close), doubled: '' };
    return tokenByRules({ node, source, style, rules });
  }
  const interpolations = childSpans(node, 'interpolation');
  const style = doubleStyle(open, close, node.text.includes('\n'));
  const form = interpolations.length > 0 ? 'template' : 'plain';
  const rules = { escapes: doubleEscapes, doubled: '' };
  return tokenByRules({ node, source, style: { ...style, form }, rules, interpolations });
}

/** Control and meta escapes, and variables filled in without braces, are rare and not read. */
function hasUnreadEscapes(text: string): boolean {
  return /(?<!\\)(?:\\\\)*(?:\\(?:c|C-|M-)|#[@$])/.test(text);
}

function readHeredoc(node: Node, source: string): LiteralToken | null {
  const end = node.lastChild;
  const beginning = heredocBeginning(node, source);
  const firstBreak = source.indexOf('\n', node.startIndex);
  if (end?.type !== 'heredoc_end' || beginning === null || firstBreak === -1) return null;
  const content = { start: firstBreak + 1, end: source.lastIndexOf('\n', end.startIndex - 1) + 1 };
  if (content.end <= content.start) return null;
  const isRaw = beginning.quote === "'";
  const interpolations = isRaw ? [] : childSpans(node, 'interpolation');
  const margin = beginning.kind === '~' ? marginOf(source, content, interpolations) : '';
  if (margin === null) return null;
  const rules: TextRules = { escapes: isRaw ? null : doubleEscapes, doubled: '' };
  const decoded = decodeLines({ source, content, rules, interpolations, marginLength: margin.length });
  const dialect = isRaw ? 'heredoc-raw' : 'heredoc';
  const span = { start: node.startIndex, end: node.endIndex };
  const style = makeStyle({
    open: source.slice(span.start, content.start),
    close: source.slice(content.end, span.end),
    dialect,
    form: 'heredoc',
    hasInterpolation: !isRaw,
    margin,
  });
  return decoded === null ? null : { kind: 'token', span, content, style, decoded };
}

/** The least indentation of lines with ink; null when there are tabs in it, which count as up to eight columns. */
function marginOf(source: string, content: Span, interpolations: readonly Span[]): string | null {
  let margin: string | null = null;
  for (let start = content.start; start < content.end; start = source.indexOf('\n', start) + 1) {
    const indent = /^[ \t]*/.exec(source.slice(start, Math.min(content.end, start + 400)))?.[0] ?? '';
    const next = source[start + indent.length];
    const isInCode = interpolations.some((code) => code.start < start && start < code.end);
    if (isInCode || next === '\n' || next === '\r') continue;
    if (indent.includes('\t')) return null;
    if (margin === null || indent.length < margin.length) margin = indent;
  }
  return margin ?? '';
}

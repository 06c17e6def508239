import type { Node } from 'web-tree-sitter';
import type { Span } from '../../model.ts';
import type { EscapeSyntax, TextRules } from '../backslash-escapes.ts';
import { makeStyle, tokenByRules } from '../common-literals.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';
import { decodeLines } from '../margin-lines.ts';

/** PHP manual, "Strings": the escapes of heredocs, which keep a backslash before a quote. */
const heredocEscapes: EscapeSyntax = {
  simple: { n: '\n', t: '\t', r: '\r', v: '\v', e: '\x1b', f: '\f', '\\': '\\', $: '$' },
  hex: { x: [1, 2] },
  braced: 'u',
  hasOctal: true,
  maximumShortCode: 0x7f,
  unknown: 'keep',
  lineBreak: 'none',
};
const doubleEscapes: EscapeSyntax = { ...heredocEscapes, simple: { ...heredocEscapes.simple, '"': '"' } };
const singleEscapes: EscapeSyntax = {
  ...heredocEscapes,
  simple: { '\\': '\\', "'": "'" },
  hex: {},
  braced: '',
  hasOctal: false,
};

/** A line break is what it is in the source. */
const bare = { doubled: '', carriageReturns: 'keep' } as const;

/** The style of a double-quoted string; its line breaks are bare when `hasLines`. */
export function doubleStyle(hasLines: boolean): LiteralStyle {
  return makeStyle({
    open: '"',
    dialect: hasLines ? 'lines' : 'double',
    form: 'template',
    hasInterpolation: true,
  });
}

/** Reads quoted strings, heredocs and nowdocs. */
export function readPhpToken(node: Node, source: string): LiteralToken | null {
  switch (node.type) {
    case 'string':
      return readSingle(node, source);
    case 'encapsed_string':
      return readDouble(node, source);
    case 'heredoc':
      return readDocument(node, source, { ...bare, escapes: heredocEscapes });
    case 'nowdoc':
      return readDocument(node, source, { ...bare, escapes: null });
    default:
      return null;
  }
}

function readSingle(node: Node, source: string): LiteralToken | null {
  if (source[node.startIndex] !== "'") return null;
  const style = makeStyle({ open: "'", dialect: 'single', form: 'plain' });
  return tokenByRules({ node, source, style, rules: { ...bare, escapes: singleEscapes } });
}

function readDouble(node: Node, source: string): LiteralToken | null {
  if (source[node.startIndex] !== '"') return null;
  const interpolations = codeSpans(node);
  const style = doubleStyle(node.text.includes('\n'));
  const form = interpolations.length > 0 ? 'template' : 'plain';
  const rules = { ...bare, escapes: doubleEscapes };
  return tokenByRules({ node, source, style: { ...style, form }, rules, interpolations });
}

const textTypes = new Set([
  'string_content',
  'escape_sequence',
  'nowdoc_string',
  'heredoc_start',
  'heredoc_end',
  '"',
  '<<<',
]);

/** Filled-in code: `$name`, `$a[0]`, `$a->b`, and anything in `{$...}` with its braces. */
function codeSpans(body: Node): Span[] {
  const spans: Span[] = [];
  let braceStart: number | null = null;
  for (const child of body.children) {
    if (child.type === '{') braceStart ??= child.startIndex;
    else if (child.type === '}' && braceStart !== null) {
      spans.push({ start: braceStart, end: child.endIndex });
      braceStart = null;
    } else if (braceStart === null && child.isNamed && !textTypes.has(child.type)) {
      spans.push({ start: child.startIndex, end: child.endIndex });
    }
  }
  return spans;
}

/** The lines between the first and the last one; the indentation of the closing word is the margin. */
function readDocument(node: Node, source: string, rules: TextRules): LiteralToken | null {
  const span = { start: node.startIndex, end: node.endIndex };
  const body = node.childForFieldName('value');
  const endTag = node.childForFieldName('end_tag');
  const firstBreak = source.indexOf('\n', span.start);
  if (body === null || endTag === null || firstBreak === -1) return null;
  const closing = /\r?\n([ \t]*)$/.exec(source.slice(firstBreak + 1, endTag.startIndex));
  if (closing === null) return null;
  const content = { start: firstBreak + 1, end: endTag.startIndex - closing[0].length };
  const margin = closing[1] ?? '';
  const hasInterpolation = rules.escapes !== null;
  const interpolations = hasInterpolation ? codeSpans(body) : [];
  const decoded = decodeLines({ source, content, rules, interpolations, marginLength: margin.length });
  if (decoded === null) return null;
  const style = makeStyle({
    open: source.slice(span.start, content.start),
    close: source.slice(content.end, span.end),
    dialect: hasInterpolation ? 'heredoc' : 'nowdoc',
    form: 'heredoc',
    hasInterpolation,
    margin,
  });
  return { kind: 'token', span, content, style, decoded };
}

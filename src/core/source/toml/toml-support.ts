import type { Node } from 'web-tree-sitter';
import type { EscapeSyntax } from '../backslash-escapes.ts';
import { makeStyle, tokenByRules } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import {
  escapeUnsafeCharacters,
  fourDigitEscape,
  hasUnsafeCharacters,
  isUnstorable,
} from '../escape-characters.ts';
import type { EncodingPlace, LanguageSupport } from '../language-support.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';

/** TOML: basic and literal strings, of one line and of many. */
export const tomlSupport: LanguageSupport = {
  literalTypes: new Set(['string']),
  maskForGrammar: maskBackslashes,
  mayRead: (_type, source, start) => /["']/.test(source.charAt(start)),
  read: readToken,
  describe: (_tree, node, ancestors, source) => describeLiteral(table, node, ancestors, source),
  encode: encodeToml,
  alternatives,
};

/** The grammar does not know blanks between a backslash and the end of its line. */
function maskBackslashes(source: string): string {
  return source.replace(/(?<!\\)\\+[ \t]+(?=\r?\n)/g, (run) => {
    const count = run.trimEnd().length;
    return count % 2 === 0 ? run : `${run.slice(0, count - 1)} ${run.slice(count)}`;
  });
}

/** TOML 1.1, "String". A backslash at the end of a line skips all blanks and line breaks after it. */
const escapes: EscapeSyntax = {
  simple: { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b', '"': '"', '\\': '\\' },
  hex: { x: [2, 2], u: [4, 4], U: [8, 8] },
  braced: '',
  hasOctal: false,
  maximumShortCode: 0xff,
  unknown: 'reject',
  lineBreak: 'skip-blanks',
};

const basicStyle = makeStyle({ open: '"', dialect: 'basic', form: 'plain' });

function readToken(node: Node, source: string): LiteralToken | null {
  if (node.hasError) return null;
  const head = source.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 5));
  // A line break right behind the opening quotes does not count.
  const open = /^(?:"""|''')(?:\r?\n)?|^["']/.exec(head)?.[0] ?? '';
  const quote = open.trimEnd();
  const isBasic = quote.startsWith('"');
  const isLong = quote.length === 3;
  if (quote === '' || !source.endsWith(quote, node.endIndex)) return null;
  const style = makeStyle({
    open,
    close: quote,
    dialect: (isBasic ? 'basic' : 'literal') + (isLong ? '-lines' : ''),
    form: isLong ? 'block' : isBasic ? 'plain' : 'raw',
  });
  return tokenByRules({ node, source, style, rules: { escapes: isBasic ? escapes : null, doubled: '' } });
}

function encodeToml(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (style.dialect.startsWith('literal')) return encodeLiteral(text, style, place);
  if (isUnstorable(text.replaceAll('\0', ''))) return null;
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'), fourDigitEscape);
  if (style.dialect === 'basic') {
    return escaped.replaceAll('"', '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
  }
  const quotes = place.isLast ? /""(?:"|$)|"$/g : /"""/g;
  const guarded = escaped.replace(quotes, (run) => `${run.slice(1)}\\"`);
  return withFirstBreak(guarded, style, place, '\\n');
}

/** Without escapes: what ends the string or is no bare character cannot be said. */
function encodeLiteral(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (hasUnsafeCharacters(text)) return null;
  if (style.dialect === 'literal') return /['\n]/.test(text) ? null : text;
  if (text.includes("'''") || (place.isLast && text.endsWith("'"))) return null;
  return withFirstBreak(text, style, place, place.lineBreak + place.lineBreak);
}

/** A first line break that stands right behind the opening quotes would not count. */
function withFirstBreak(text: string, { open }: LiteralStyle, place: EncodingPlace, first: string): string {
  const needsGuard = place.isFirst && text.startsWith('\n') && !open.endsWith('\n');
  const rest = (needsGuard ? text.slice(1) : text).replace(/\n/g, place.lineBreak);
  return needsGuard ? first + rest : rest;
}

function alternatives(style: LiteralStyle): LiteralStyle[] {
  if (style.dialect === 'literal') return [basicStyle];
  if (style.dialect !== 'literal-lines') return [];
  const open = style.open.replace("'''", '"""');
  return [makeStyle({ open, close: '"""', dialect: 'basic-lines', form: 'block' }), basicStyle];
}

const table: ContextTable = {
  bindings: { pair: '<first>' },
  scopes: { table: '<first>', table_array_element: '<first>' },
  calls: {},
  pairs: { pair: '<first>' },
  lists: new Set(['inline_table', 'table', 'table_array_element']),
  places: {},
  statement: /^document$/,
};

import type { Node } from 'web-tree-sitter';
import type { EscapeSyntax } from '../backslash-escapes.ts';
import { makeStyle, mayBeChain, readTokenOrChain, tokenByRules } from '../common-literals.ts';
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

const chain = { binary: 'binary_expression', operator: '+', group: 'parenthesized_expression' };

/** Go: interpreted and raw strings, chains of them. */
export const goSupport: LanguageSupport = {
  literalTypes: new Set(['interpreted_string_literal', 'raw_string_literal', 'binary_expression']),
  mayRead: (type, source, start, end) =>
    type !== 'binary_expression' || mayBeChain(source, start, end, chain.operator),
  isQuoted: () => true,
  read: (node, source) => readTokenOrChain(node, source, chain, readToken),
  describe: (_tree, node, ancestors, source) => describeLiteral(table, node, ancestors, source),
  encode: encodeGo,
  alternatives: (style) => (style.dialect === 'raw' ? [quotedStyle] : []),
};

const quotedStyle = makeStyle({ open: '"', dialect: 'quoted', form: 'plain' });
const rawStyle = makeStyle({ open: '`', dialect: 'raw', form: 'raw' });

/** Go language specification, "String literals". Codes above 127 by `\x` and octal escapes are bytes. */
const escapes: EscapeSyntax = {
  simple: { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"' },
  hex: { x: [2, 2], u: [4, 4], U: [8, 8] },
  braced: '',
  hasOctal: true,
  maximumShortCode: 0x7f,
  unknown: 'reject',
  lineBreak: 'none',
};

function readToken(node: Node, source: string): LiteralToken | null {
  if (node.type === 'interpreted_string_literal') {
    return tokenByRules({ node, source, style: quotedStyle, rules: { escapes, doubled: '' } });
  }
  if (node.type !== 'raw_string_literal') return null;
  const rules = { escapes: null, doubled: '', carriageReturns: 'drop' as const };
  return tokenByRules({ node, source, style: rawStyle, rules });
}

function encodeGo(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (style.dialect === 'raw') {
    return hasUnsafeCharacters(text) || text.includes('`') ? null : text.replace(/\n/g, place.lineBreak);
  }
  // Half a surrogate pair is no character of Go; NUL is written as an escape.
  if (isUnstorable(text.replaceAll('\0', ''))) return null;
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'), fourDigitEscape);
  return escaped.replaceAll('"', '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

const table: ContextTable = {
  bindings: {
    const_spec: 'name',
    var_spec: 'name',
    short_var_declaration: 'left',
    assignment_statement: 'left',
  },
  scopes: { function_declaration: 'name', method_declaration: 'name', type_spec: 'name' },
  calls: { call_expression: 'function', composite_literal: 'type' },
  pairs: { keyed_element: 'key' },
  lists: new Set(['literal_value', 'argument_list']),
  places: {
    index_expression: 'key',
    import_spec: 'import',
    expression_case: 'comparison',
    field_declaration: 'type',
  },
  statement: /_statement$|_declaration$/,
};

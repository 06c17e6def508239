import type { Node } from 'web-tree-sitter';
import type { EscapeSyntax } from '../backslash-escapes.ts';
import { makeStyle, tokenByRules } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import {
  bracedEscape,
  escapeUnsafeCharacters,
  hasUnsafeCharacters,
  isUnstorable,
} from '../escape-characters.ts';
import type { EncodingPlace, LanguageSupport } from '../language-support.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';

/** Rust: strings and raw strings with any number of hashes. Adjacent literals do not make one. */
export const rustSupport: LanguageSupport = {
  literalTypes: new Set(['string_literal', 'raw_string_literal']),
  mayRead: (_type, source, start) => /["r]/.test(source.charAt(start)),
  read: readToken,
  describe: (_tree, node, ancestors, source) => describeLiteral(table, node, ancestors, source),
  encode: encodeRust,
  alternatives: (style) =>
    style.dialect === 'raw' ? [makeStyle({ open: '"', dialect: 'quoted', form: 'plain' })] : [],
};

/** The Rust reference, "String literals". A backslash before a line break skips all white space after it. */
const escapes: EscapeSyntax = {
  simple: { n: '\n', r: '\r', t: '\t', '\\': '\\', '0': '\0', "'": "'", '"': '"' },
  hex: { x: [2, 2] },
  braced: 'u',
  hasOctal: false,
  maximumShortCode: 0x7f,
  unknown: 'reject',
  lineBreak: 'skip-indentation',
};

function readToken(node: Node, source: string): LiteralToken | null {
  if (node.hasError) return null;
  const raw = /^r(#*)"/.exec(source.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 260)));
  if (raw !== null) {
    const style = makeStyle({ open: raw[0], close: `"${raw[1] ?? ''}`, dialect: 'raw', form: 'raw' });
    return tokenByRules({ node, source, style, rules: { escapes: null, doubled: '' } });
  }
  if (source[node.startIndex] !== '"' || source[node.endIndex - 1] !== '"') return null;
  // A literal that already has bare line breaks gets its new ones bare as well.
  const hasLines = /[^\\\r]\r?\n/.test(node.text);
  const style = makeStyle({ open: '"', dialect: hasLines ? 'lines' : 'quoted', form: 'plain' });
  return tokenByRules({ node, source, style, rules: { escapes, doubled: '' } });
}

function encodeRust(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (isUnstorable(text.replaceAll('\0', ''))) return null;
  if (style.dialect === 'raw') {
    return hasUnsafeCharacters(text) || text.includes(style.close)
      ? null
      : text.replace(/\n/g, place.lineBreak);
  }
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'), bracedEscape).replaceAll('"', '\\"');
  if (style.dialect === 'lines') return escaped.replace(/\n/g, place.lineBreak);
  return escaped.replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

const table: ContextTable = {
  bindings: {
    const_item: 'name',
    static_item: 'name',
    let_declaration: 'pattern',
    assignment_expression: 'left',
  },
  scopes: {
    function_item: 'name',
    impl_item: 'type',
    mod_item: 'name',
    struct_item: 'name',
    trait_item: 'name',
  },
  calls: { call_expression: 'function', macro_invocation: 'macro' },
  pairs: { field_initializer: 'field' },
  lists: new Set(['field_initializer_list', 'arguments']),
  places: { match_pattern: 'comparison', index_expression: 'key', attribute_item: 'type' },
  statement: /_statement$|_declaration$|_item$/,
};

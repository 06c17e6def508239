import { mayBeChain, readTokenOrChain } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import { escapeUnsafeCharacters, fourDigitEscape, hasUnsafeCharacters } from '../escape-characters.ts';
import type { EncodingPlace, LanguageSupport } from '../language-support.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { bareLines } from '../line-breaks.ts';
import { withMargin } from '../margin-lines.ts';
import { quotedStyle, readCsharpToken } from './csharp-literals.ts';

const chain = {
  binary: 'binary_expression',
  operator: '+',
  group: 'parenthesized_expression',
  frame: ['{', '}'],
} as const;

/** C#: plain, verbatim, interpolated and raw strings, chains of them. */
export const csharpSupport: LanguageSupport = {
  literalTypes: new Set([
    'string_literal',
    'verbatim_string_literal',
    'raw_string_literal',
    'interpolated_string_expression',
    'binary_expression',
  ]),
  mayRead: (type, source, start, end) =>
    type !== 'binary_expression' || mayBeChain(source, start, end, chain.operator),
  read: (node, source) => readTokenOrChain(node, source, chain, readCsharpToken),
  describe: (_tree, node, ancestors, source) => describeLiteral(table, node, ancestors, source),
  encode: encodeCsharp,
  alternatives,
};

function encodeCsharp(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (style.dialect.startsWith('raw')) return encodeRaw(text, style, place);
  const braced = style.hasInterpolation ? text.replace(/[{}]/g, '$&$&') : text;
  if (style.dialect === 'verbatim') {
    const lines = bareLines(braced, place.lineBreak);
    if (lines === null || hasUnsafeCharacters(lines)) return null;
    return lines.replaceAll('"', '""').replace(/\n/g, place.lineBreak);
  }
  const escaped = escapeUnsafeCharacters(braced.replace(/\\/g, '\\\\'), fourDigitEscape);
  return escaped.replaceAll('"', '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

/** A raw string says everything but its own quotes and, when code is filled in, as many braces as it has `$`. */
function encodeRaw(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  const quotes = style.open.trimEnd();
  const dollars = style.prefix.length;
  const lines = bareLines(text, place.lineBreak);
  if (lines === null || hasUnsafeCharacters(lines) || text.includes(quotes)) return null;
  if (style.hasInterpolation && (text.includes('{'.repeat(dollars)) || text.includes('}'.repeat(dollars))))
    return null;
  if (style.dialect === 'raw-lines') return withMargin(lines, style.margin ?? '', place);
  return text.includes('\n') || text.startsWith('"') || text.endsWith('"') ? null : text;
}

function alternatives(style: LiteralStyle, needsInterpolation: boolean): LiteralStyle[] {
  const needsDollar = needsInterpolation || style.hasInterpolation;
  const isPlain = style.dialect === 'quoted' && style.hasInterpolation === needsDollar;
  return isPlain ? [] : [quotedStyle(needsDollar ? '$' : '', false)];
}

const table: ContextTable = {
  bindings: {
    variable_declarator: 'name',
    assignment_expression: 'left',
    property_declaration: 'name',
    parameter: 'name',
  },
  scopes: {
    class_declaration: 'name',
    record_declaration: 'name',
    struct_declaration: 'name',
    interface_declaration: 'name',
    method_declaration: 'name',
    constructor_declaration: 'name',
    local_function_statement: 'name',
  },
  calls: { invocation_expression: 'function', object_creation_expression: 'type', attribute: 'name' },
  pairs: { argument: 'name' },
  lists: new Set(['argument_list', 'initializer_expression']),
  places: {
    throw_statement: 'thrown',
    throw_expression: 'thrown',
    element_access_expression: 'key',
    case_switch_label: 'comparison',
  },
  statement: /_statement$|_declaration$/,
};

import { mayBeChain, readTokenOrChain } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import {
  bracedEscape,
  escapeUnsafeCharacters,
  hasUnsafeCharacters,
  isUnstorable,
} from '../escape-characters.ts';
import type { EncodingPlace, LanguageSupport } from '../language-support.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { bareLines, encodeBareLines } from '../line-breaks.ts';
import { withMargin } from '../margin-lines.ts';
import { doubleStyle, readPhpToken } from './php-literals.ts';

const chain = {
  binary: 'binary_expression',
  operator: '.',
  group: 'parenthesized_expression',
  frame: ['{', '}'],
} as const;

/** PHP: quoted strings, heredocs, nowdocs, chains of them with a dot. */
export const phpSupport: LanguageSupport = {
  literalTypes: new Set(['string', 'encapsed_string', 'heredoc', 'nowdoc', 'binary_expression']),
  mayRead: (type, source, start, end) =>
    type !== 'binary_expression' || mayBeChain(source, start, end, chain.operator),
  read: (node, source) => readTokenOrChain(node, source, chain, readPhpToken),
  describe: (_tree, node, ancestors, source) => describeLiteral(table, node, ancestors, source),
  encode: encodePhp,
  alternatives: (style) =>
    style.dialect === 'double' || style.dialect === 'lines' ? [] : [doubleStyle(false)],
};

function encodePhp(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (isUnstorable(text.replaceAll('\0', ''))) return null;
  if (style.dialect === 'single' || style.dialect === 'nowdoc') return encodeBare(text, style, place);
  const encodeLine = (line: string): string => escapeLine(line, style);
  if (style.dialect === 'double') return guardName(encodeLine(text).replace(/\t/g, '\\t'), place);
  const lines = guardName(encodeBareLines(text, place.lineBreak, encodeLine), place);
  return style.dialect === 'heredoc'
    ? withMargin(lines, style.margin ?? '', place)
    : lines.replace(/\n/g, place.lineBreak);
}

function escapeLine(line: string, { dialect }: LiteralStyle): string {
  const escaped = escapeUnsafeCharacters(line.replace(/\\/g, '\\\\'), bracedEscape).replaceAll('$', '\\$');
  return (dialect === 'heredoc' ? escaped : escaped.replaceAll('"', '\\"')).replace(/\n/g, '\\n');
}

/** What would belong to the `$name` before or behind it becomes an escape. */
function guardName(escaped: string, { codeBefore, codeAfter }: EncodingPlace): string {
  const isBehindName = codeBefore?.startsWith('$') === true && /^(?:[\w\x80-\uffff[]|->|\?->)/.test(escaped);
  const start = isBehindName
    ? bracedEscape(escaped.codePointAt(0) ?? 0) + escaped.replace(/^[^]/u, '')
    : escaped;
  const isBeforeName = codeAfter?.startsWith('$') === true && start.endsWith('{');
  return isBeforeName ? start.slice(0, -1) + bracedEscape(0x7b) : start;
}

/** Without escapes but those of the quote itself, unusual characters have no way to be written. */
function encodeBare(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  const lines = bareLines(text, place.lineBreak);
  if (lines === null || hasUnsafeCharacters(lines)) return null;
  if (style.dialect === 'nowdoc') return withMargin(lines, style.margin ?? '', place);
  return lines.replace(/\\/g, '\\\\').replaceAll("'", "\\'").replace(/\n/g, place.lineBreak);
}

const table: ContextTable = {
  bindings: { assignment_expression: 'left', simple_parameter: 'name', property_element: 'name' },
  scopes: {
    class_declaration: 'name',
    function_definition: 'name',
    method_declaration: 'name',
    trait_declaration: 'name',
  },
  calls: {
    function_call_expression: 'function',
    member_call_expression: 'name',
    scoped_call_expression: 'name',
    attribute: 'name',
  },
  pairs: { array_element_initializer: 'key', argument: 'name' },
  lists: new Set(['array_creation_expression', 'arguments']),
  places: { throw_expression: 'thrown', subscript_expression: 'key', case_statement: 'comparison' },
  statement: /_statement$|_declaration$|_definition$/,
};

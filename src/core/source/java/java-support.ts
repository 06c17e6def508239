import type { Node } from 'web-tree-sitter';
import { makeStyle, mayBeChain, readTokenOrChain, tokenByRules } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import { escapeUnsafeCharacters, fourDigitEscape } from '../escape-characters.ts';
import type { EncodingPlace, LanguageSupport } from '../language-support.ts';
import type { LiteralStyle, LiteralToken } from '../literal-tree.ts';
import { withMargin } from '../margin-lines.ts';
import { javaEscapes } from './java-escapes.ts';
import { readTextBlock } from './text-block.ts';

const chain = { binary: 'binary_expression', operator: '+', group: 'parenthesized_expression' };

/** Java: strings, text blocks, chains of them. */
export const javaSupport: LanguageSupport = {
  literalTypes: new Set(['string_literal', 'binary_expression']),
  mayRead: (type, source, start, end) =>
    type !== 'binary_expression' || mayBeChain(source, start, end, chain.operator),
  isQuoted: () => true,
  read: (node, source) => readTokenOrChain(node, source, chain, readToken),
  describe: (_tree, node, ancestors, source) => describeLiteral(table, node, ancestors, source),
  encode: encodeJava,
  alternatives: (style) => (style.dialect === 'block' ? [quotedStyle] : []),
};

const quotedStyle = makeStyle({ open: '"', dialect: 'quoted', form: 'plain' });

function readToken(node: Node, source: string): LiteralToken | null {
  if (node.type !== 'string_literal') return null;
  // Escapes that spell quotes, backslashes or line breaks are code before they are text: such a literal is left alone.
  if (/\\u+(?:0022|005c|000a|000d)/i.test(node.text)) return null;
  if (source.startsWith('"""', node.startIndex)) return readTextBlock(node, source);
  return tokenByRules({ node, source, style: quotedStyle, rules: { escapes: javaEscapes, doubled: '' } });
}

function encodeJava(text: string, style: LiteralStyle, place: EncodingPlace): string {
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'), escapeOf);
  if (style.dialect === 'block') return encodeBlock(escaped, style, place);
  return escaped.replaceAll('"', '\\"').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

/** Octal for controls: `\u000a` and its like would be read as the character itself, before the literal. */
function escapeOf(code: number): string {
  if (code === 13) return '\\r';
  return code < 0x100 ? `\\${code.toString(8).padStart(3, '0')}` : fourDigitEscape(code);
}

/** Lines get the block's margin; blanks at their ends, which the block would drop, become escapes. */
function encodeBlock(escaped: string, { margin = '' }: LiteralStyle, place: EncodingPlace): string {
  const guarded = escaped.replaceAll('"""', '""\\"');
  const closed = place.isLast && guarded.endsWith('"') ? `${guarded.slice(0, -1)}\\"` : guarded;
  const kept = closed.replace(/[ \t](?=\n)/g, (blank) => (blank === ' ' ? '\\s' : '\\t'));
  return withMargin(kept, margin, place);
}

const table: ContextTable = {
  bindings: { variable_declarator: 'name', assignment_expression: 'left', element_value_pair: 'key' },
  scopes: {
    class_declaration: 'name',
    interface_declaration: 'name',
    record_declaration: 'name',
    enum_declaration: 'name',
    method_declaration: 'name',
    constructor_declaration: 'name',
  },
  calls: { method_invocation: 'name', object_creation_expression: 'type', annotation: 'name' },
  pairs: {},
  lists: new Set(['argument_list']),
  places: { throw_statement: 'thrown', switch_label: 'comparison' },
  statement: /_statement$|_declaration$/,
};

import type { Node } from 'web-tree-sitter';
import { mayBeChain, readTokenOrChain } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import type { LiteralContext } from '../detection/literal-context.ts';
import { escapeUnsafeCharacters, fourDigitEscape, hasUnsafeCharacters } from '../escape-characters.ts';
import type { EncodingPlace, LanguageSupport } from '../language-support.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { quotedStyle, readKotlinToken } from './kotlin-literals.ts';
import { maskDollars } from './kotlin-templates.ts';

const chain = { binary: 'binary_expression', operator: '+', group: 'parenthesized_expression' };

/** Kotlin: strings and raw strings with any number of dollars before them, chains of them. */
export const kotlinSupport: LanguageSupport = {
  literalTypes: new Set(['string_literal', 'multiline_string_literal', 'binary_expression']),
  maskForGrammar: maskDollars,
  mayRead: (type, source, start, end) =>
    type !== 'binary_expression' || mayBeChain(source, start, end, chain.operator),
  read: (node, source) =>
    isBrokenOff(node, source) ? null : readTokenOrChain(node, source, chain, readKotlinToken),
  describe: (_tree, node, ancestors, source) => describe(node, ancestors, source),
  encode: encodeKotlin,
  alternatives: (style) => (style.dialect === 'raw' ? [quotedStyle(style.prefix)] : []),
};

function encodeKotlin(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  const dollars = Math.max(1, style.prefix.length);
  const isNameLonger = /^\$+[^{`]+$/.test(place.codeBefore ?? '') && /^[\p{L}\p{Nd}_]/u.test(text);
  if (style.dialect === 'raw') return isNameLonger ? null : encodeRaw(text, dollars, place);
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'), fourDigitEscape);
  const quoted = replaceLastDollars(escaped, dollars, '\\$').replaceAll('"', '\\"');
  const line = quoted.replace(/\n/g, '\\n').replace(/\t/g, '\\t');
  // A letter behind `$name` would belong to the name.
  return isNameLonger ? fourDigitEscape(line.charCodeAt(0)) + line.slice(1) : line;
}

/** A raw string has no escapes: what would end it or fill code in becomes code itself, as its users write it. */
function encodeRaw(text: string, dollars: number, place: EncodingPlace): string | null {
  if (hasUnsafeCharacters(text)) return null;
  const code = '$'.repeat(dollars);
  const guarded = replaceLastDollars(text, dollars, `${code}{'$'}`);
  const quotes = place.isLast ? /""(?:"|$)/g : /"""/g;
  return guarded.replace(quotes, (run) => `${run.slice(1)}${code}{'"'}`).replace(/\n/g, place.lineBreak);
}

/** Replaces the last of as many dollars as would fill code in. */
function replaceLastDollars(text: string, dollars: number, replacement: string): string {
  return text.replace(/(?<!\$)\$+(?=[\p{L}_`{])/gu, (run) =>
    run.length < dollars ? run : run.slice(1) + replacement,
  );
}

const table: ContextTable = {
  bindings: {
    property_declaration: '<variable_declaration>',
    class_parameter: '<identifier>',
    assignment: 'left',
  },
  scopes: { class_declaration: 'name', object_declaration: 'name', function_declaration: 'name' },
  calls: {
    call_expression: '<first>',
    constructor_invocation: '<first>',
    enum_entry: '<first>',
  },
  pairs: { value_argument: '<identifier>=', infix_expression: '<first>' },
  lists: new Set(['value_arguments']),
  places: {
    throw_expression: 'thrown',
    index_expression: 'key',
  },
  statement: /^(?:assignment|block|source_file)$|_declaration$/,
};

const brackets = new Set([
  'parenthesized_expression',
  'value_arguments',
  'function_value_parameters',
  'class_parameters',
]);
const blocks = new Set(['lambda_literal', 'block', 'class_body', 'source_file']);

/**
 * True for a sum with a line break before a plus outside of parentheses: there the plus begins the next statement, which
 * the grammar does not know.
 */
function isBrokenOff(node: Node, source: string): boolean {
  let sum = node;
  while (sum.type === 'binary_expression') {
    const left = sum.childForFieldName('left');
    const operator = sum.childForFieldName('operator');
    if (left === null || operator === null) return false;
    if (source.slice(left.endIndex, operator.startIndex).includes('\n')) return !isInBrackets(node);
    sum = left;
  }
  return false;
}

function isInBrackets(node: Node): boolean {
  for (let around = node.parent; around !== null; around = around.parent) {
    if (brackets.has(around.type)) return true;
    if (blocks.has(around.type)) return false;
  }
  return false;
}

/** Functions of the standard library whose text is the message of an exception. */
const throwing = /^(?:require|requireNotNull|check|checkNotNull|error|TODO)\b/;

/** The grammar has the default value of a parameter beside the parameter, not in it. */
function describe(node: Node, ancestors: readonly Node[], source: string): LiteralContext {
  const context = describeLiteral(table, node, ancestors, source);
  const scope = ancestors.findIndex(({ type }) => type === 'function_declaration');
  const isMessage = ancestors
    .slice(0, scope === -1 ? ancestors.length : scope)
    .some(
      ({ type, startIndex }) =>
        type === 'call_expression' && throwing.test(source.slice(startIndex, startIndex + 20)),
    );
  if (isMessage) return { ...context, place: 'thrown' };
  const isDefault = ancestors[0]?.type === 'function_value_parameters';
  const parameter = isDefault ? node.previousNamedSibling : null;
  const name = parameter?.namedChildren.find(({ type }) => type === 'identifier')?.text;
  if (name === undefined) return context;
  return { ...context, name, symbolPath: [...context.symbolPath, name] };
}

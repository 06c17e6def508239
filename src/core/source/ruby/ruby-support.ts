import type { Node } from 'web-tree-sitter';
import { mayBeChain, readTokenOrChain } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import type { LiteralContext } from '../detection/literal-context.ts';
import {
  escapeUnsafeCharacters,
  fourDigitEscape,
  hasUnsafeCharacters,
  isUnstorable,
} from '../escape-characters.ts';
import type { EncodingPlace, LanguageSupport } from '../language-support.ts';
import type { LiteralStyle } from '../literal-tree.ts';
import { withMargin } from '../margin-lines.ts';
import { heredocBeginning } from './heredoc-beginning.ts';
import { doubleStyle, readRubyToken } from './ruby-literals.ts';

const chain = {
  binary: 'binary',
  operator: '+',
  group: 'parenthesized_statements',
  adjacent: 'chained_string',
  frame: ['#{', '}'],
} as const;

/** Ruby: quoted strings, `%q` and `%Q`, heredocs, adjacent strings and chains of them. */
export const rubySupport: LanguageSupport = {
  literalTypes: new Set(['string', 'chained_string', 'binary', 'heredoc_body']),
  mayRead: (type, source, start, end) => type !== 'binary' || mayBeChain(source, start, end, chain.operator),
  read: (node, source) => readTokenOrChain(node, source, chain, readRubyToken),
  describe: (_tree, node, ancestors, source) => describe(node, ancestors, source),
  encode: encodeRuby,
  alternatives: (style) => (style.dialect === 'single' ? [doubleStyle('"', '"', false)] : []),
};

function encodeRuby(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (isUnstorable(text.replaceAll('\0', ''))) return null;
  const { dialect, margin = '' } = style;
  if (dialect === 'single' || dialect === 'heredoc-raw') return encodeBare(text, style, place);
  const escaped = escapeUnsafeCharacters(text.replace(/\\/g, '\\\\'), fourDigitEscape);
  const guarded = escaped.replace(/#(?=[{@$])/g, '\\#');
  if (dialect === 'heredoc') {
    // A bare tab at the start of a line would count as indentation of up to eight columns.
    const tabbed = margin === '' ? guarded : guarded.replace(/^\t/gm, '\\t');
    return withMargin(tabbed, margin, { ...place, keepsLastBlank: place.isLast });
  }
  const quoted = escapeDelimiters(guarded, style);
  if (dialect === 'lines') return quoted.replace(/\n/g, place.lineBreak);
  return quoted.replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

function encodeBare(text: string, style: LiteralStyle, place: EncodingPlace): string | null {
  if (hasUnsafeCharacters(text)) return null;
  if (style.dialect === 'heredoc-raw') {
    return withMargin(text, style.margin ?? '', { ...place, keepsLastBlank: place.isLast });
  }
  return escapeDelimiters(text.replace(/\\/g, '\\\\'), style).replace(/\n/g, place.lineBreak);
}

function escapeDelimiters(text: string, { open, close }: LiteralStyle): string {
  let result = text;
  for (const delimiter of new Set([open.slice(-1), close]))
    result = result.replaceAll(delimiter, `\\${delimiter}`);
  return result;
}

const table: ContextTable = {
  bindings: {
    assignment: 'left',
    operator_assignment: 'left',
    optional_parameter: 'name',
    keyword_parameter: 'name',
  },
  scopes: { module: 'name', class: 'name', method: 'name', singleton_method: 'name' },
  calls: { call: 'method' },
  pairs: { pair: 'key' },
  lists: new Set(['hash', 'argument_list', 'array']),
  places: { element_reference: 'key', when: 'comparison' },
  statement: /^(?:assignment|method|singleton_method|class|module|if|unless|body_statement|program)$/,
};

/** A heredoc's body stands after its statement: what is around its beginning counts. */
function describe(node: Node, ancestors: readonly Node[], source: string): LiteralContext {
  const beginning = node.type === 'heredoc_body' ? heredocBeginning(node, source) : null;
  const root = ancestors.at(-1);
  if (beginning === null || root === undefined) return describeLiteral(table, node, ancestors, source);
  const start = root.descendantForIndex(beginning.start, beginning.start + 1);
  if (start === null) return describeLiteral(table, node, ancestors, source);
  const around: Node[] = [];
  for (let parent = start.parent; parent !== null; parent = parent.parent) around.push(parent);
  return describeLiteral(table, start, around, source);
}

import type { Node } from 'web-tree-sitter';
import { mayBeChain } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import type { LiteralContext } from '../detection/literal-context.ts';
import type { LanguageSupport } from '../language-support.ts';
import { encodePython, pythonAlternatives } from './encode-python.ts';
import { docstringKind } from './docstring.ts';
import { readPythonLiteral } from './python-literals.ts';

/** Python: strings of every prefix but bytes, concatenations, joined lists. */
export const pythonSupport: LanguageSupport = {
  literalTypes: new Set(['string', 'concatenated_string', 'binary_operator', 'call']),
  mayRead,
  isQuoted: () => true,
  read: readPythonLiteral,
  describe: (_tree, node, ancestors, source) => describe(node, ancestors, source),
  encode: encodePython,
  alternatives: pythonAlternatives,
};

function mayRead(type: string, source: string, start: number, end: number): boolean {
  if (type === 'string' || type === 'concatenated_string') return true;
  if (type === 'binary_operator') return mayBeChain(source, start, end, '+');
  return /^(["']).{1,6}?\1\.join/s.test(source.slice(start, start + 20));
}

const table: ContextTable = {
  bindings: {
    assignment: 'left',
    augmented_assignment: 'left',
    default_parameter: 'name',
    typed_default_parameter: 'name',
    named_expression: 'name',
  },
  scopes: { function_definition: 'name', class_definition: 'name' },
  calls: { call: 'function' },
  pairs: { pair: 'key', keyword_argument: 'name' },
  lists: new Set(['dictionary', 'argument_list', 'tuple', 'list']),
  places: {
    raise_statement: 'thrown',
    assert_statement: 'thrown',
    comparison_operator: 'comparison',
    subscript: 'key',
    type: 'type',
  },
  statement: /_statement$|_definition$|^assignment$/,
};

function describe(node: Node, ancestors: readonly Node[], source: string): LiteralContext {
  const context = describeLiteral(table, node, ancestors, source);
  if (ancestors[0]?.type !== 'expression_statement') return context;
  const kind = docstringKind(ancestors);
  if (kind === 'signature') return { ...context, calls: ['dspy.Signature'], place: 'value' };
  return { ...context, place: kind ?? 'statement' };
}

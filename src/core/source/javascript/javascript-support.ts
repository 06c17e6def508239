import type { Node } from 'web-tree-sitter';
import { mayBeChain } from '../common-literals.ts';
import type { ContextTable } from '../detection/describe-literal.ts';
import { describeLiteral } from '../detection/describe-literal.ts';
import type { LiteralContext } from '../detection/literal-context.ts';
import type { LanguageSupport } from '../language-support.ts';
import { encodeJavascript, javascriptAlternatives } from './encode-javascript.ts';
import { readJavascriptLiteral, templateTag } from './javascript-literals.ts';

/** TypeScript and JavaScript with JSX: strings, templates, `+` chains, text between tags, joined arrays. */
export const javascriptSupport: LanguageSupport = {
  literalTypes: new Set(['string', 'template_string', 'binary_expression', 'call_expression', 'jsx_text']),
  mayRead,
  // Text between tags has no quotes.
  isQuoted: (source, language) => language === 'typescript' || !/<\/|\/>/.test(source),
  read: readJavascriptLiteral,
  describe: (_tree, node, ancestors, source) => describe(node, ancestors, source),
  encode: encodeJavascript,
  alternatives: javascriptAlternatives,
};

function mayRead(type: string, source: string, start: number, end: number): boolean {
  if (type === 'binary_expression') return mayBeChain(source, start, end, '+');
  if (type !== 'call_expression') return true;
  return (
    source[start] === '[' &&
    /\.join\(\s{0,9}(["'`]).{1,6}\1\s{0,9}\)$/s.test(source.slice(Math.max(start, end - 36), end))
  );
}

const table: ContextTable = {
  bindings: {
    variable_declarator: 'name',
    assignment_expression: 'left',
    augmented_assignment_expression: 'left',
    public_field_definition: 'name',
    field_definition: 'property',
    required_parameter: 'pattern',
    optional_parameter: 'pattern',
    assignment_pattern: 'left',
    object_assignment_pattern: 'left',
    enum_assignment: 'name',
  },
  scopes: {
    function_declaration: 'name',
    generator_function_declaration: 'name',
    function_expression: 'name',
    method_definition: 'name',
    class_declaration: 'name',
    class: 'name',
    abstract_class_declaration: 'name',
  },
  calls: { call_expression: 'function', new_expression: 'constructor' },
  pairs: { pair: 'key' },
  lists: new Set(['object', 'array', 'arguments']),
  places: {
    throw_statement: 'thrown',
    subscript_expression: 'key',
    import_statement: 'import',
    literal_type: 'type',
    switch_case: 'comparison',
  },
  statement: /_statement$|_declaration$|^(method_definition|statement_block|class_body|program)$/,
};

const comparisons = new Set(['==', '===', '!=', '!==', 'in']);

function describe(node: Node, ancestors: readonly Node[], source: string): LiteralContext {
  const context = describeLiteral(table, node, ancestors, source);
  const [parent] = ancestors;
  if (node.type === 'jsx_text') return describeMarkup(context, ancestors);
  if (parent?.type === 'jsx_attribute') {
    return { ...context, name: parent.firstChild?.text ?? null, place: 'markup' };
  }
  if (parent?.type === 'binary_expression') {
    const operator = parent.childForFieldName('operator')?.type ?? '';
    if (comparisons.has(operator)) return { ...context, place: 'comparison' };
  }
  if (parent?.type === 'expression_statement') return { ...context, place: 'statement' };
  return node.type === 'template_string' ? describeTemplate(context, node, source) : context;
}

function describeTemplate(context: LiteralContext, node: Node, source: string): LiteralContext {
  const tag = templateTag(node, source);
  // A tag is a call whose only argument is the template, so it is already the innermost call.
  if (tag === null) return context;
  // `String.raw` says how the text is written, not what it is for.
  const calls = tag === 'String.raw' ? context.calls.slice(1) : context.calls;
  return { ...context, calls, wrapper: tag };
}

/** Elements of libraries that write prompts as markup, such as `<SystemMessage>`; all others show text to people. */
const promptElements =
  /^(?:(?:System|User|Human|Assistant|Developer)(?:Message|Prompt)|ChatMessage|Prompt|PromptElement|Instructions?)$/;

function describeMarkup(context: LiteralContext, ancestors: readonly Node[]): LiteralContext {
  for (const ancestor of ancestors) {
    const tag = ancestor.type === 'jsx_element' ? ancestor.childForFieldName('open_tag') : null;
    const name = tag?.childForFieldName('name')?.text ?? '';
    if (!promptElements.test(name)) continue;
    const role = /^(system|user|human|assistant|developer)/i.exec(name)?.[1]?.toLowerCase() ?? null;
    return {
      ...context,
      name: context.name ?? name,
      role: context.role ?? role,
      calls: [name, ...context.calls],
      place: 'value',
    };
  }
  return { ...context, place: 'markup' };
}

import type { Node } from 'web-tree-sitter';
import type { DecodedText } from './decoded-text.ts';
import { applyTransform, undoTransform } from './dedent.ts';
import type { LanguageFamily } from './languages.ts';
import type { TextTransform } from './literal-tree.ts';
import { docstringKind } from './python/docstring.ts';
import { inkChildren } from './literal-sequences.ts';

const transformsByFunction: Readonly<Record<string, TextTransform>> = {
  dedent: 'dedent',
  cleandoc: 'cleandoc',
  strip: 'strip',
  trim: 'strip',
};

const transformsByTag: Readonly<Record<string, TextTransform>> = {
  dedent: 'dedent-tag',
  outdent: 'dedent-tag',
  stripIndent: 'dedent-tag',
  endent: 'dedent-tag',
  tsdedent: 'dedent-tag',
};

/** The wrappers around a literal that change its value, innermost first. */
export function wrappersOf(node: Node, around: readonly Node[], language: LanguageFamily): TextTransform[] {
  if (language === 'other') return [];
  if (language === 'kotlin') return kotlinWrappers(node, around);
  if (language === 'python' && docstringKind(around) === 'signature') return ['cleandoc'];
  const ancestors = around.filter(({ type }) => type !== 'parenthesized_expression');
  const transforms: TextTransform[] = [];
  let child = node;
  let index = 0;
  for (;;) {
    const step = wrapperAt(child, ancestors.slice(index, index + 2), language);
    if (step === null) return transforms;
    transforms.push(step);
    const next = ancestors[index + 1];
    // A tagged template is the direct child of its call, every other wrapper has a node between.
    const isTag = step === 'dedent-tag' && ancestors[index]?.type === 'call_expression';
    const outer = isTag ? ancestors[index] : next;
    if (outer === undefined) return transforms;
    child = outer;
    index += isTag ? 1 : 2;
  }
}

const kotlinTransforms: Readonly<Record<string, TextTransform>> = {
  'trimIndent()': 'trim-indent',
  'trimMargin()': 'trim-margin',
  'trimMargin("|")': 'trim-margin',
  'trim()': 'strip',
};

/** `literal.trimIndent()` and the like, one after the other; `trimMargin` with another mark than the usual one ends the row. */
function kotlinWrappers(node: Node, around: readonly Node[]): TextTransform[] {
  const ancestors = around.filter(({ type }) => type !== 'parenthesized_expression');
  const transforms: TextTransform[] = [];
  let start = node.startIndex;
  for (let index = 0; ; index += 2) {
    const [member, call] = ancestors.slice(index, index + 2);
    const isMethod = member?.type === 'navigation_expression' && call?.type === 'call_expression';
    if (!isMethod || call.firstNamedChild?.id !== member.id || member.startIndex > start) return transforms;
    const called = `${member.lastNamedChild?.text ?? ''}${call.lastNamedChild?.text ?? ''}`;
    const transform = kotlinTransforms[called];
    if (transform === undefined) return transforms;
    transforms.push(transform);
    start = call.startIndex;
  }
}

function wrapperAt(
  child: Node,
  [between, call]: readonly Node[],
  language: LanguageFamily,
): TextTransform | null {
  if (between?.type === 'call_expression' && child.type === 'template_string') {
    return transformsByTag[lastName(between.childForFieldName('function'))] ?? null;
  }
  if (between === undefined || (call?.type !== 'call' && call?.type !== 'call_expression')) return null;
  const isMethod = between.type === 'attribute' || between.type === 'member_expression';
  return isMethod ? methodWrapper(between, call) : functionWrapper(between, call, language);
}

/** `dedent(literal)` and the like. */
function functionWrapper(list: Node, call: Node, language: LanguageFamily): TextTransform | null {
  if (list.type !== 'argument_list' && list.type !== 'arguments') return null;
  const transform = transformsByFunction[lastName(call.childForFieldName('function'))];
  if (inkChildren(list).length !== 1 || transform === undefined || transform === 'strip') return null;
  return language === 'javascript' ? 'dedent-tag' : transform;
}

/** `literal.strip()` and `literal.trim()` without arguments. */
function methodWrapper(member: Node, call: Node): TextTransform | null {
  if (call.childForFieldName('function')?.id !== member.id) return null;
  if ((call.childForFieldName('arguments')?.namedChildCount ?? 1) !== 0) return null;
  const transform = transformsByFunction[lastName(member)];
  return transform === 'strip' ? transform : null;
}

function lastName(callee: Node | null): string {
  return callee === null ? '' : (/[\w$]+$/.exec(callee.text.slice(-40))?.[0] ?? '');
}

/** The value after all wrappers; null when one cannot be mapped back. */
export function applyTransforms(
  transforms: readonly TextTransform[],
  literal: DecodedText,
): DecodedText | null {
  let value: DecodedText | null = literal;
  for (const transform of transforms) {
    value = value === null ? null : applyTransform(transform, value);
  }
  return value;
}

/** The value a literal must have so that the wrappers make `text` of it; the caller checks that they do. */
export function undoTransforms(
  transforms: readonly TextTransform[],
  literal: DecodedText,
  text: string,
): string {
  const values: string[] = [];
  let value: DecodedText | null = literal;
  for (const transform of transforms) {
    values.push(value?.text ?? '');
    value = value === null ? null : applyTransform(transform, value);
  }
  let result = text;
  for (let index = transforms.length - 1; index >= 0; index--) {
    result = undoTransform(transforms[index] ?? 'none', values[index] ?? '', result);
  }
  return result;
}

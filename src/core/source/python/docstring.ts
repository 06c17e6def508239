import type { Node } from 'web-tree-sitter';

/** What a string that stands alone is: the docstring of a DSPy signature is its prompt, cleaned like any docstring. */
export function docstringKind(around: readonly Node[]): 'signature' | 'docstring' | null {
  const [statement, block, owner] = around;
  if (statement?.type !== 'expression_statement') return null;
  const isBody = block?.type === 'module' || block?.type === 'block';
  const isFirst = block?.namedChildren.find((child) => child.type !== 'comment')?.id === statement.id;
  if (!isFirst || !isBody) return null;
  const bases = owner?.childForFieldName('superclasses')?.text ?? '';
  return /\bSignature\b/.test(bases) ? 'signature' : 'docstring';
}

import ts from 'typescript';

/** A text that people see, as the code has it. */
export interface SourceString {
  readonly text: string;
  /** File and line, for messages. */
  readonly place: string;
  /** True when the text changes with a number, so that each language needs its own forms of it. */
  readonly isPlural: boolean;
}

/** File and line of a node. */
export function placeOf(source: ts.SourceFile, node: ts.Node): string {
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
}

/** `count === 1 ? '1 token' : `${count} tokens``: the second form is for all other numbers. */
export function isPluralBranch(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isConditionalExpression(parent) || parent.whenFalse !== node) return false;
  return /=== 1$/.test(parent.condition.getText());
}

import ts from 'typescript';
import type { OracleLiteral } from './python-oracle.ts';

/** Asks the TypeScript compiler for the literals of a source; null when it rejects the source. */
export function askTypescript(source: string, path: string): readonly OracleLiteral[] | null {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly unknown[] };
  if (parseDiagnostics.length > 0) return null;
  const literals: (OracleLiteral & { start: number })[] = [];
  const visit = (node: ts.Node): void => {
    const parts = partsOf(node);
    if (parts === null) {
      ts.forEachChild(node, visit);
      return;
    }
    const start = node.getStart(file);
    literals.push({ line: file.getLineAndCharacterOfPosition(start).line + 1, parts: merged(parts), start });
  };
  visit(file);
  return literals.sort((a, b) => a.start - b.start).map(({ line, parts }) => ({ line, parts }));
}

type Parts = (string | null)[];

function partsOf(node: ts.Node): Parts | null {
  if (ts.isStringLiteral(node)) return ts.isJsxAttribute(node.parent) ? null : [node.text];
  if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) return templateParts(node);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = operandParts(node.left);
    const right = left === null ? null : operandParts(node.right);
    return left === null || right === null ? null : [...left, ...right];
  }
  return null;
}

function templateParts(node: ts.TemplateLiteral): Parts | null {
  // A template in a type is a type, not a text.
  if (ts.isLiteralTypeNode(node.parent)) return null;
  const textOf = (part: ts.TemplateLiteralLikeNode): string => (isRaw(node) ? rawText(part) : part.text);
  if (ts.isNoSubstitutionTemplateLiteral(node)) return [textOf(node)];
  return [textOf(node.head), ...node.templateSpans.flatMap(({ literal }) => [null, textOf(literal)])];
}

function operandParts(node: ts.Expression): Parts | null {
  return ts.isParenthesizedExpression(node) ? operandParts(node.expression) : partsOf(node);
}

function isRaw(node: ts.Node): boolean {
  return ts.isTaggedTemplateExpression(node.parent) && node.parent.tag.getText() === 'String.raw';
}

function rawText(node: ts.TemplateLiteralLikeNode): string {
  return (node.rawText ?? node.text).replace(/\r\n?/g, '\n');
}

function merged(parts: Parts): Parts {
  const result: Parts = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result.filter((part) => part !== '');
}

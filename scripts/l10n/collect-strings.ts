import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from '../support/paths.ts';
import { coreSentences } from './core-sentences.ts';
import { isPluralBranch, placeOf, type SourceString } from './source-text.ts';

export interface CollectedStrings {
  readonly strings: readonly SourceString[];
  /** Calls whose text cannot be read from the source, and which would therefore never be translated. */
  readonly unreadable: readonly string[];
}

/** All texts of the panel, of the editor's side and of the core that reach people, without those of the manifest. */
export function collectStrings(): CollectedStrings {
  const strings: SourceString[] = [];
  const unreadable: string[] = [];
  for (const file of filesOf('webview/**/*.ts', 'src/vscode/**/*.ts', 'src/extension.ts')) {
    collectFrom(parse(file), { strings, unreadable });
  }
  for (const file of filesOf('src/core/**/*.ts', 'src/providers/**/*.ts', 'src/vscode/**/*.ts'))
    strings.push(...coreSentences(parse(file)));
  return { strings, unreadable };
}

function filesOf(...patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { cwd: ROOT }).sort();
}

function parse(file: string): ts.SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
}

interface Found {
  readonly strings: SourceString[];
  readonly unreadable: string[];
}

/** Where each function of localisation takes its text, and where the form of it for many. */
const functions: ReadonlyMap<string, { readonly text: number; readonly plural?: number }> = new Map([
  ['t', { text: 0 }],
  ['key', { text: 0 }],
  ['plural', { text: 1, plural: 2 }],
  ['translate', { text: 0 }],
]);

function collectFrom(source: ts.SourceFile, found: Found): void {
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) collectCall(source, node, found);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function collectCall(source: ts.SourceFile, call: ts.CallExpression, found: Found): void {
  const rule = functions.get(calledName(call.expression));
  if (rule === undefined) return;
  const place = placeOf(source, call);
  const take = (index: number, isPlural: boolean): void => {
    const argument = call.arguments[index];
    const texts = argument === undefined ? [] : literalTexts(argument);
    if (texts === null) {
      if (!isLookup(argument)) found.unreadable.push(`${place}: ${argument?.getText(source) ?? ''}`);
    } else for (const text of texts) found.strings.push({ text, place, isPlural });
  };
  take(rule.text, isPluralBranch(call));
  if (rule.plural !== undefined) take(rule.plural, true);
}

function calledName(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  // `vscode.l10n.t` and `wording.translate`; the `t` of anything else is not ours.
  if (!ts.isPropertyAccessExpression(callee)) return '';
  const isOurs = /(^|\.)(l10n|wording|editorWording)$/.test(callee.expression.getText());
  return isOurs ? callee.name.text : '';
}

/** The texts that an expression can be; null when it is computed. */
function literalTexts(expression: ts.Expression): readonly string[] | null {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression)) return literalTexts(expression.expression);
  if (ts.isConditionalExpression(expression)) {
    const [first, second] = [literalTexts(expression.whenTrue), literalTexts(expression.whenFalse)];
    return first === null || second === null ? null : [...first, ...second];
  }
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [literalTexts(expression.left), literalTexts(expression.right)];
    return left?.length === 1 && right?.length === 1 ? [`${left[0] ?? ''}${right[0] ?? ''}`] : null;
  }
  return null;
}

/** A text looked up in a table, whose members are marked by `key()` where they stand, or a parameter passed on. */
function isLookup(expression: ts.Expression | undefined): boolean {
  return (
    expression !== undefined &&
    (ts.isElementAccessExpression(expression) ||
      ts.isPropertyAccessExpression(expression) ||
      (ts.isConditionalExpression(expression) &&
        isLookup(expression.whenTrue) &&
        isLookup(expression.whenFalse)) ||
      (ts.isIdentifier(expression) && ['text', 'message', 'label', 'one', 'other'].includes(expression.text)))
  );
}

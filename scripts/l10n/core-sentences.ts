import ts from 'typescript';
import { isPluralBranch, placeOf, type SourceString } from './source-text.ts';

/**
 * Files of which every sentence reaches the panel or the editor. They speak English; their sentences are translated
 * where they are shown, by the template that they were made from.
 */
const spokenFiles = new RegExp(
  `^src/(?:${[
    'core/engine',
    'core/(?:rules|pcv(?:/model-engine|/judges|/rules-engine)?|evaluation/behaviour|evaluation/cases/config)/[\\w-]+',
    'core/models/(?:budget|chat-model|timeout|usage-ledger)',
    'core/contract/check-[\\w-]+',
    'core/report/(?:run-progress|evidence-text)',
    'core/metrics/metric-definitions',
    'core/source/(?:write-back|write/[\\w-]+|data/write-data)',
    'core/templates/template',
    'providers/(?:describe-api-error|list-models|openai-chat-model)',
    'vscode/session/session-state',
    'vscode/assistant/(?:describe-talk|talk)',
  ].join('|')})\\.ts$`,
);

/** What models and other programs read. */
const unheardFiles =
  /^src\/core\/(?:prompts\/|report\/junit|report\/sarif|evaluation\/cases\/config\/write-cases)/;

/** Everywhere else: the properties of a failure, which say what happened and what to do next. */
const failureProperties = new Set(['message', 'nextStep']);

/** The sentences of a file of the core, with `{0}`, `{1}` … for what is filled in; of the core and of the editor's side. */
export function coreSentences(source: ts.SourceFile): readonly SourceString[] {
  if (unheardFiles.test(source.fileName)) return [];
  const found: SourceString[] = [];
  const add = (node: ts.Node, text: string, isPlural: boolean): void => {
    found.push({ text, place: placeOf(source, node), isPlural });
  };
  const visit = (node: ts.Node, isInText: boolean): void => {
    if (isExamples(node)) return;
    const noun = countedNoun(node);
    const text = isInText ? null : templateText(node);
    const isHere = text !== null && isSentence(text) && isSpoken(source, node);
    if (isHere) add(node, text, isPluralBranch(node));
    if (noun !== null && isSpoken(source, node)) {
      add(node, `1 ${noun}`, false);
      add(node, `{0} ${noun}s`, true);
    }
    ts.forEachChild(node, (child) => visit(child, isInText || isHere));
  };
  visit(source, false);
  return found;
}

function isExamples(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && node.name.getText() === 'examples';
}

/** The noun of `counted(cases, 'case')`, which says `1 case` or `{0} cases`. */
function countedNoun(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'counted') return null;
  const noun = node.arguments[1];
  return noun !== undefined && ts.isStringLiteralLike(noun) ? noun.text : null;
}

/** `${name} is missing` as `{0} is missing`, also in pieces that are joined by `+`; null when a node is no text. */
function templateText(node: ts.Node): string | null {
  const parts = textParts(node);
  if (parts === null) return null;
  const [first = '', ...rest] = parts;
  return `${first}${rest.map((part, index) => `{${index}}${part}`).join('')}`;
}

/** What stands before, between and after the values of a text. */
function textParts(node: ts.Node): readonly string[] | null {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return textParts(node.expression);
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [textParts(node.left), textParts(node.right)];
  if (left === null || right === null) return null;
  return [...left.slice(0, -1), `${left.at(-1) ?? ''}${right[0] ?? ''}`, ...right.slice(1)];
}

/** Begins like a sentence and has more than one word: no key, no id, no lexicon. */
function isSentence(text: string): boolean {
  return (
    /^(?:[A-Z`]|\{\d\}|<|1 )/.test(text) &&
    / /.test(text.trim()) &&
    /[a-z]{3}/.test(text.replaceAll(/\{\d\}/g, ''))
  );
}

/** Whether a text becomes a sentence for people, rather than one for the log, a type or a pattern. */
function isSpoken(source: ts.SourceFile, node: ts.Node): boolean {
  const isSpokenFile = spokenFiles.test(source.fileName);
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isTypeNode(at) || isUnheardError(at)) return false;
    if (ts.isCallExpression(at) && /\blog\.\w+$|\bt$|translate$|Error$/.test(at.expression.getText(source)))
      return false;
    if (isSpokenFile || !ts.isPropertyAssignment(at)) continue;
    return failureProperties.has(at.name.getText(source));
  }
  return isSpokenFile;
}

/** Errors that are thrown end in the log; only what a test configuration cannot hold is told. */
function isUnheardError(node: ts.Node): boolean {
  return ts.isThrowStatement(node) && !node.expression.getText().startsWith('new UnsupportedPart(');
}

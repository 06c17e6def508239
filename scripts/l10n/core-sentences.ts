import ts from 'typescript';
import type { SourceString } from './collect-strings.ts';

/**
 * Files of which every sentence reaches the panel or the editor. They speak English; their sentences are translated
 * where they are shown, by the template that they were made from.
 */
const spokenFiles =
  /^src\/(?:core\/(?:rules\/[\w-]+|contract\/check-[\w-]+|pcv\/(?:stop|model-engine\/tell-cases)|report\/(?:run-progress|evidence-text)|metrics\/metric-definitions|templates\/template)|vscode\/(?:session\/session-state|assistant\/(?:describe-talk|talk)))\.ts$/;

/** What models and other programs read. */
const unheardFiles = /^src\/core\/(?:prompts\/|report\/junit|report\/sarif)/;

/** Everywhere else: the properties of a failure, which say what happened and what to do next. */
const failureProperties = new Set(['message', 'nextStep']);

/** The sentences of a file of the core, with `{0}`, `{1}` … for what is filled in; of the core and of the editor's side. */
export function coreSentences(source: ts.SourceFile): readonly SourceString[] {
  if (unheardFiles.test(source.fileName)) return [];
  const found: SourceString[] = [];
  const visit = (node: ts.Node): void => {
    if (isExamples(node)) return;
    const text = templateText(node);
    if (text !== null && isSentence(text) && isSpoken(source, node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      found.push({ text, place: `${source.fileName}:${line}`, isPlural: false });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isExamples(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && node.name.getText() === 'examples';
}

/** `${name} is missing` as `{0} is missing`; null when a node is no text. */
function templateText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  const parts = node.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`);
  return `${node.head.text}${parts.join('')}`;
}

/** Begins like a sentence and has more than one word: no key, no id, no lexicon. */
function isSentence(text: string): boolean {
  return (
    /^(?:[A-Z]|\{\d\}|<|1 )/.test(text) &&
    / /.test(text.trim()) &&
    /[a-z]{3}/.test(text.replaceAll(/\{\d\}/g, ''))
  );
}

/** Whether a text becomes a sentence for people, rather than one for the log, a type or a pattern. */
function isSpoken(source: ts.SourceFile, node: ts.Node): boolean {
  const isSpokenFile = spokenFiles.test(source.fileName);
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isTypeNode(at) || ts.isThrowStatement(at)) return false;
    if (ts.isCallExpression(at) && /\blog\.\w+$|\bt$|translate$|Error$/.test(at.expression.getText(source)))
      return false;
    if (isSpokenFile || !ts.isPropertyAssignment(at)) continue;
    return failureProperties.has(at.name.getText(source));
  }
  return isSpokenFile;
}

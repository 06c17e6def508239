import * as vscode from 'vscode';
import type { Span } from '../../core/model.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';

/** A finding about more lines than this is shown at its first one: nobody reads a page of squiggles. */
const MOST_LINES = 3;

/** Where a span of a prompt is shown in its document; text without source of its own is shown at the literal. */
export function rangeOfFinding(document: vscode.TextDocument, site: PromptSite, span: Span): vscode.Range {
  const source = site.toSource(span) ?? site.span;
  const range = rangeOfSpan(document, source);
  if (range.end.line - range.start.line < MOST_LINES) return range;
  return new vscode.Range(range.start, document.lineAt(range.start.line).range.end);
}

/** The range of a span without the line break at its end: the line behind that is not meant, and may be folded away. */
export function rangeOfSpan(document: vscode.TextDocument, span: Span): vscode.Range {
  const start = document.positionAt(span.start);
  const end = document.positionAt(span.end);
  const endsWithBreak = end.character === 0 && end.line > start.line;
  return new vscode.Range(start, endsWithBreak ? document.lineAt(end.line - 1).range.end : end);
}

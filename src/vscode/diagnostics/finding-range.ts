import * as vscode from 'vscode';
import type { Span } from '../../core/model.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';

/** A finding about more lines than this is shown at its first one: nobody reads a page of squiggles. */
const MOST_LINES = 3;

/** Where a span of a prompt is shown in its document; text without source of its own is shown at the literal. */
export function rangeOfFinding(document: vscode.TextDocument, site: PromptSite, span: Span): vscode.Range {
  const source = site.toSource(span) ?? site.span;
  const start = document.positionAt(source.start);
  const end = document.positionAt(source.end);
  if (end.line - start.line < MOST_LINES) return new vscode.Range(start, end);
  return new vscode.Range(start, document.lineAt(start.line).range.end);
}

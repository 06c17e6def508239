import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { TextEdit } from '../../core/model.ts';

interface DocumentEdit {
  readonly document: vscode.TextDocument;
  /** The text that `edit` was computed for; another one means that the document changed meanwhile. */
  readonly source: string;
  readonly edit: TextEdit;
  /** The text that the document must have afterwards. */
  readonly expected: string;
}

/**
 * Replaces one span of a document in one undo step and verifies the outcome.
 * @throws PromptOpsError `document-changed` when the document is no longer the one that the edit was made for.
 */
export async function editDocument({ document, source, edit, expected }: DocumentEdit): Promise<void> {
  if (document.getText() !== source) throw changedMeanwhile(document);
  const range = new vscode.Range(document.positionAt(edit.span.start), document.positionAt(edit.span.end));
  const workspaceEdit = new vscode.WorkspaceEdit();
  workspaceEdit.replace(document.uri, range, edit.replacement);
  const wasApplied = await vscode.workspace.applyEdit(workspaceEdit);
  if (!wasApplied || document.getText() !== expected) throw changedMeanwhile(document);
}

function changedMeanwhile(document: vscode.TextDocument): PromptOpsError {
  return new PromptOpsError({
    reason: 'document-changed',
    message: `${vscode.workspace.asRelativePath(document.uri)} could not be edited as planned: it changed meanwhile or is read-only.`,
    nextStep: 'Check the file and run Optimize Prompt again.',
  });
}

import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { TextEdit } from '../../core/model.ts';
import { applyEdits } from '../../core/text-edits.ts';
import type { AppliedRewrite } from './apply-rewrite.ts';
import { editDocument } from './edit-document.ts';

/**
 * Puts the literal back letter by letter, in one undo step, also when other parts of the file were edited since.
 * @throws PromptOpsError `document-changed` when the rewritten literal is not there exactly once.
 */
export async function undoRewrite(applied: AppliedRewrite): Promise<void> {
  const document = await vscode.workspace.openTextDocument(applied.uri);
  const source = document.getText();
  const edit = locateInverse(applied, source);
  if (edit === null) throw rewriteIsGone(document);
  await editDocument({ document, source, edit, expected: applyEdits(source, [edit]) });
}

/** The inverse edit moved to where the rewritten literal stands now; null when that is not certain. */
export function locateInverse(applied: AppliedRewrite, source: string): TextEdit | null {
  const { inverse, sourceAfter } = applied;
  if (source === sourceAfter) return inverse;
  const literal = sourceAfter.slice(inverse.span.start, inverse.span.end);
  const start = literal === '' ? -1 : source.indexOf(literal);
  if (start < 0 || source.includes(literal, start + 1)) return null;
  return { span: { start, end: start + literal.length }, replacement: inverse.replacement };
}

function rewriteIsGone(document: vscode.TextDocument): PromptOpsError {
  return new PromptOpsError({
    reason: 'document-changed',
    message: `The rewrite in ${vscode.workspace.asRelativePath(document.uri)} was edited since it was applied.`,
    nextStep: 'Restore the original from the History view.',
  });
}

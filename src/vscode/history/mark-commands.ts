import * as vscode from 'vscode';
import { editorWording } from './editor-wording.ts';
import { versionTitle } from './history-view-model.ts';
import { MESSAGE_MS } from './show-versions.ts';
import { PromptOpsError } from '../../core/errors.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import { findVersion } from '../../core/history/restore-version.ts';
import { markLimits, parseTags } from '../../core/history/version-marks.ts';

/** Asks for the name of a version; an empty one takes it away. */
export async function nameVersion(history: HistoryStore, versionId: string): Promise<void> {
  const { version } = await findVersion(history, versionId);
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name of {0}', versionTitle(version, editorWording)),
    value: version.name ?? '',
    placeHolder: vscode.l10n.t('For example: shipped in May'),
    validateInput: (text) => tooLong(text, markLimits.name),
  });
  if (name !== undefined) await history.annotate({ versionId, name });
}

/** Asks for a comment on a version; an empty one takes it away. */
export async function commentVersion(history: HistoryStore, versionId: string): Promise<void> {
  const { version } = await findVersion(history, versionId);
  const comment = await vscode.window.showInputBox({
    title: vscode.l10n.t('Comment on {0}', versionTitle(version, editorWording)),
    value: version.comment ?? '',
    validateInput: (text) => tooLong(text, markLimits.comment),
  });
  if (comment !== undefined) await history.annotate({ versionId, comment });
}

/** Asks for the tags of a version, with commas between them. */
export async function tagVersion(history: HistoryStore, versionId: string): Promise<void> {
  const { version } = await findVersion(history, versionId);
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Tags of {0}', versionTitle(version, editorWording)),
    prompt: vscode.l10n.t('Separate tags with commas.'),
    value: version.tags.join(', '),
    validateInput: problemOfTags,
  });
  if (text !== undefined) await history.annotate({ versionId, tags: parseTags(text) });
}

/** Writes the text of a version where the cursor is, in one undo step. */
export async function insertVersion(history: HistoryStore, versionId: string): Promise<void> {
  const { version } = await findVersion(history, versionId);
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    throw new PromptOpsError({
      reason: 'no-prompt-here',
      message: vscode.l10n.t('No editor is open to insert the text into.'),
      nextStep: vscode.l10n.t('Open a file, put the cursor where the text should go, and try again.'),
    });
  }
  const done = await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, version.text);
  });
  if (!done) {
    throw new PromptOpsError({
      reason: 'document-changed',
      message: vscode.l10n.t('The text could not be inserted into {0}.', editor.document.fileName),
      nextStep: vscode.l10n.t('Make sure that the file can be edited, then try again.'),
    });
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('Inserted the text of the version'), MESSAGE_MS);
}

function tooLong(text: string, most: number): string | undefined {
  return text.trim().length > most ? vscode.l10n.t('At most {0} characters are kept.', most) : undefined;
}

function problemOfTags(text: string): string | undefined {
  const tags = text.split(',').map((tag) => tag.trim());
  if (tags.length > markLimits.tags) return vscode.l10n.t('At most {0} tags are kept.', markLimits.tags);
  return tags.map((tag) => tooLong(tag, markLimits.tag)).find((problem) => problem !== undefined);
}

import * as vscode from 'vscode';
import { editorWording } from './editor-wording.ts';
import { versionTitle } from './history-view-model.ts';
import { MESSAGE_MS } from './show-versions.ts';
import type { HistoryStore } from '../../core/history/history-store.ts';
import { findVersion, restoreVersion, type PromptFiles } from '../../core/history/restore-version.ts';

export interface RestorePorts {
  readonly history: () => Promise<HistoryStore>;
  readonly files: PromptFiles;
  readonly resolveFile: (file: string) => vscode.Uri;
}

/**
 * Writes a version back into its file as one undo step and shows the file. There is no question first, for the text
 * that was there is recorded and the editor's own undo brings it back.
 * @throws PromptOpsError when the prompt is gone or the text could not be written; the file is then unchanged.
 */
export async function restoreCommand(ports: RestorePorts, versionId: string): Promise<void> {
  const history = await ports.history();
  const { prompt, version } = await findVersion(history, versionId);
  const { kind } = await restoreVersion({ history, files: ports.files }, versionId);
  await vscode.window.showTextDocument(ports.resolveFile(prompt.file), {
    preview: false,
    preserveFocus: true,
  });
  const title = versionTitle(version, editorWording);
  const message =
    kind === 'restored'
      ? vscode.l10n.t('Restored: {0}', title)
      : vscode.l10n.t('{0} already stands in the file', title);
  vscode.window.setStatusBarMessage(message, MESSAGE_MS);
}

import * as vscode from 'vscode';
import { editorWording } from './editor-wording.ts';
import { versionTitle } from './history-view-model.ts';
import { currentTextUri, versionUri, type VersionDocumentPorts } from './version-documents.ts';
import { PromptOpsError } from '../../core/errors.ts';
import { findVersion } from '../../core/history/restore-version.ts';
import type { TrackedPrompt } from '../../core/history/history-store.ts';

/** Opens the text of a version in a read-only tab. */
export async function openVersion({ history }: VersionDocumentPorts, versionId: string): Promise<void> {
  const { prompt, version } = await findVersion(await history(), versionId);
  await vscode.window.showTextDocument(versionUri(prompt, version), { preview: true });
}

/**
 * Compares a version with the text that stands in the file now.
 * @throws PromptOpsError `no-prompt-here` when the prompt is not in its file any more.
 */
export async function compareWithCurrent(ports: VersionDocumentPorts, versionId: string): Promise<void> {
  const { prompt, version } = await findVersion(await ports.history(), versionId);
  if ((await ports.readText(prompt)) === null) throw promptGone(prompt);
  await showDiff({
    left: versionUri(prompt, version),
    right: currentTextUri(prompt),
    title: diffTitle(prompt, versionTitle(version, editorWording), vscode.l10n.t('Current')),
  });
}

/** Compares a version with the one that it was made from; the original stands alone and is just opened. */
export async function compareWithPrevious(ports: VersionDocumentPorts, versionId: string): Promise<void> {
  const { version } = await findVersion(await ports.history(), versionId);
  if (version.basis === null) await openVersion(ports, versionId);
  else await compareVersions(ports, { before: version.basis.id, after: versionId });
}

/** Compares any two versions of one prompt. */
export async function compareVersions(
  ports: VersionDocumentPorts,
  { before, after }: { readonly before: string; readonly after: string },
): Promise<void> {
  const history = await ports.history();
  const left = await findVersion(history, before);
  const right = await findVersion(history, after);
  await showDiff({
    left: versionUri(left.prompt, left.version),
    right: versionUri(right.prompt, right.version),
    title: diffTitle(
      right.prompt,
      versionTitle(left.version, editorWording),
      versionTitle(right.version, editorWording),
    ),
  });
}

/**
 * Compares the two versions that are selected, the older one on the left.
 * @throws PromptOpsError `invalid-argument` when there are not two of them.
 */
export async function compareSelected(
  ports: VersionDocumentPorts,
  versionIds: readonly string[],
): Promise<void> {
  const [first, second, ...more] = [...new Set(versionIds)];
  if (first === undefined || second === undefined || more.length > 0) {
    throw new PromptOpsError({
      reason: 'invalid-argument',
      message: vscode.l10n.t('Two versions can be compared, {0} are selected.', new Set(versionIds).size),
      nextStep: vscode.l10n.t('Select two versions in the History view.'),
    });
  }
  const history = await ports.history();
  const times = [await findVersion(history, first), await findVersion(history, second)];
  const [one, other] = times.map(({ version }) => version.createdAt);
  const isInOrder = (one ?? 0) <= (other ?? 0);
  await compareVersions(ports, { before: isInOrder ? first : second, after: isInOrder ? second : first });
}

/** Puts the text of a version on the clipboard, and nothing else with it. */
export async function copyVersion({ history }: VersionDocumentPorts, versionId: string): Promise<void> {
  const { version } = await findVersion(await history(), versionId);
  await vscode.env.clipboard.writeText(version.text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the text of the version'), MESSAGE_MS);
}

/** How long a confirmation stays in the status bar. */
export const MESSAGE_MS = 4000;

async function showDiff(diff: {
  readonly left: vscode.Uri;
  readonly right: vscode.Uri;
  readonly title: string;
}): Promise<void> {
  await vscode.commands.executeCommand('vscode.diff', diff.left, diff.right, diff.title, { preview: true });
}

function diffTitle(prompt: TrackedPrompt, left: string, right: string): string {
  return vscode.l10n.t('{0}: {1} ↔ {2}', prompt.name ?? prompt.file, left, right);
}

function promptGone({ name, file, line }: TrackedPrompt): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: vscode.l10n.t('The prompt {0} is no longer in {1}.', name ?? `${file}:${line}`, file),
    nextStep: vscode.l10n.t('Open the version to see or copy its text.'),
  });
}

import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { parseBundle } from '../../core/history/bundle.ts';
import { exportBundle } from '../../core/history/export-bundle.ts';
import type { HistorySize, RetentionPlan, RetentionPolicy } from '../../core/history/retention.ts';
import { hashText } from '../../node/history/text-content.ts';
import { readSettings, settingsSection } from '../settings.ts';
import { promptsText, runsText, versionsText } from './choose-selection.ts';
import { bundleToJson } from './export-history.ts';
import type { SharingHost } from './sharing-host.ts';

/** What a compaction has done; `file` holds everything that was deleted, null when nothing was. */
export interface Compaction {
  readonly versions: number;
  readonly freedBytes: number;
  readonly file: vscode.Uri | null;
}

/** Shows the size of the history and what its limits would delete; deletes it when the person agrees. */
export async function compactHistory(host: SharingHost): Promise<void> {
  const { store } = host.history;
  const policy = readSettings().retention;
  const size = await store.size();
  const plan = await store.planRetention(policy);
  const isNeeded = plan.versionIds.length > 0;
  const compact = vscode.l10n.t('Compact');
  const settings = vscode.l10n.t('Open Settings');
  const answer = await host.dialogs.ask({
    message: isNeeded
      ? vscode.l10n.t('The history takes {0}.', megabytes(size.fileBytes))
      : vscode.l10n.t('Nothing to delete: {0}, {1}.', versionsText(size.versions), megabytes(size.fileBytes)),
    detail: describePlan(size, plan, policy),
    answers: isNeeded ? [compact, settings] : [settings],
    isWarning: isNeeded,
  });
  if (answer === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', `${settingsSection}.history`);
  }
  if (answer !== compact) return;
  void tellCompaction(host, await compactByPlan(host, plan, size));
}

/**
 * Writes everything that the plan deletes into a bundle below the history's folder, reads it back, and only then
 * deletes it.
 * @throws PromptOpsError `history-unavailable` when the bundle cannot be kept; nothing is deleted then.
 */
export async function compactByPlan(
  host: SharingHost,
  { versionIds }: RetentionPlan,
  before: HistorySize,
): Promise<Compaction> {
  const file = versionIds.length === 0 ? null : await keepDeleted(host, versionIds);
  const after = await host.history.store.compact(versionIds);
  host.history.announceChange();
  return {
    versions: versionIds.length,
    freedBytes: Math.max(0, before.fileBytes - after.fileBytes),
    file,
  };
}

async function keepDeleted(host: SharingHost, versionIds: readonly string[]): Promise<vscode.Uri> {
  const { store, folder } = host.history;
  const now = new Date(host.now());
  const selection = { kind: 'versions', versionIds, withRuns: true } as const;
  const json = bundleToJson(await exportBundle(store, selection, now));
  const name = `deleted-${now.toISOString().replaceAll(/[:.]/gu, '-')}.json`;
  const uri = vscode.Uri.joinPath(folder, 'exports', name);
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(json));
    const kept = parseBundle(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), hashText);
    const versions = kept.prompts.reduce((sum, prompt) => sum + prompt.versions.length, 0);
    if (versions !== versionIds.length) throw new Error(`${versions} of ${versionIds.length} versions`);
  } catch (cause) {
    throw new PromptOpsError({
      reason: 'history-unavailable',
      message: vscode.l10n.t(
        'What would be deleted could not be kept in {0}: nothing was deleted.',
        uri.fsPath,
      ),
      nextStep: vscode.l10n.t('Make room on the disk and try again.'),
      cause,
    });
  }
  return uri;
}

/** Says what was deleted, where it is kept, and how much that freed. */
export async function tellCompaction(
  { dialogs, log }: SharingHost,
  { versions, freedBytes, file }: Compaction,
): Promise<void> {
  if (file === null) {
    void dialogs.tell(vscode.l10n.t('Compacted the history: {0} freed.', megabytes(freedBytes)));
    return;
  }
  const told = vscode.l10n.t(
    'Compacted the history: {0} deleted, {1} freed. They are kept in {2}.',
    versionsText(versions),
    megabytes(freedBytes),
    file.fsPath,
  );
  log.info(told);
  const reveal = vscode.l10n.t('Reveal File');
  if ((await dialogs.tell(told, reveal)) === reveal) await revealFile(file);
}

/** In the file manager where this machine has one, else in the editor. */
async function revealFile(file: vscode.Uri): Promise<void> {
  const isHere = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  if (isHere) await vscode.commands.executeCommand('revealFileInOS', file);
  else await vscode.window.showTextDocument(file, { preview: true });
}

function describePlan(size: HistorySize, plan: RetentionPlan, policy: RetentionPolicy): string {
  const holds = vscode.l10n.t(
    'It holds {0}, {1} and {2}; its texts take {3}.',
    promptsText(size.prompts),
    versionsText(size.versions),
    runsText(size.runs),
    megabytes(size.textBytes),
  );
  const deletion = describeDeletion(plan);
  const gap = deletion.length === 0 ? [] : [''];
  return [holds, '', describeLimits(policy), ...gap, ...deletion].join('\n');
}

function describeLimits({ maxAgeDays, maxVersionsPerPrompt, maxTextBytes }: RetentionPolicy): string {
  const limits = [
    maxAgeDays === null ? null : vscode.l10n.t('{0} days', maxAgeDays),
    maxVersionsPerPrompt === null ? null : vscode.l10n.t('{0} versions of a prompt', maxVersionsPerPrompt),
    maxTextBytes === null ? null : vscode.l10n.t('{0} of texts', megabytes(maxTextBytes)),
  ].filter((limit) => limit !== null);
  return limits.length === 0
    ? vscode.l10n.t('The settings have no limit.')
    : vscode.l10n.t('Limits of the settings: {0}.', limits.join(', '));
}

function describeDeletion({ versionIds, prompts, textBytes }: RetentionPlan): readonly string[] {
  if (versionIds.length === 0) return [];
  return [
    vscode.l10n.t(
      '{0} of {1} would be deleted with {2} of texts. They are exported to a file first.',
      versionsText(versionIds.length),
      promptsText(prompts),
      megabytes(textBytes),
    ),
    vscode.l10n.t(
      'Current and first texts stay, and whatever has a name, comment, tag, pin or awaits review.',
    ),
  ];
}

/** `3.2 MB`, `40 kB`. */
export function megabytes(bytes: number): string {
  if (bytes < 1000) return vscode.l10n.t('{0} bytes', bytes);
  return bytes < 1_000_000
    ? vscode.l10n.t('{0} kB', Math.round(bytes / 1000))
    : vscode.l10n.t('{0} MB', (bytes / 1_000_000).toFixed(1));
}

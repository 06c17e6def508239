import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import { parseBundle, type HistoryBundle } from '../../core/history/bundle.ts';
import type { ImportPlan, ImportResult } from '../../core/history/history-store.ts';
import { visibleText } from '../../core/report/visible-text.ts';
import { hashText } from '../../node/history/text-content.ts';
import { promptsText, runsText, versionsText } from './choose-selection.ts';
import { rememberImport, undoImport } from './imports.ts';
import type { SharingHost } from './sharing-host.ts';

/** Bytes of a file that is read at most. */
const mostBytes = 200_000_000;

/** Names of prompts that a dialog has room for. */
const mostNames = 8;

/** Adds a bundle out of a file that the person chooses. */
export async function importFile(host: SharingHost): Promise<void> {
  const uri = await host.dialogs.open({
    title: vscode.l10n.t('Import History'),
    filters: { JSON: ['json'] },
    openLabel: vscode.l10n.t('Import'),
  });
  if (uri === undefined) return;
  await importJson(host, await readLimited(uri), visibleText(uri.path.slice(uri.path.lastIndexOf('/') + 1)));
}

/**
 * Adds a bundle that anybody may have made: it is checked, what it would add is shown, and only then it is added. The
 * import can be taken back.
 * @throws PromptOpsError `invalid-argument` that says what is wrong with it; nothing was changed then.
 */
export async function importJson(host: SharingHost, json: string, source: string): Promise<void> {
  const bundle = parseBundle(json, hashText);
  const plan = await host.history.store.planImport(bundle);
  if (plan.versions === 0 && plan.runs === 0) {
    void host.dialogs.tell(
      vscode.l10n.t('Nothing to import: all {0} are in the history already.', versionsText(plan.known)),
    );
    return;
  }
  const add = vscode.l10n.t('Import');
  const answer = await host.dialogs.ask({
    message: vscode.l10n.t('Import {0} into the history of this workspace?', source),
    detail: describePlan(plan, bundle),
    answers: [add],
  });
  if (answer !== add) return;
  const result = await host.history.store.importBundle(bundle);
  host.history.announceChange();
  await rememberImport(host, { id: result.importId, source, time: host.now(), versions: result.versions });
  void offerUndo(host, result);
}

function describePlan({ prompts, versions, known, runs }: ImportPlan, bundle: HistoryBundle): string {
  const names = bundle.prompts.slice(0, mostNames).map(({ name, file, line }) => {
    const place = visibleText(`${file}:${line}`, 50);
    return `• ${name === null ? place : `${visibleText(name, 40)} (${place})`}`;
  });
  const more = bundle.prompts.length - names.length;
  return [
    vscode.l10n.t(
      'Added: {0}, {1} and the reports of {2}.',
      promptsText(prompts),
      versionsText(versions),
      runsText(runs),
    ),
    vscode.l10n.t('There already: {0}.', versionsText(known)),
    '',
    vscode.l10n.t('Named in the bundle, by whoever made it:'),
    ...names,
    ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : []),
    '',
    vscode.l10n.t('No file of the workspace changes. Undo Import takes everything back.'),
  ].join('\n');
}

async function offerUndo(host: SharingHost, { importId, versions }: ImportResult): Promise<void> {
  const undo = vscode.l10n.t('Undo Import');
  const told = vscode.l10n.t('Imported {0}.', versionsText(versions));
  if ((await host.dialogs.tell(told, undo)) === undo) await undoImport(host, importId);
}

async function readLimited(uri: vscode.Uri): Promise<string> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) throw unreadable(name, vscode.l10n.t('it is larger than 200 MB'));
    const bytes = await vscode.workspace.fs.readFile(uri);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw unreadable(name, vscode.l10n.t('it is not text in UTF-8'), error);
    if (error instanceof vscode.FileSystemError) throw unreadable(name, error.message, error);
    throw error;
  }
}

function unreadable(name: string, why: string, cause?: unknown): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-unreadable',
    message: vscode.l10n.t('{0} cannot be imported: {1}.', name, why),
    nextStep: vscode.l10n.t('Choose a file that was exported with Export History.'),
    cause,
  });
}

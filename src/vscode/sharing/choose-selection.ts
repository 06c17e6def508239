import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { BundleSelection } from '../../core/history/export-bundle.ts';
import type { PromptSummary } from '../../core/history/history-store.ts';
import { visibleText } from '../../core/report/visible-text.ts';
import { subjectInDocument } from '../session/session-subject.ts';
import { selectionOfNodes } from './selection-of-nodes.ts';
import type { SharingHost } from './sharing-host.ts';
import { translate } from '../localise.ts';

/**
 * What is to leave: the nodes that the command was called on, or what the person picks. Undefined when nothing was
 * picked.
 * @throws PromptOpsError `invalid-argument` when the history is empty.
 */
export async function chooseSelection(
  host: SharingHost,
  nodes: readonly unknown[],
  title: string,
): Promise<BundleSelection | undefined> {
  const { store } = host.history;
  const called = await selectionOfNodes(store, nodes);
  if (called !== null) return called;
  const prompts = await store.listPrompts();
  if (prompts.length === 0) throw nothingYet();
  const current = await promptAtCursor(host, prompts);
  const selected = await selectionOfNodes(store, host.view.selection());
  const items = [
    ...(current === undefined ? [] : [itemOfPrompt(current)]),
    ...(selected === null ? [] : [itemOfSelection(selected)]),
    itemOfAll(prompts),
  ];
  return (await host.dialogs.pick(items, { title }))?.selection;
}

interface SelectionItem extends vscode.QuickPickItem {
  readonly selection: BundleSelection;
}

function itemOfPrompt({ id, name, file, line, versionCount }: PromptSummary): SelectionItem {
  return {
    selection: { kind: 'prompts', promptIds: [id] },
    label: vscode.l10n.t('This Prompt'),
    description: visibleText(name ?? `${file}:${line}`),
    detail: versionsText(versionCount),
  };
}

function itemOfSelection(selection: BundleSelection): SelectionItem {
  return {
    selection,
    label: vscode.l10n.t('Selected in the History View'),
    detail:
      selection.kind === 'versions'
        ? versionsText(selection.versionIds.length)
        : promptsText(selection.kind === 'prompts' ? selection.promptIds.length : 0),
  };
}

function itemOfAll(prompts: readonly PromptSummary[]): SelectionItem {
  const versions = prompts.reduce((sum, { versionCount }) => sum + versionCount, 0);
  return {
    selection: { kind: 'all' },
    label: vscode.l10n.t('Everything'),
    detail: vscode.l10n.t('{0}, {1}', promptsText(prompts.length), versionsText(versions)),
  };
}

export function promptsText(count: number): string {
  return count === 1 ? translate('1 prompt') : translate('{0} prompts', count);
}

export function versionsText(count: number): string {
  return count === 1 ? translate('1 version') : translate('{0} versions', count);
}

export function runsText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{0} runs', count);
}

/** The tracked prompt around the cursor, if there is one; looking for it leaves no trace. */
async function promptAtCursor(
  { prompts, history, log }: SharingHost,
  known: readonly PromptSummary[],
): Promise<PromptSummary | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  try {
    const site = await prompts.underCursor(document, document.offsetAt(selection.active));
    if (site === undefined) return undefined;
    const id = await prompts.findId(history.store, subjectInDocument(document, { kind: 'site', site }));
    return known.find((prompt) => prompt.id === id);
  } catch (error) {
    // A file that cannot be read as code has no prompt to offer; everything else can still be exported.
    log.debug(`No prompt at the cursor: ${String(error)}`);
    return undefined;
  }
}

function nothingYet(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: vscode.l10n.t('The history of this workspace is empty.'),
    nextStep: vscode.l10n.t('Run Optimize Prompt: the original is kept from then on.'),
  });
}

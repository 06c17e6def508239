import * as vscode from 'vscode';
import { contextKeys } from '../manifest.ts';
import {
  everything,
  isFiltered,
  type HistoryOrder,
  type HistoryQuery,
  type HistoryScope,
} from './history-query.ts';
import type { HistoryTree } from './history-tree.ts';

/** Lets the person choose which prompts the view lists. */
export async function chooseScope(tree: HistoryTree): Promise<void> {
  const choices: readonly (vscode.QuickPickItem & { readonly scope: HistoryScope })[] = [
    { scope: 'all', label: vscode.l10n.t('All Prompts') },
    { scope: 'file', label: vscode.l10n.t('This File'), detail: vscode.l10n.t('Follows the active editor.') },
    { scope: 'favorites', label: vscode.l10n.t('Favorites') },
    {
      scope: 'in-review',
      label: vscode.l10n.t('Awaiting Review'),
      detail: vscode.l10n.t('Results that were neither applied nor turned down.'),
    },
  ];
  const chosen = await pickOne(choices, ({ scope }) => scope === tree.query.scope, {
    title: vscode.l10n.t('Filter History'),
  });
  if (chosen !== undefined) setQuery(tree, { ...tree.query, scope: chosen.scope });
}

/** Lets the person choose the order of the view. */
export async function chooseOrder(tree: HistoryTree): Promise<void> {
  const choices: readonly (vscode.QuickPickItem & { readonly order: HistoryOrder })[] = [
    { order: 'file', label: vscode.l10n.t('By File and Line') },
    { order: 'newest', label: vscode.l10n.t('Newest Change First') },
  ];
  const chosen = await pickOne(choices, ({ order }) => order === tree.query.order, {
    title: vscode.l10n.t('Sort History'),
  });
  if (chosen !== undefined) setQuery(tree, { ...tree.query, order: chosen.order });
}

/** Asks for a text and lists the versions that hold it; an empty text lists all again. */
export async function searchHistory(tree: HistoryTree): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Search History'),
    prompt: vscode.l10n.t('Versions whose text, name, comment or tags hold these words are listed.'),
    value: tree.query.text,
  });
  if (text !== undefined) setQuery(tree, { ...tree.query, text: text.trim() });
}

/** Lists everything again in the order that was chosen. */
export function clearFilter(tree: HistoryTree): void {
  setQuery(tree, { ...everything, order: tree.query.order });
}

function setQuery(tree: HistoryTree, query: HistoryQuery): void {
  tree.query = query;
  void vscode.commands.executeCommand('setContext', contextKeys.isHistoryFiltered, isFiltered(query));
}

/** The current choice is marked, and stands first where the pick begins. */
async function pickOne<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  isCurrent: (item: Item) => boolean,
  options: vscode.QuickPickOptions,
): Promise<Item | undefined> {
  const marked = items.map((item) =>
    isCurrent(item) ? { ...item, description: vscode.l10n.t('current') } : item,
  );
  return vscode.window.showQuickPick(marked, options);
}

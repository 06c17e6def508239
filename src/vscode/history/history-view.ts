import * as vscode from 'vscode';
import { debounced } from './debounced.ts';
import type { PromptSummary } from '../../core/history/history-store.ts';
import type { HistoryNode } from './history-nodes.ts';
import { isFiltered, type HistoryQuery, type HistoryScope } from './history-query.ts';
import { HistoryTree, type HistoryTreePorts } from './history-tree.ts';
import { translate } from '../localise.ts';
import { versionsText } from '../sharing/choose-selection.ts';
import { megabytes } from '../sharing/compact-history.ts';

/** Waiting for a pause in typing before the files are looked at again. */
const TYPING_PAUSE_MS = 400;

export interface HistoryViewPorts extends Omit<HistoryTreePorts, 'onProblem' | 'onPrompts' | 'activeFile'> {
  /** Something was recorded in this window. */
  readonly onDidChangeHistory: vscode.Event<void>;
  /** The name of a file in the history. */
  readonly fileOf: (uri: vscode.Uri) => string;
  /** Bytes of the history on the disk. */
  readonly fileBytes: () => Promise<number>;
}

export interface HistoryView {
  readonly tree: HistoryTree;
  /** Selects a prompt in the view and lists its versions; false when it has none yet. */
  reveal(promptId: string): Promise<boolean>;
  /** The node that the keyboard is on, for commands that are called without one. */
  selected(): HistoryNode | undefined;
  /** All nodes that are selected. */
  selection(): readonly HistoryNode[];
  dispose(): void;
}

/**
 * The view `promptops.history`. It follows what this window records, what other windows have recorded when this one
 * gets the focus, and what is typed or undone in the files it shows.
 */
export function createHistoryView({ onDidChangeHistory, fileOf, ...ports }: HistoryViewPorts): HistoryView {
  const tree: HistoryTree = new HistoryTree({
    ...ports,
    activeFile: () => activeFile(fileOf),
    onPrompts: (prompts, listed) => {
      view.badge = badgeOf(prompts);
      void describe(prompts);
      view.message = listed === 0 && isFiltered(tree.query) ? nothingFound(tree.query) : '';
    },
    onProblem: (problem) => {
      if (problem !== null) view.message = problem;
    },
  });
  /** What is filtered; without a filter how much there is. */
  const describe = async (prompts: readonly PromptSummary[]): Promise<void> => {
    const size = prompts.length === 0 ? '' : describeSize(prompts, await ports.fileBytes());
    view.description = isFiltered(tree.query) ? describeQuery(tree.query) : size;
  };
  const view: vscode.TreeView<HistoryNode> = vscode.window.createTreeView('promptops.history', {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const whenVisible = (action: () => void) => (): void => {
    if (view.visible) action();
  };
  const typing = debounced(TYPING_PAUSE_MS, (document: vscode.TextDocument) => {
    if (view.visible) tree.refreshFile(fileOf(document.uri));
  });
  const refreshWhenChanged = whenVisible(refreshAfterOthers(ports.history, tree));
  const resources = vscode.Disposable.from(
    tree,
    view,
    typing,
    onDidChangeHistory(() => tree.refresh()),
    vscode.window.onDidChangeWindowState(refreshWhenChanged),
    view.onDidChangeVisibility(refreshWhenChanged),
    vscode.window.onDidChangeActiveTextEditor(() => {
      if (view.visible && tree.query.scope === 'file') tree.refresh();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => typing.call(document)),
  );
  return {
    tree,
    reveal: async (promptId) => {
      const node = await tree.findPrompt(promptId);
      if (node !== undefined) await view.reveal(node, { select: true, focus: true, expand: true });
      return node !== undefined;
    },
    selected: () => view.selection[0],
    selection: () => view.selection,
    dispose: () => {
      resources.dispose();
    },
  };
}

function activeFile(fileOf: HistoryViewPorts['fileOf']): string | null {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri === undefined ? null : fileOf(uri);
}

/** Only what waits for a person is worth a badge. */
function badgeOf(prompts: readonly PromptSummary[]): vscode.ViewBadge | undefined {
  const value = prompts.reduce((sum, { pendingReviews }) => sum + pendingReviews, 0);
  if (value === 0) return undefined;
  const tooltip =
    value === 1 ? translate('1 result awaits review') : translate('{0} results await review', value);
  return { value, tooltip };
}

function describeQuery({ scope, text }: HistoryQuery): string {
  const scopes: Readonly<Record<HistoryScope, string>> = {
    all: '',
    file: vscode.l10n.t('this file'),
    favorites: vscode.l10n.t('favorites'),
    'in-review': vscode.l10n.t('awaiting review'),
  };
  return [scopes[scope], text === '' ? '' : `“${text}”`].filter(Boolean).join(' · ');
}

function describeSize(prompts: readonly PromptSummary[], bytes: number): string {
  const versions = prompts.reduce((sum, { versionCount }) => sum + versionCount, 0);
  return vscode.l10n.t('{0}, {1}', versionsText(versions), megabytes(bytes));
}

function nothingFound({ text }: HistoryQuery): string {
  return text === ''
    ? vscode.l10n.t('No prompt matches the filter.')
    : vscode.l10n.t('No version holds “{0}”.', text);
}

/** Another window or the command line may have written meanwhile. */
function refreshAfterOthers(history: HistoryTreePorts['history'], tree: HistoryTree): () => void {
  let seen: string | undefined;
  const look = async (): Promise<void> => {
    const stamp = await (await history()).stamp();
    if (seen !== undefined && stamp !== seen) tree.refresh();
    seen = stamp;
  };
  // A history that cannot be read is reported by the tree itself.
  return () => void look().catch(() => tree.refresh());
}

import * as vscode from 'vscode';
import { debounced } from './debounced.ts';
import type { HistoryNode } from './history-nodes.ts';
import { HistoryTree, type HistoryTreePorts } from './history-tree.ts';

/** Waiting for a pause in typing before the files are looked at again. */
const TYPING_PAUSE_MS = 400;

export interface HistoryViewPorts extends Omit<HistoryTreePorts, 'onProblem'> {
  /** Something was recorded in this window. */
  readonly onDidChangeHistory: vscode.Event<void>;
  /** The name of a file in the history. */
  readonly fileOf: (uri: vscode.Uri) => string;
}

export interface HistoryView {
  readonly tree: HistoryTree;
  /** Selects a prompt in the view and lists its versions; false when it has none yet. */
  reveal(promptId: string): Promise<boolean>;
  dispose(): void;
}

/**
 * The view `promptops.history`. It follows what this window records, what other windows have recorded when this one
 * gets the focus, and what is typed or undone in the files it shows.
 */
export function createHistoryView({ onDidChangeHistory, fileOf, ...ports }: HistoryViewPorts): HistoryView {
  const tree: HistoryTree = new HistoryTree({
    ...ports,
    onProblem: (problem) => (view.message = problem ?? ''),
  });
  const view: vscode.TreeView<HistoryNode> = vscode.window.createTreeView('promptops.history', {
    treeDataProvider: tree,
    showCollapseAll: true,
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
    vscode.workspace.onDidChangeTextDocument(({ document }) => typing.call(document)),
  );
  return {
    tree,
    reveal: async (promptId) => {
      const node = await tree.findPrompt(promptId);
      if (node !== undefined) await view.reveal(node, { select: true, focus: true, expand: true });
      return node !== undefined;
    },
    dispose: () => {
      resources.dispose();
    },
  };
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

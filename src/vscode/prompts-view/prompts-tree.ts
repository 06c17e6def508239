import * as vscode from 'vscode';
import { editorWording } from '../history/editor-wording.ts';
import { tooltipMarkdown } from '../history/history-tooltip.ts';
import type { CommandId } from '../manifest.ts';
import type { PromptsNode } from './prompt-entry.ts';
import { viewOfNode } from './node-view.ts';
import type { WorkspaceInventory } from './workspace-inventory.ts';

/** More lines than this nobody reads; what is left out is said below the title of the view. */
export const MOST_PROMPTS = 1_000;

/** Feeds the Prompts view with the inventory as it is. */
export class PromptsTree implements vscode.TreeDataProvider<PromptsNode>, vscode.Disposable {
  readonly #inventory: WorkspaceInventory;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #onFirstLook: () => void;
  readonly onDidChangeTreeData = this.#changed.event;

  /** `onFirstLook` is called whenever the editor asks for the list, which it does when the view is visible. */
  constructor(inventory: WorkspaceInventory, onFirstLook: () => void) {
    this.#inventory = inventory;
    this.#onFirstLook = onFirstLook;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getChildren(node?: PromptsNode): PromptsNode[] {
    switch (node?.kind) {
      case undefined:
        this.#onFirstLook();
        return this.#roots();
      case 'skipped':
        return node.files.map((skipped) => ({ kind: 'skipped-file', skipped }));
      case 'prompt':
      case 'skipped-file':
        return [];
    }
  }

  getTreeItem(node: PromptsNode): vscode.TreeItem {
    const view = viewOfNode(node, editorWording.translate);
    const item = new vscode.TreeItem(view.label, collapsibleState(node));
    item.id = idOf(node);
    item.description = view.description;
    item.contextValue = view.contextValue;
    item.accessibilityInformation = { label: view.accessibleLabel };
    item.iconPath = new vscode.ThemeIcon(view.icon);
    if (node.kind === 'prompt') {
      const title = vscode.l10n.t('Open Prompt');
      item.command = { command: 'promptops.prompts.open' satisfies CommandId, title, arguments: [node] };
    }
    return item;
  }

  /** A hover is written when it is asked for: a long list must not wait for a thousand of them. */
  resolveTreeItem(item: vscode.TreeItem, node: PromptsNode): vscode.TreeItem {
    const view = viewOfNode(node, editorWording.translate);
    const text = node.kind === 'prompt' ? node.entry.preview : null;
    item.tooltip = new vscode.MarkdownString(tooltipMarkdown(view, text));
    return item;
  }

  #roots(): PromptsNode[] {
    const seen = new Map<string, number>();
    const prompts = this.#inventory
      .prompts()
      .slice(0, MOST_PROMPTS)
      .map((entry): PromptsNode => {
        // The n-th prompt of one name: an identifier that edits elsewhere in the file do not change.
        const path = JSON.stringify([entry.uri.toString(), entry.symbolPath, entry.name]);
        const count = (seen.get(path) ?? 0) + 1;
        seen.set(path, count);
        return { kind: 'prompt', id: `prompt:${count}:${path}`, entry };
      });
    const files = this.#inventory.skipped();
    return files.length === 0 ? prompts : [...prompts, { kind: 'skipped', files }];
  }
}

function idOf(node: PromptsNode): string {
  switch (node.kind) {
    case 'prompt':
      return node.id;
    case 'skipped':
      return 'skipped';
    case 'skipped-file':
      return `skipped:${node.skipped.uri.toString()}`;
  }
}

function collapsibleState({ kind }: PromptsNode): vscode.TreeItemCollapsibleState {
  return kind === 'skipped'
    ? vscode.TreeItemCollapsibleState.Collapsed
    : vscode.TreeItemCollapsibleState.None;
}

import * as vscode from 'vscode';
import type { RoomEntry } from './data-room.ts';
import type { ProductDocument } from './product-documents.ts';
import { describeRefusal } from './room-wording.ts';
import type { CommandId } from '../manifest.ts';

/** A line of the Data Room view. */
export type RoomNode =
  | { readonly kind: 'group'; readonly group: 'product' | 'workspace'; readonly count: number }
  | { readonly kind: 'product'; readonly document: ProductDocument }
  | { readonly kind: 'document'; readonly entry: RoomEntry };

/** What the editor shows of a node. */
export function toTreeItem(node: RoomNode): vscode.TreeItem {
  const item = bareItem(node);
  if (node.kind !== 'group') {
    item.command = {
      command: 'promptops.dataRoom.open' satisfies CommandId,
      title: vscode.l10n.t('Open Document'),
      arguments: [node],
    };
  }
  return item;
}

function bareItem(node: RoomNode): vscode.TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node);
    case 'product':
      return productItem(node.document);
    case 'document':
      return documentItem(node.entry);
  }
}

function groupItem({ group, count }: Extract<RoomNode, { kind: 'group' }>): vscode.TreeItem {
  const label = group === 'product' ? vscode.l10n.t('About PromptOps') : vscode.l10n.t('Workspace');
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, count === 0 ? None : group === 'product' ? Collapsed : Expanded);
  // What had nothing to expand stays closed under its id: with the first document it becomes another item, and opens.
  item.id = count === 0 ? `group:${group}:empty` : `group:${group}`;
  item.description = count === 0 ? vscode.l10n.t('no documents yet') : String(count);
  item.contextValue = `group ${group}`;
  item.iconPath = new vscode.ThemeIcon(group === 'product' ? 'book' : 'library');
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} documents', label, count) };
  return item;
}

function productItem({ id, title, uri }: ProductDocument): vscode.TreeItem {
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  item.id = `product:${id}`;
  item.resourceUri = uri;
  item.iconPath = new vscode.ThemeIcon('info');
  item.tooltip = vscode.l10n.t('{0}: a document about PromptOps. It is no part of runs.', title);
  item.contextValue = 'product';
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

function documentItem(entry: RoomEntry): vscode.TreeItem {
  const { stored } = entry;
  const item = new vscode.TreeItem(stored.title, vscode.TreeItemCollapsibleState.None);
  const description = describeEntry(entry);
  item.id = `document:${stored.id}`;
  item.description = description;
  item.tooltip = tooltipOf(entry);
  item.contextValue = `document ${stored.origin.kind}`;
  item.iconPath = iconOf(entry);
  const use = stored.isOn ? vscode.l10n.t('used in runs') : vscode.l10n.t('not used in runs');
  const label = `${stored.title}: ${description}, ${use}`;
  item.accessibilityInformation = { label };
  item.checkboxState = {
    state: stored.isOn ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: stored.isOn
      ? vscode.l10n.t('Used in runs with a model')
      : vscode.l10n.t('Use in runs with a model'),
    accessibilityInformation: { label: vscode.l10n.t('Use {0} in runs', stored.title) },
  };
  return item;
}

/** "1,240 tokens · #support #policy", or what is wrong. */
function describeEntry({ stored, content, tokens }: RoomEntry): string {
  const tags = stored.tags.map((tag) => `#${tag}`).join(' ');
  const state =
    content.kind === 'missing'
      ? vscode.l10n.t('missing')
      : content.kind === 'refused'
        ? vscode.l10n.t('not readable')
        : vscode.l10n.t('{0} tokens', (tokens ?? 0).toLocaleString(vscode.env.language));
  return tags === '' ? state : `${state} · ${tags}`;
}

function iconOf({ stored, content }: RoomEntry): vscode.ThemeIcon {
  if (content.kind !== 'ready') return new vscode.ThemeIcon('warning');
  const icons = {
    markdown: 'markdown',
    text: 'file-text',
    'pdf-text': 'file-pdf',
    json: 'json',
    yaml: 'list-tree',
  };
  return new vscode.ThemeIcon(icons[stored.format]);
}

/** Plain text: a title is what somebody has written, and no markup of ours. */
function tooltipOf({ stored, content }: RoomEntry): string {
  const place =
    stored.origin.kind === 'pasted'
      ? vscode.l10n.t('Pasted; kept in the storage of this workspace')
      : vscode.workspace.asRelativePath(vscode.Uri.parse(stored.origin.uri));
  const problem =
    content.kind === 'missing'
      ? vscode.l10n.t('The file is gone. Put it back, or remove the document.')
      : content.kind === 'refused'
        ? describeRefusal(stored.title, content.problem)
        : null;
  return [stored.title, place, ...(problem === null ? [] : [problem])].join('\n');
}

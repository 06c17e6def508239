import * as vscode from 'vscode';
import { groupByFile, nodeId, type FileNode, type HistoryNode, type PromptNode } from './history-nodes.ts';
import { everything, selectPrompts, type HistoryQuery } from './history-query.ts';
import { tooltipMarkdown } from './history-tooltip.ts';
import { viewOf } from './history-view-model.ts';
import { editorWording } from './editor-wording.ts';
import { describeError } from '../../core/errors.ts';
import type {
  HistoryStore,
  PromptSummary,
  TrackedPrompt,
  Version,
} from '../../core/history/history-store.ts';
import { currentVersionId } from '../../core/history/token-delta.ts';
import { hashText } from '../../node/history/text-content.ts';

/** Versions that are listed at first, and that each *Show older versions* adds. */
const PAGE_SIZE = 50;

/** Versions that a search lists; who has more of them adds a word. */
const MOST_FOUND = 500;

export interface HistoryTreePorts {
  readonly history: () => Promise<HistoryStore>;
  /** The text of a prompt as its file holds it now; null when it is not found there. */
  readonly readText: (prompt: TrackedPrompt) => Promise<string | null>;
  readonly resolveFile: (file: string) => vscode.Uri;
  /** The file in the active editor as the history names it; null when there is none. */
  readonly activeFile: () => string | null;
  /** Told about all prompts whenever they were read, whatever the filter lists of them. */
  readonly onPrompts: (prompts: readonly PromptSummary[], listed: number) => void;
  /** Told when the history cannot be read, and with null when it can be read again. */
  readonly onProblem: (problem: string | null) => void;
}

/** Feeds the History view: loads versions page by page, only of what is expanded. */
export class HistoryTree implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #ports: HistoryTreePorts;
  readonly #changed = new vscode.EventEmitter<HistoryNode | undefined>();
  /** How many versions of a prompt are listed. */
  readonly #limits = new Map<string, number>();
  #files: readonly FileNode[] = [];
  #query: HistoryQuery = everything;
  /** The versions that hold the text of the query, by prompt; null when there is no such text. */
  #found: ReadonlyMap<string, readonly Version[]> | null = null;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(ports: HistoryTreePorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  get query(): HistoryQuery {
    return this.#query;
  }

  set query(query: HistoryQuery) {
    this.#query = query;
    this.refresh();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Looks again which version of the prompts of a file is the current one. */
  refreshFile(file: string): void {
    for (const node of this.#files) if (node.file === file) this.#changed.fire(node);
  }

  /** Lists another page of versions of a prompt. */
  showOlder(promptId: string): void {
    this.#limits.set(promptId, this.#limitOf(promptId) + PAGE_SIZE);
    this.#changed.fire(this.#promptNode(promptId));
  }

  /** The node of a prompt, for `TreeView.reveal`; undefined when it has no version. */
  async findPrompt(promptId: string): Promise<PromptNode | undefined> {
    await this.#loadFiles();
    return this.#promptNode(promptId);
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    switch (node?.kind) {
      case undefined:
        return [...(await this.#loadFiles())];
      case 'file':
        return [...node.prompts];
      case 'prompt':
        return this.#loadVersions(node.prompt);
      case 'version':
      case 'older':
        return [];
    }
  }

  getParent(node: HistoryNode): HistoryNode | undefined {
    if (node.kind === 'file') return undefined;
    if (node.kind !== 'prompt') return this.#promptNode(node.prompt.id);
    return this.#files.find(({ file }) => file === node.prompt.file);
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    const view = viewOf(node, editorWording);
    const item = new vscode.TreeItem(view.label, collapsibleState(node, this.#found !== null));
    // The editor keeps what was expanded by the identifier: a search has a tree of its own.
    item.id = this.#found === null ? nodeId(node) : `search:${this.#query.text}:${nodeId(node)}`;
    item.description = view.description;
    item.contextValue = view.contextValue;
    item.accessibilityInformation = { label: view.accessibleLabel };
    item.iconPath = node.kind === 'file' ? vscode.ThemeIcon.File : new vscode.ThemeIcon(view.icon);
    if (node.kind === 'file') item.resourceUri = this.#ports.resolveFile(node.file);
    if (node.kind !== 'version') item.tooltip = new vscode.MarkdownString(tooltipMarkdown(view, null));
    const command = clickCommand(node);
    if (command !== undefined) item.command = command;
    return item;
  }

  /** The hover of a version shows the beginning of its text, which is read only now. */
  async resolveTreeItem(item: vscode.TreeItem, node: HistoryNode): Promise<vscode.TreeItem> {
    if (node.kind !== 'version') return item;
    const history = await this.#ports.history();
    const version = await history.version(node.version.id);
    const markdown = tooltipMarkdown(viewOf(node, editorWording), version?.text ?? null);
    item.tooltip = new vscode.MarkdownString(markdown);
    return item;
  }

  async #loadFiles(): Promise<readonly FileNode[]> {
    try {
      const history = await this.#ports.history();
      const prompts = await history.listPrompts();
      this.#found = await this.#search(history);
      const inScope = selectPrompts(prompts, this.#query, this.#ports.activeFile());
      const listed = inScope.filter(({ id }) => this.#found?.has(id) ?? true);
      this.#files = groupByFile(listed);
      this.#ports.onPrompts(prompts, listed.length);
      this.#ports.onProblem(null);
    } catch (error) {
      this.#files = [];
      this.#ports.onProblem(describeError(error));
    }
    return this.#files;
  }

  async #search(history: HistoryStore): Promise<ReadonlyMap<string, readonly Version[]> | null> {
    const { text } = this.#query;
    if (text === '') return null;
    const found = new Map<string, Version[]>();
    for (const version of await history.search({ text, limit: MOST_FOUND })) {
      const ofPrompt = found.get(version.promptId) ?? [];
      ofPrompt.push(version);
      found.set(version.promptId, ofPrompt);
    }
    return found;
  }

  async #loadVersions(prompt: PromptSummary): Promise<HistoryNode[]> {
    const history = await this.#ports.history();
    const limit = this.#limitOf(prompt.id);
    const found = this.#found?.get(prompt.id);
    const { versions, hasMore } =
      found === undefined
        ? await history.listVersions(prompt.id, { limit })
        : { versions: found, hasMore: false };
    const currentHash = await this.#currentHash(prompt);
    const currentId = currentHash === null ? null : currentVersionId(versions, currentHash);
    const nodes: HistoryNode[] = versions.map((version) => ({
      kind: 'version',
      prompt,
      version,
      isCurrent: version.id === currentId,
    }));
    const hiddenCount = Math.max(1, prompt.versionCount - versions.length);
    return hasMore ? [...nodes, { kind: 'older', prompt, hiddenCount }] : nodes;
  }

  /** Of the text in the editor now; of the one seen last when its file cannot be read. Null: the prompt is gone. */
  async #currentHash(prompt: PromptSummary): Promise<string | null> {
    try {
      const text = await this.#ports.readText(prompt);
      return text === null ? null : hashText(text);
    } catch {
      // A file that cannot be parsed or opened is no reason to show nothing: what was seen last is the best answer.
      return prompt.currentHash;
    }
  }

  #limitOf(promptId: string): number {
    return this.#limits.get(promptId) ?? PAGE_SIZE;
  }

  #promptNode(promptId: string): PromptNode | undefined {
    return this.#files.flatMap(({ prompts }) => prompts).find(({ prompt }) => prompt.id === promptId);
  }
}

/** What a search has found is shown at once. */
function collapsibleState(node: HistoryNode, isSearch: boolean): vscode.TreeItemCollapsibleState {
  if (node.kind === 'file') return vscode.TreeItemCollapsibleState.Expanded;
  if (node.kind !== 'prompt') return vscode.TreeItemCollapsibleState.None;
  return isSearch ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** A click on a version shows what makes it different; there is always something to see. */
function clickCommand(node: HistoryNode): vscode.Command | undefined {
  if (node.kind === 'older') {
    const title = vscode.l10n.t('Show Older Versions');
    return { command: 'promptops.history.showOlder', title, arguments: [node] };
  }
  if (node.kind !== 'version') return undefined;
  if (!node.isCurrent) {
    const title = vscode.l10n.t('Compare with Current');
    return { command: 'promptops.history.compareWithCurrent', title, arguments: [node] };
  }
  const hasPrevious = node.version.basis !== null;
  return hasPrevious
    ? {
        command: 'promptops.history.compareWithPrevious',
        title: vscode.l10n.t('Compare with Previous'),
        arguments: [node],
      }
    : {
        command: 'promptops.history.openVersion',
        title: vscode.l10n.t('Open Version'),
        arguments: [node],
      };
}

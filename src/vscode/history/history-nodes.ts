import type { PromptSummary, Version } from '../../core/history/history-store.ts';

/** What the History view shows: files, below them prompts, below them versions, newest first. */
export type HistoryNode = FileNode | PromptNode | VersionNode | OlderNode;

export interface FileNode {
  readonly kind: 'file';
  readonly file: string;
  readonly prompts: readonly PromptNode[];
}

export interface PromptNode {
  readonly kind: 'prompt';
  readonly prompt: PromptSummary;
}

export interface VersionNode {
  readonly kind: 'version';
  readonly prompt: PromptSummary;
  readonly version: Version;
  /** Whether this is the text that stands in the file now. */
  readonly isCurrent: boolean;
}

/** Stands for the versions that are not listed yet. */
export interface OlderNode {
  readonly kind: 'older';
  readonly prompt: PromptSummary;
  readonly hiddenCount: number;
}

/** Groups prompts, which come sorted by file, under their files. */
export function groupByFile(prompts: readonly PromptSummary[]): readonly FileNode[] {
  const groups = new Map<string, PromptNode[]>();
  for (const prompt of prompts) {
    const group = groups.get(prompt.file) ?? [];
    group.push({ kind: 'prompt', prompt });
    groups.set(prompt.file, group);
  }
  return [...groups].map(([file, nodes]) => ({ kind: 'file', file, prompts: nodes }));
}

/** Identifies a node across refreshes, so that the editor keeps what is expanded and selected. */
export function nodeId(node: HistoryNode): string {
  switch (node.kind) {
    case 'file':
      return `file:${node.file}`;
    case 'prompt':
      return `prompt:${node.prompt.id}`;
    case 'version':
      return `version:${node.version.id}`;
    case 'older':
      return `older:${node.prompt.id}`;
  }
}

/** The version that a command was called on: a node of the tree, or an identifier. Null for anything else. */
export function versionIdOf(argument: unknown): string | null {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('version' in argument)) return null;
  const { version } = argument;
  if (typeof version !== 'object' || version === null || !('id' in version)) return null;
  return typeof version.id === 'string' ? version.id : null;
}

/** The prompt that a command was called on: any node below a file, or an identifier. Null for anything else. */
export function promptIdOf(argument: unknown): string | null {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('prompt' in argument)) return null;
  const { prompt } = argument;
  if (typeof prompt !== 'object' || prompt === null || !('id' in prompt)) return null;
  return typeof prompt.id === 'string' ? prompt.id : null;
}

import type * as vscode from 'vscode';
import type { PromptInFile } from '../../core/inventory/inventory-of-file.ts';
import type { Ranked } from '../../core/inventory/inventory.ts';
import type { SkipReason } from '../../core/source/prompt-site.ts';

/** A prompt of the workspace as the Prompts view keeps it: numbers and names, not the file. */
export interface PromptEntry extends Omit<PromptInFile, 'ruleIds'> {
  readonly uri: vscode.Uri;
  /** The file as people name it: relative to its workspace folder. */
  readonly file: string;
  readonly findings: number;
}

/** A file that was not looked into although it could hold prompts. */
export interface SkippedFile {
  readonly uri: vscode.Uri;
  readonly file: string;
  readonly reason: Extract<SkipReason, 'binary' | 'too-large' | 'minified'> | 'unreadable';
}

/** What the Prompts view shows. */
export type PromptsNode =
  | { readonly kind: 'prompt'; readonly id: string; readonly entry: Ranked<PromptEntry> }
  | { readonly kind: 'skipped'; readonly files: readonly SkippedFile[] }
  | { readonly kind: 'skipped-file'; readonly skipped: SkippedFile };

/** The prompt that a command of the view was called on; undefined for anything else. */
export function entryOf(argument: unknown): PromptEntry | undefined {
  return isPromptNode(argument) ? argument.entry : undefined;
}

/** Nodes come back from the editor as they were handed to it. */
function isPromptNode(value: unknown): value is Extract<PromptsNode, { kind: 'prompt' }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'prompt';
}

import * as vscode from 'vscode';
import { describeError } from '../../core/errors.ts';
import type { PromptInFile } from '../../core/inventory/inventory-of-file.ts';
import { mayHoldPrompt } from '../../core/inventory/may-hold-prompt.ts';
import type { SkipReason } from '../../core/source/prompt-site.ts';
import { shownRules } from '../diagnostics/shown-findings.ts';
import { readSettings } from '../settings.ts';
import { fileOf, pathInFolder } from '../workspace-files.ts';
import type { PromptEntry, SkippedFile } from './prompt-entry.ts';
import type { ScanThread } from './scan-thread.ts';

/** What one file adds to the inventory. */
export interface ScannedFile {
  readonly entries: readonly PromptEntry[];
  readonly skipped: SkippedFile | null;
}

export interface ScanServices {
  readonly thread: ScanThread;
  readonly log: vscode.LogOutputChannel;
}

/** A larger file is not even read: two million characters are the most that is parsed. */
const MOST_BYTES = 4_000_000;

/** Looks for prompts in one file. A file that cannot be read is skipped with its reason, never an error. */
export async function scanFile({ thread, log }: ScanServices, uri: vscode.Uri): Promise<ScannedFile> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MOST_BYTES) return skip(uri, 'too-large');
    const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const { run, disabledRules, detection } = readSettings(uri);
    // The path within the workspace: the names of its own folders are evidence, those around it are not.
    const path = pathInFolder(uri);
    if (!mayHoldPrompt(path, source, detection)) return { entries: [], skipped: null };
    const inventory = await thread.scan({ path, source, encoding: run.encoding, detection });
    const reason = reasonWorthTelling(inventory.skipped);
    if (reason !== null) return skip(uri, reason);
    const entries = inventory.prompts.map((prompt) => toEntry(uri, prompt, disabledRules));
    return { entries, skipped: null };
  } catch (error) {
    log.warn(`${uri.toString()} could not be scanned: ${describeError(error)}`);
    return skip(uri, 'unreadable');
  }
}

function skip(uri: vscode.Uri, reason: SkippedFile['reason']): ScannedFile {
  return { entries: [], skipped: { uri, file: fileOf(uri), reason } };
}

/** That a Markdown file is no prompt, or that a setting excludes a file, is nothing that a person has to be told. */
function reasonWorthTelling(skipped: SkipReason | null): SkippedFile['reason'] | null {
  const isTold = skipped === 'too-large' || skipped === 'minified' || skipped === 'binary';
  return isTold ? skipped : null;
}

function toEntry(
  uri: vscode.Uri,
  { ruleIds, ...prompt }: PromptInFile,
  disabledRules: readonly string[],
): PromptEntry {
  return { ...prompt, uri, file: fileOf(uri), findings: shownRules(ruleIds, disabledRules).length };
}

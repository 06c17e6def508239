import * as vscode from 'vscode';
import { PromptOpsError } from '../../core/errors.ts';
import type { PromptSite } from '../../core/source/prompt-site.ts';
import type { DocumentPrompts } from '../document-prompts.ts';
import { viewIds, type CommandId } from '../manifest.ts';
import type { PromptAddress } from '../resolve-target.ts';
import { entryOf, type PromptEntry } from './prompt-entry.ts';
import type { PromptsView } from './prompts-view.ts';

interface PromptsCommandServices {
  readonly promptsView: PromptsView;
  readonly prompts: DocumentPrompts;
  readonly optimize: (address: PromptAddress) => Promise<void>;
}

type PromptsCommandId = Extract<
  CommandId,
  'promptops.scanWorkspace' | 'promptops.cancelScan' | `promptops.prompts.${string}`
>;

export type PromptsCommands = Readonly<Record<PromptsCommandId, (...args: readonly unknown[]) => unknown>>;

/** The handlers of the Prompts view's commands. */
export function createPromptsCommands(services: PromptsCommandServices): PromptsCommands {
  const { promptsView, prompts, optimize } = services;
  return {
    'promptops.scanWorkspace': () => scanWorkspace(promptsView),
    'promptops.cancelScan': () => promptsView.inventory.cancel(),
    'promptops.prompts.open': (node) => openPrompt(prompts, requireEntry(node)),
    'promptops.prompts.optimize': async (node) => optimize(await addressOf(prompts, requireEntry(node))),
  };
}

async function scanWorkspace({ scan }: PromptsView): Promise<void> {
  if (vscode.workspace.workspaceFolders === undefined) throw noFolder();
  const ended = scan();
  await vscode.commands.executeCommand(`${viewIds.prompts}.focus`);
  await ended;
}

/** Shows the prompt in its file, the cursor where its literal begins. */
async function openPrompt(prompts: DocumentPrompts, entry: PromptEntry): Promise<void> {
  const document = await vscode.workspace.openTextDocument(entry.uri);
  const site = await findEntry(prompts, document, entry);
  const start =
    site === undefined
      ? document.validatePosition(new vscode.Position(entry.line - 1, 0))
      : document.positionAt(site.span.start);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
}

async function addressOf(prompts: DocumentPrompts, entry: PromptEntry): Promise<PromptAddress> {
  const document = await vscode.workspace.openTextDocument(entry.uri);
  const site = await findEntry(prompts, document, entry);
  if (site === undefined) throw promptGone(entry);
  return { uri: entry.uri, offset: site.span.start };
}

/** The prompt as the document has it now: of several with its name the one nearest to where it was. */
async function findEntry(
  prompts: DocumentPrompts,
  document: vscode.TextDocument,
  { name, symbolPath, line }: PromptEntry,
): Promise<PromptSite | undefined> {
  const path = symbolPath.join('.');
  const named = (await prompts.inDocument(document)).filter(
    (site) => site.name === name && site.symbolPath.join('.') === path,
  );
  const distance = ({ span }: PromptSite): number =>
    Math.abs(document.positionAt(span.start).line + 1 - line);
  return named.sort((a, b) => distance(a) - distance(b))[0];
}

function requireEntry(node: unknown): PromptEntry {
  const entry = entryOf(node);
  if (entry !== undefined) return entry;
  throw new PromptOpsError({
    reason: 'invalid-argument',
    message: 'No prompt was named.',
    nextStep: 'Choose one in the Prompts view.',
  });
}

function noFolder(): PromptOpsError {
  return new PromptOpsError({
    reason: 'file-not-found',
    message: 'No folder is open that could be scanned.',
    nextStep: 'Open a folder and scan again.',
  });
}

function promptGone({ name, file, line }: PromptEntry): PromptOpsError {
  return new PromptOpsError({
    reason: 'no-prompt-here',
    message: `The prompt ${name ?? `of line ${line}`} is no longer in ${file}.`,
    nextStep: 'Run Scan Workspace to list what is there now.',
  });
}

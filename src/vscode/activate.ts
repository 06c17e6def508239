import * as vscode from 'vscode';
import { registerCodeLenses } from './code-lenses.ts';
import { registerCommands } from './commands.ts';
import { registerHistoryView } from './history-view.ts';
import { createLazyWorkbench, type Workbench } from './lazy-workbench.ts';
import { registerPanelRestore } from './panel-restore.ts';
import { registerStatusBar } from './status-bar.ts';
import { registerVersionDocuments } from './version-documents.ts';

/** What the extension hands to other extensions and to its own tests. */
export interface PromptOpsApi {
  /** Milliseconds that `activate` itself took. */
  readonly activationMs: number;
  /** The loaded workbench: everything that is too heavy for start-up. */
  workbench(): Promise<Workbench>;
}

export function activate(context: vscode.ExtensionContext): PromptOpsApi {
  const startedAt = performance.now();
  const log = vscode.window.createOutputChannel('PromptOps', { log: true });
  const workbench = createLazyWorkbench({ context, log });
  context.subscriptions.push(
    log,
    workbench,
    registerCommands(workbench, log),
    registerCodeLenses(workbench),
    registerHistoryView(workbench),
    registerVersionDocuments(workbench),
    registerPanelRestore(workbench),
    registerStatusBar(workbench),
  );
  return { activationMs: performance.now() - startedAt, workbench: () => workbench.get() };
}

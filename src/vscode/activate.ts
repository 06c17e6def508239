import * as vscode from 'vscode';
import { registerCodeLenses } from './code-lenses.ts';
import { registerCommands } from './commands.ts';
import { createLazyWorkbench, type LazyWorkbench, type Workbench } from './lazy-workbench.ts';
import { registerPanelRestore } from './panel-restore.ts';
import { showFailure } from './show-failure.ts';
import { registerStatusBar } from './status-bar.ts';
import { registerUriLinks } from './uri-links.ts';

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
    loadWhenIdle(workbench, log),
    registerCommands(workbench, log),
    registerCodeLenses(workbench),
    registerPanelRestore(workbench, log),
    registerStatusBar(workbench, log),
    registerUriLinks(workbench, log),
  );
  return { activationMs: performance.now() - startedAt, workbench: () => workbench.get() };
}

/** Whatever has activated the extension (a view, a language, a command) needs the workbench next. */
function loadWhenIdle(workbench: LazyWorkbench, log: vscode.LogOutputChannel): vscode.Disposable {
  const handle = setImmediate(() => {
    workbench.get().catch((error: unknown) => showFailure(error, log));
  });
  return { dispose: () => clearImmediate(handle) };
}

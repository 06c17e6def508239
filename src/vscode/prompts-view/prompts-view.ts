import * as vscode from 'vscode';
import { contextKeys, viewIds } from '../manifest.ts';
import { showFailure } from '../show-failure.ts';
import { followFiles } from './follow-files.ts';
import type { PromptsNode } from './prompt-entry.ts';
import { MOST_PROMPTS, PromptsTree } from './prompts-tree.ts';
import type { ScanThread } from './scan-thread.ts';
import { WorkspaceInventory, type ScanState } from './workspace-inventory.ts';

/** How often a list that is being filled is shown anew. */
const REFRESH_MS = 500;

/** The view `promptops.prompts` and the inventory behind it. */
export interface PromptsView extends vscode.Disposable {
  readonly inventory: WorkspaceInventory;
  readonly tree: PromptsTree;
  /** Scans the workspace with progress in the view. Resolves when the scan has ended or was cancelled. */
  scan(): Promise<void>;
}

interface PromptsViewServices {
  readonly thread: ScanThread;
  readonly log: vscode.LogOutputChannel;
}

/** Creates the view. The first scan starts when it is seen for the first time, not before. */
export function createPromptsView({ thread, log }: PromptsViewServices): PromptsView {
  const inventory = new WorkspaceInventory({ thread, log });
  const scan = (): Promise<void> => scanWithProgress(inventory);
  const scanInBackground = (): void => void scan().catch((error: unknown) => showFailure(error, log));
  let wasSeen = false;
  const tree = new PromptsTree(inventory, () => {
    if (wasSeen || vscode.workspace.workspaceFolders === undefined) return;
    wasSeen = true;
    if (inventory.state.kind === 'none') scanInBackground();
  });
  const view = vscode.window.createTreeView<PromptsNode>(viewIds.prompts, { treeDataProvider: tree });
  const refresh = (): void => {
    const state = inventory.state;
    const count = inventory.prompts().length;
    view.message = messageOf(state, count);
    view.description = count === 0 ? '' : String(count);
    tree.refresh();
  };
  const throttled = createThrottle(refresh);
  const resources = vscode.Disposable.from(
    inventory,
    tree,
    view,
    throttled,
    inventory.onDidChange(() => {
      if (inventory.state.kind === 'scanning') throttled.call();
      else refresh();
    }),
    followFiles({ inventory, rescan: scanInBackground, onError: (error) => showFailure(error, log) }),
  );
  return { inventory, tree, scan, dispose: () => void resources.dispose() };
}

async function scanWithProgress(inventory: WorkspaceInventory): Promise<void> {
  const setScanning = (isScanning: boolean) =>
    vscode.commands.executeCommand('setContext', contextKeys.isScanning, isScanning);
  await vscode.window.withProgress({ location: { viewId: viewIds.prompts } }, async () => {
    void setScanning(true);
    try {
      await inventory.scan();
    } finally {
      void setScanning(false);
    }
  });
}

/** What stands above the list; an empty text is no message. */
function messageOf(state: ScanState, count: number): string {
  switch (state.kind) {
    case 'none':
      return '';
    case 'scanning':
      return state.total === null
        ? vscode.l10n.t('Looking for files…')
        : vscode.l10n.t('Scanning: {0} of {1} files', state.done, state.total);
    case 'cancelled':
      return state.total === null
        ? vscode.l10n.t('The scan was cancelled.')
        : vscode.l10n.t('The scan was cancelled after {0} of {1} files.', state.done, state.total);
    case 'done':
      return doneText(state.files, count);
  }
}

function doneText(files: number, count: number): string {
  if (count > MOST_PROMPTS) return vscode.l10n.t('The first {0} of {1} prompts', MOST_PROMPTS, count);
  return count === 0 ? vscode.l10n.t('No prompt was found in {0} files.', files) : '';
}

/** Acts at most once in a while; the last call is never lost. */
function createThrottle(action: () => void): vscode.Disposable & { call(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    call: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, REFRESH_MS);
    },
    dispose: () => clearTimeout(timer),
  };
}

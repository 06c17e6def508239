import * as vscode from 'vscode';
import { describeError } from '../core/errors.ts';
import type { LazyWorkbench } from './lazy-workbench.ts';
import { panelViewType } from './manifest.ts';

/** Fills the panels that the editor restores after a reload; one whose prompt cannot be found again is closed. */
export function registerPanelRestore(
  workbench: LazyWorkbench,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(panelViewType, {
    deserializeWebviewPanel: async (panel, state: unknown) => {
      try {
        await (await workbench.get()).restorePanel(panel, state);
      } catch (error) {
        log.warn(`A panel could not be restored: ${describeError(error)}`);
        panel.dispose();
      }
    },
  });
}

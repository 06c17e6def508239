import * as vscode from 'vscode';
import type { LazyWorkbench } from './lazy-workbench.ts';
import { showFailure } from './show-failure.ts';

/** Takes the addresses of this extension that are opened outside of the editor: links to shared histories. */
export function registerUriLinks(workbench: LazyWorkbench, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async (uri) => {
      try {
        const { sharing } = await workbench.get();
        await sharing.openUri(uri);
      } catch (error) {
        showFailure(error, log);
      }
    },
  });
}

import * as vscode from 'vscode';
import type { LazyWorkbench } from './lazy-workbench.ts';
import { commandIds } from './manifest.ts';
import { showFailure } from './show-failure.ts';

/** Registers every command of the manifest; the handlers live in the workbench, which is loaded by the first one. */
export function registerCommands(workbench: LazyWorkbench, log: vscode.LogOutputChannel): vscode.Disposable {
  const registrations = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        const { commands } = await workbench.get();
        return await commands[id](...args);
      } catch (error) {
        showFailure(error, log);
        return;
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}

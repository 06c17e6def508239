import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const EXTENSION_ID = 'promptops.promptops';

const POLL_MS = 25;

/** The extension under test, activated or not. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(EXTENSION_ID);
  assert.ok(found, `${EXTENSION_ID} is not there`);
  return found;
}

/** A file or folder of the opened workspace, which is a copy of `examples/` that tests may change. */
export function workspaceUri(...segments: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...segments);
}

/** Writes a file of the workspace and shows it. */
export async function openNewFile(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = workspaceUri(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(uri);
}

/** Opens and shows a file of the workspace. */
export async function openFile(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(workspaceUri(name));
}

/** Closes every editor, throwing unsaved changes away. */
export async function closeAllEditors(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty === true) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/**
 * Polls until `read` returns something else than `undefined` or `false`, and returns it. What the workbench shows (tabs,
 * lenses, diagnostics) follows the host with a delay. Fails with `what` after `limitMs`.
 */
export async function until<T>(
  what: string,
  read: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) assert.fail(`waited ${String(limitMs)} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

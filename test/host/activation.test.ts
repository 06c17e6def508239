import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { closeAllEditors, extension, openNewFile } from './support/editor.ts';
import { loadedBundles, source } from './support/model-workbench.ts';

// This file runs first: nothing has shown the side bar yet.
describe('activation', () => {
  it('waits for a document that may hold prompts', () => {
    assert.equal(extension().isActive, false);
  });

  it('scans nothing before the Prompts view is seen', async () => {
    const { promptsView } = await ((await extension().activate()) as PromptOpsApi).workbench();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(promptsView.inventory.state.kind, 'none');
    assert.deepEqual(promptsView.inventory.prompts(), []);
  });

  it('loads no model engine, nor does a run of the rules', async () => {
    const editor = await openNewFile('lazy.py', source);
    const position = editor.document.positionAt(source.indexOf('Please') + 3);
    editor.selection = new vscode.Selection(position, position);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    const { sessions } = await ((await extension().activate()) as PromptOpsApi).workbench();
    assert.equal(sessions.active()?.phase.name, 'result');
    const bundles = loadedBundles();
    assert.ok(bundles.includes('workbench.cjs'));
    assert.ok(!bundles.includes('openai.cjs'));
    await closeAllEditors();
  });
});

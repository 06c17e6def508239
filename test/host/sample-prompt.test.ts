import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { closeAllEditors, extension } from './support/editor.ts';

describe('the sample prompt', () => {
  afterEach(closeAllEditors);

  it('opens as a file of its own, with the cursor in a prompt that can be made better', async () => {
    const { prompts, sessions } = await ((await extension().activate()) as PromptOpsApi).workbench();
    await vscode.commands.executeCommand('promptops.openSamplePrompt');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor?.document.isUntitled);
    const offset = editor.document.offsetAt(editor.selection.active);
    const site = await prompts.underCursor(editor.document, offset);
    assert.equal(site?.name, 'SUPPORT_PROMPT');
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    const phase = sessions.active()?.phase;
    assert.ok(phase?.name === 'result', phase?.name);
    assert.equal(phase.report.changed, true);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, extension, openNewFile, until } from './support/editor.ts';
import type { PageOf } from '../../src/protocol/pages.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';

const SOURCE =
  'SYSTEM_PROMPT = """Please make sure that you always answer in order to help {customer}.\n' +
  'You must not promise a "refund".\n"""\n';

async function workbench(): Promise<Workbench> {
  return ((await extension().activate()) as PromptOpsApi).workbench();
}

async function timeline(): Promise<NonNullable<PageOf<'timeline'>['prompt']>> {
  const { pages, sessions } = await workbench();
  const { prompt } = await pages.timeline.state(sessions.active() ?? null);
  assert.ok(prompt, 'the prompt has a timeline');
  return prompt;
}

describe('the timeline of a prompt', () => {
  afterEach(closeAllEditors);

  it('follows Apply, and opens the comparison of a version with the current text', async () => {
    const editor = await openNewFile('timeline.py', SOURCE);
    const position = editor.document.positionAt(SOURCE.indexOf('Please') + 3);
    editor.selection = new vscode.Selection(position, position);
    await vscode.commands.executeCommand('promptops.optimizePrompt');
    const before = await timeline();
    const current = before.versions.find(({ isCurrent }) => isCurrent);
    assert.equal(current?.origin, 'original');
    const { pages } = await workbench();
    let news = 0;
    const listener = pages.timeline.onDidChange(() => (news += 1));
    await vscode.commands.executeCommand('promptops.apply');
    listener.dispose();
    const after = await timeline();
    assert.ok(news > 0, 'the page was told');
    assert.equal(after.versions.length, before.versions.length + 1);
    const applied = after.versions.at(-1);
    assert.deepEqual([applied?.origin, applied?.outcome, applied?.isCurrent], ['applied', 'applied', true]);
    await pages.timeline.receive({ type: 'compare', versionId: current.id, against: 'current' });
    const diff = await until('the comparison', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input;
    });
    assert.equal(diff.original.query, `version=${current.id}`);
    const right = await vscode.workspace.openTextDocument(diff.modified);
    assert.doesNotMatch(right.getText(), /in order to/u);
  });

  it('is empty in a panel about no prompt, and refuses a version of another history', async () => {
    const { pages } = await workbench();
    assert.deepEqual(await pages.timeline.state(null), { name: 'timeline', prompt: null });
    const foreign = pages.timeline.receive({ type: 'compare', versionId: 'not-here', against: 'current' });
    await assert.rejects(async () => foreign, { name: 'PromptOpsError' });
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answeringDialogs } from './support/answering-dialogs.ts';
import { extension } from './support/editor.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { chooseFavorite } from '../../src/vscode/controller/choose-favorite.ts';
import type { Workbench } from '../../src/vscode/workbench.ts';

describe('favorites in the command palette', () => {
  let workbench: Workbench;
  const candidates = (): unknown => vscode.workspace.getConfiguration('promptops').get('run.candidates');
  before(async () => {
    workbench = await ((await extension().activate()) as PromptOpsApi).workbench();
  });
  afterEach(async () => {
    await workbench.history.store.deleteFavorite('Thorough');
    await workbench.pages.controller.receive({ type: 'reset-all' });
  });

  it('are offered as commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('promptops.applyFavorite'));
    assert.ok(commands.includes('promptops.saveFavorite'));
  });

  it('are applied when chosen, and not when none is', async () => {
    const { pages, history } = workbench;
    await history.store.saveFavorite({ name: 'Thorough', settings: { candidates: 7 } });
    const before = candidates();
    await chooseFavorite(pages.controller, answeringDialogs());
    assert.equal(candidates(), before);
    const dialogs = answeringDialogs('Thorough');
    await chooseFavorite(pages.controller, dialogs);
    assert.match(dialogs.said[0] ?? '', /Thorough/u);
    assert.equal(candidates(), 7);
  });

  it('are said to be none, with the way to the first', async () => {
    const dialogs = answeringDialogs();
    await chooseFavorite(workbench.pages.controller, dialogs);
    assert.deepEqual(dialogs.said, ['No settings of a run have been saved as a favorite yet.']);
  });
});

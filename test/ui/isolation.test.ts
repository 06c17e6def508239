import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { EXAMPLES } from '../../scripts/support/paths.ts';
import { useWorkbench } from './support/use-workbench.ts';

describe('two workspaces of one editor', () => {
  const workbench = useWorkbench();

  it('do not see the history of each other', async () => {
    const { server } = workbench();
    await workbench().openFile('support_agent.py', 5);
    await workbench().clickLens('Optimize');
    await workbench().webview('.headline');
    await workbench().openViewContainer('PromptOps');
    await workbench().rows('History', 'SUPPORT_PROMPT').first().waitFor();

    const other = path.join(server.directory, 'other');
    await cp(EXAMPLES, other, { recursive: true });
    await workbench().open(other);
    await workbench().openFile('support_agent.py', 5);
    await workbench().lens('Optimize').first().waitFor();
    await workbench().openViewContainer('PromptOps');
    await workbench().view('History').getByText('No prompt has been optimized').waitFor();
    assert.equal(await workbench().rows('History').count(), 0);

    await workbench().open();
    await workbench().openViewContainer('PromptOps');
    await workbench().rows('History', 'SUPPORT_PROMPT').first().waitFor();
  });
});

describe('two profiles of the editor on one folder', () => {
  const mine = useWorkbench();
  const theirs = useWorkbench();

  it('do not see the history of each other', async () => {
    const folder = mine().server.workspace;
    await mine().openFile('support_agent.py', 5);
    await mine().clickLens('Optimize');
    await mine().webview('.headline');
    await mine().openViewContainer('PromptOps');
    await mine().rows('History', 'SUPPORT_PROMPT').first().waitFor();

    await theirs().open(folder);
    await theirs().openFile('support_agent.py', 5);
    await theirs().lens('Optimize').first().waitFor();
    await theirs().openViewContainer('PromptOps');
    await theirs().view('History').getByText('No prompt has been optimized').waitFor();
    assert.equal(await theirs().rows('History').count(), 0);
  });
});

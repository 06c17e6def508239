import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startWorkbench, useWorkbench } from './support/use-workbench.ts';

describe('an untrusted workspace', () => {
  const workbench = useWorkbench({
    workspaceTrust: true,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });

  it('is opened in Restricted Mode', async () => {
    await workbench().statusItem('Restricted Mode').waitFor();
  });

  it('still optimizes with the rules engine, which reads text only', async () => {
    await workbench().openFile('support_agent.py', 5);
    await workbench().clickLens('Optimize');
    const panel = await workbench().webview('.headline');
    assert.match(await panel.locator('body').innerText(), /judged by rules only/u);
  });
});

describe('a language model that was chosen', () => {
  /** Starts an editor whose user has chosen a model, and optimizes; true when it asked to send the prompt. */
  async function asksToSend(workspaceTrust: boolean): Promise<boolean> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'promptops-trust-'));
    const machineSettings = path.join(directory, 'user', 'Machine', 'settings.json');
    await mkdir(path.dirname(machineSettings), { recursive: true });
    const chosen = {
      'promptops.engine': 'openai',
      'promptops.model.baseUrl': 'http://127.0.0.1:9/v1',
      'promptops.model.name': 'tiny',
    };
    await writeFile(machineSettings, JSON.stringify(chosen));
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    const { workbench, stop } = await startWorkbench({ workspaceTrust, settings, directory });
    try {
      await workbench.openFile('support_agent.py', 5);
      await workbench.clickLens('Optimize');
      if (!workspaceTrust) {
        await workbench.clickDialogButton('Cancel');
        return true;
      }
      const panel = await workbench.webview('.headline');
      assert.match(await panel.locator('body').innerText(), /judged by rules only/u);
      return false;
    } finally {
      await stop();
      await rm(directory, { recursive: true, force: true });
    }
  }

  it('is asked about in a trusted workspace', async function () {
    this.timeout(120_000);
    assert.equal(await asksToSend(false), true);
  });

  it('is not used in Restricted Mode: the rules are', async function () {
    this.timeout(120_000);
    assert.equal(await asksToSend(true), false);
  });
});

import assert from 'node:assert/strict';
import { useWorkbench } from './support/use-workbench.ts';

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

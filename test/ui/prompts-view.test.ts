import assert from 'node:assert/strict';
import { useWorkbench } from './support/use-workbench.ts';

describe('the Prompts view', () => {
  const workbench = useWorkbench({ width: 1500, height: 950 });

  it('scans when it is seen for the first time and lists place, tokens and findings', async () => {
    await workbench().openViewContainer('PromptOps');
    const row = workbench().rows('Prompts', 'SUPPORT_PROMPT');
    await row.waitFor({ timeout: 30_000 });
    assert.match(await row.innerText(), /support_agent\.py:5 · \d+ tokens · \d+ findings/u);
    assert.match((await row.getAttribute('aria-label')) ?? '', /priority \d+/u);
    assert.ok((await workbench().rowTexts('Prompts')).length >= 3);
  });

  it('opens a prompt by a click on its line', async () => {
    await workbench().rows('Prompts', 'SUPPORT_PROMPT').click();
    await workbench().tab('support_agent.py').waitFor();
    await workbench()
      .statusItem(/Ln 5, Col 18/u)
      .waitFor();
  });

  it('offers to mend a finding where the cursor stands, and undo takes it back', async () => {
    await workbench().openFile('support_agent.py', 7);
    const place = (await workbench().editorText()).split('\n').findIndex((line) => line.startsWith('Please'));
    assert.ok(place >= 0);
    await workbench().goTo(7, 80);
    await workbench().runCommand('Quick Fix...');
    const action = workbench().page.locator('.action-widget .monaco-list-row', { hasText: '(PO002)' });
    await action.first().click({ timeout: 20_000 });
    await workbench().until('the mended prompt', async () =>
      (await workbench().editorText()).includes('carefully to understand'),
    );
    await workbench().undo();
    await workbench().until('the undone fix', async () =>
      (await workbench().editorText()).includes('carefully in order to understand'),
    );
  });

  it('optimizes a prompt from its line', async () => {
    const row = workbench().rows('Prompts', 'SUPPORT_PROMPT');
    await row.hover();
    await row.locator('.action-label[aria-label^="Optimize Prompt"]').click();
    const panel = await workbench().webview('.headline');
    assert.match(await panel.locator('body').innerText(), /shorter/u);
  });
});

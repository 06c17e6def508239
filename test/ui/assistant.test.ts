import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './support/use-workbench.ts';

const weakLine = 'Please make sure that you always read';

describe('the Assistant', () => {
  const workbench = useWorkbench({ width: 1500, height: 950 });

  function panel(): Promise<Frame> {
    return workbench().webview('main.assistant .finding');
  }

  it('opens for the prompt under the cursor', async () => {
    await workbench().openFile('support_agent.py', 5);
    await workbench().lens('Optimize').first().waitFor();
    await workbench().runCommand('PromptOps: Open Assistant');
    const frame = await panel();
    assert.match(await frame.locator('h1').innerText(), /suggestions for this prompt/u);
  });

  it('applies a suggestion into the document', async () => {
    const frame = await panel();
    const item = frame.locator('.finding', { hasText: 'make sure' }).first();
    await item.getByRole('button', { name: 'Apply' }).click();
    await workbench().until('the edited document', async () => {
      await workbench().tab('support_agent.py').first().click();
      return !(await workbench().editorText()).includes(weakLine);
    });
  });

  it('hides what is dismissed, also after a reload', async () => {
    const first = (await panel()).getByTitle(/^Dismiss: /u).first();
    const title = (await first.getAttribute('title')) ?? '';
    await first.click();
    const countDismissable = async (): Promise<number> =>
      (await panel()).getByTitle(title, { exact: true }).count();
    await workbench().until('the dismissal', async () => (await countDismissable()) === 0);
    await workbench().tab('support_agent.py').first().click();
    await workbench().save();
    // The editor writes its memory of the workspace with a delay.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await workbench().reload();
    await workbench().runCommand('View: Close All Editors');
    await workbench().openFile('support_agent.py', 5);
    await workbench().lens('Optimize').first().waitFor();
    await workbench().runCommand('PromptOps: Open Assistant');
    await (await panel()).getByRole('button', { name: /^Show dismissed \(1\)/u }).waitFor();
    assert.equal(await countDismissable(), 0);
  });

  it('inserts a template at the cursor', async () => {
    await workbench().openFile('README.md', 1);
    await workbench().runCommand('PromptOps: Insert Template…');
    const input = workbench().page.locator('.quick-input-widget input');
    await input.waitFor();
    await input.fill('Compare Two Answers');
    await workbench().pick('Compare Two Answers');
    await workbench().until('the template', async () =>
      (await workbench().editorText()).includes('Compare the two answers'),
    );
  });
});

import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './support/use-workbench.ts';

const weakLine = 'Please make sure that you always read';
const strongLine = 'Always read';

describe('the main path', () => {
  const workbench = useWorkbench({ width: 1500, height: 950 });

  /** The panel once it shows a result. */
  async function resultPanel(): Promise<Frame> {
    return workbench().webview('.headline');
  }

  async function clickInPanel(label: string): Promise<void> {
    const panel = await resultPanel();
    await panel.getByRole('button', { name: label }).first().click();
  }

  /** Brings the tab of a file to the front and waits until its text fulfils a condition. */
  async function waitForText(file: string, condition: (text: string) => boolean): Promise<void> {
    await workbench().tab(file).first().click();
    await workbench().until(`the text of ${file}`, async () => condition(await workbench().editorText()));
  }

  it('shows lenses with tokens above the prompts of a Python file', async () => {
    await workbench().openFile('support_agent.py', 5);
    await workbench().lens('Optimize').first().waitFor();
    await workbench().until(
      'the counted lenses',
      async () => (await workbench().lensTexts()).filter((text) => /^\d+ tokens$/u.test(text)).length === 2,
    );
  });

  it('shows the tokens of the prompt under the cursor in the status bar', async () => {
    await workbench()
      .statusItem(/\d+ tokens/u)
      .waitFor();
  });

  it('optimizes by a click on the lens and explains the result in the panel', async () => {
    await workbench().clickLens('Optimize');
    const panel = await resultPanel();
    const text = await panel.locator('body').innerText();
    assert.match(text, /\d+\s% shorter/u);
    assert.match(text, /quality judged by rules only/u);
    assert.match(text, /PO002/u);
  });

  it('applies into the very literal, in one undo step', async () => {
    const before = await workbench().diskText('support_agent.py');
    await clickInPanel('Apply');
    await waitForText('support_agent.py', (text) => text.includes(strongLine));
    const after = await workbench().savedText('support_agent.py');
    assert.equal(before.includes(weakLine), true);
    assert.equal(after.includes(weakLine), false);
    assert.equal(after.split('SUPPORT_PROMPT = """')[0], before.split('SUPPORT_PROMPT = """')[0]);
    assert.equal(after.split('\n"""\n')[1], before.split('\n"""\n')[1]);

    await workbench().undo();
    await workbench().until('the undone edit', async () =>
      (await workbench().editorText()).includes(weakLine),
    );
    assert.equal(await workbench().savedText('support_agent.py'), before);
    const panel = await resultPanel();
    await panel.getByText('taken back').first().waitFor();
  });

  it('lists both versions in the History view and compares them', async () => {
    await workbench().openViewContainer('PromptOps');
    const prompt = workbench().rows('History', 'SUPPORT_PROMPT');
    await prompt.first().click();
    await workbench().rows('History', 'Original').first().waitFor();
    await workbench().rows('History', 'Applied').first().click();
    await workbench().tab('↔').waitFor();
  });

  it('restores a version through the literal', async () => {
    const row = workbench().rows('History', 'Applied').first();
    await row.hover();
    await row.locator('.action-label[aria-label^="Restore Version"]').click();
    await waitForText('support_agent.py', (text) => text.includes(strongLine));
  });

  it('keeps history and panel over a reload', async () => {
    await workbench().save();
    await workbench().reload();
    await workbench().openViewContainer('PromptOps');
    await workbench().rows('History', 'SUPPORT_PROMPT').first().waitFor();
    const panel = await resultPanel();
    assert.match(await panel.locator('body').innerText(), /\d+\s% shorter/u);
  });

  it('does the same in a TypeScript file, from the palette', async () => {
    await workbench().openFile('summarize.ts', 14);
    await workbench().runCommand('PromptOps: Optimize Prompt');
    await workbench().tab('prompt').first().waitFor();
    const panel = await workbench().webview('body', 'summarize.ts');
    await panel.getByRole('button', { name: 'Apply' }).first().click();
    await waitForText('summarize.ts', (text) => text.includes('Summarize the article below for ${audience}'));
    await workbench().undo();
    await workbench().until('the undone edit', async () =>
      (await workbench().editorText()).includes('Your task is to summarize'),
    );
  });
});

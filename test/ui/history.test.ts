import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { historyOnDisk } from './support/history-on-disk.ts';
import { useWorkbench } from './support/use-workbench.ts';
import { Workbench } from './support/workbench.ts';

const weak = 'Please make sure that you always read';
const strong = 'Always read';

describe('history and document in the real editor', () => {
  const workbench = useWorkbench({ width: 1500, height: 950 });

  async function applyIn(window: Workbench, title: string): Promise<void> {
    const panel: Frame = await window.webview('body', title);
    await panel.getByRole('button', { name: 'Apply' }).first().click();
  }

  async function waitForText(window: Workbench, file: string, part: string): Promise<void> {
    await window.tab(file).first().click();
    await window.until(`"${part}" in ${file}`, async () => (await window.editorText()).includes(part));
  }

  /** Origins of the prompt of a file with how their edits ended, newest first; candidates left out. */
  async function storyOf(file: string): Promise<readonly string[]> {
    const prompts = await historyOnDisk(workbench().server.directory);
    const versions = prompts.find((prompt) => prompt.file === file)?.versions ?? [];
    return versions
      .filter(({ origin }) => origin !== 'candidate')
      .map(({ origin, outcome }) => (outcome === null ? origin : `${origin} ${outcome}`));
  }

  async function waitForStory(file: string, story: readonly string[]): Promise<void> {
    let last: readonly string[] = [];
    try {
      await workbench().until('the history file', async () => {
        last = await storyOf(file);
        return JSON.stringify(last) === JSON.stringify(story);
      });
    } catch (error) {
      assert.deepEqual(last, story, String(error));
    }
  }

  async function restore(origin: string): Promise<void> {
    await workbench().openViewContainer('PromptOps');
    const row = workbench().rows('History', origin).first();
    // A click opens what is closed and closes what is open, and the view fills itself a moment after it is shown.
    await workbench().until(`the row ${origin}`, async () => {
      await workbench().page.waitForTimeout(1000);
      if (await row.isVisible()) return true;
      await workbench().rows('History', 'SUPPORT_PROMPT').first().click();
      return false;
    });
    await row.hover();
    await row.locator('.action-label[aria-label^="Restore Version"]').click();
  }

  it('keep what was applied', async () => {
    await workbench().openFile('support_agent.py', 5);
    await workbench().clickLens('Optimize');
    await applyIn(workbench(), 'support_agent.py:5');
    await waitForText(workbench(), 'support_agent.py', strong);
    await waitForStory('support_agent.py', ['applied applied', 'original']);
  });

  it('follow undo and redo', async () => {
    await workbench().undo();
    await waitForText(workbench(), 'support_agent.py', weak);
    await waitForStory('support_agent.py', ['applied undone', 'original']);
    await workbench().focusEditor();
    await workbench().page.keyboard.press('Control+Y');
    await waitForText(workbench(), 'support_agent.py', strong);
    await waitForStory('support_agent.py', ['applied applied', 'original']);
  });

  it('restore a version as a new one', async () => {
    await restore('Original');
    await waitForText(workbench(), 'support_agent.py', weak);
    await workbench().save();
    await waitForStory('support_agent.py', ['restored applied', 'applied undone', 'original']);
    assert.match(await workbench().diskText('support_agent.py'), new RegExp(weak, 'u'));
  });

  it('stay together when the file is renamed', async () => {
    const { page } = workbench();
    await workbench().openViewContainer('Explorer');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'support_agent.py' }).click();
    await page.keyboard.press('F2');
    const input = page.locator('.explorer-folders-view .monaco-inputbox input');
    await input.fill('helper_agent.py');
    await page.keyboard.press('Enter');
    await workbench().tab('helper_agent.py').first().waitFor();
    await waitForStory('helper_agent.py', ['restored applied', 'applied undone', 'original']);
    assert.deepEqual(await storyOf('support_agent.py'), []);
  });

  it('stay together when the code is moved and the variable renamed', async () => {
    const { page } = workbench();
    await workbench().tab('helper_agent.py').first().click();
    await workbench().goTo(5, 1);
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Home');
    await page.keyboard.insertText('# moved\n\n\nOUR_');
    await workbench().save();
    await restore('Applied');
    await waitForText(workbench(), 'helper_agent.py', strong);
    await workbench().save();
    const text = await workbench().diskText('helper_agent.py');
    assert.match(text, /# moved\n\n\nOUR_SUPPORT_PROMPT = """You are a /u);
    const [newest, ...older] = await storyOf('helper_agent.py');
    assert.deepEqual([newest, older.length], ['restored applied', 3]);
  });

  it('are there after a reload', async () => {
    const before = await storyOf('helper_agent.py');
    await workbench().reload();
    await workbench().openViewContainer('PromptOps');
    await workbench().rows('History', 'helper_agent.py').first().waitFor();
    assert.deepEqual(await storyOf('helper_agent.py'), before);
    assert.match(await workbench().diskText('helper_agent.py'), new RegExp(strong, 'u'));
  });

  it('hold what two windows of one workspace write at once', async () => {
    const other = new Workbench(await workbench().page.context().newPage(), workbench().server);
    await other.open();
    await Promise.all([workbench().openFile('helper_agent.py', 41), other.openFile('summarize.ts', 14)]);
    await other.runCommand('PromptOps: Optimize Prompt');
    await workbench().page.bringToFront();
    await workbench().runCommand('PromptOps: Optimize Prompt');
    await Promise.all([applyIn(other, 'summarize.ts'), applyIn(workbench(), 'helper_agent.py:41')]);
    await waitForStory('summarize.ts', ['applied applied', 'original']);
    await other.page.bringToFront();
    await waitForText(other, 'summarize.ts', 'Summarize the article below for ${audience}');
    await other.save();
    assert.match(await other.diskText('summarize.ts'), /Summarize the article below/u);
    const prompts = await historyOnDisk(workbench().server.directory);
    assert.equal(prompts.filter(({ file }) => file === 'helper_agent.py').length, 2);
    for (const window of [workbench(), other]) assert.equal(await window.toast(/history|lock/iu).count(), 0);
    await workbench().page.bringToFront();
    await workbench().openViewContainer('PromptOps');
    await workbench().clickViewAction('History', 'Refresh');
    await workbench().rows('History', 'summarize.ts').first().waitFor();
    await other.page.close();
  });
});

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { answerInput, settingIs, workspaceSettingsPath } from './support/settings-files.ts';
import { useWorkbench } from './support/use-workbench.ts';

const file = 'support_agent.py';
const weakLine = 'Please make sure that you always read';

describe('the Assistant', () => {
  const workbench = useWorkbench({ width: 1500, height: 950 });

  function panel(): Promise<Frame> {
    return workbench().webview('main.assistant');
  }

  async function openAssistant(): Promise<void> {
    await workbench().openFile(file, 5);
    await workbench().lens('Optimize').first().waitFor();
    await workbench().runCommand('PromptOps: Open Assistant');
    await workbench().webview('main.assistant .finding');
  }

  /** Where the cursor of the active editor stands, as the status bar says. */
  function cursorAt(line: number): Promise<void> {
    return workbench()
      .statusItem(new RegExp(`Ln ${String(line)}, Col`, 'u'))
      .waitFor();
  }

  async function documentText(name: string): Promise<string> {
    await workbench().tab(name).first().click();
    return workbench().editorText();
  }

  it('means no prompt where there is none', async () => {
    await workbench().runCommand('PromptOps: Open Assistant');
    const frame = await panel();
    await frame.getByRole('heading', { name: 'No prompt is meant yet' }).waitFor();
    await frame.getByRole('button', { name: 'Take the Prompt at the Cursor' }).waitFor();
    assert.ok((await frame.locator('.template').count()) >= 25, 'templates to start from');
    await workbench().runCommand('View: Close All Editors');
  });

  it('opens for the prompt under the cursor', async () => {
    await openAssistant();
    assert.match(await (await panel()).locator('h1').innerText(), /suggestions for this prompt/u);
  });

  it('says in which line of the document a suggestion is, and goes there', async () => {
    const lines = (await workbench().diskText(file)).split('\n');
    const line = lines.findIndex((text) => text.includes(weakLine)) + 1;
    const item = (await panel()).locator('.finding', { hasText: 'make sure' }).first();
    await item.getByRole('button', { name: `Line ${String(line)}`, exact: true }).click();
    await cursorAt(line);
    await workbench()
      .statusItem(/selected/u)
      .waitFor();
  });

  it('goes to the prompt', async () => {
    await (await panel()).getByRole('button', { name: `${file}:5`, exact: true }).click();
    await cursorAt(5);
  });

  it('sets as many rounds as the prompt is worth', async () => {
    const frame = await panel();
    assert.match(await frame.locator('.facts').innerText(), /\d+ requirements/u);
    await mkdir(path.dirname(workspaceSettingsPath(workbench())), { recursive: true });
    await writeFile(workspaceSettingsPath(workbench()), JSON.stringify({ 'promptops.run.iterations': 9 }));
    const button = frame.getByRole('button', { name: /^Set \d+ rounds$/u });
    const rounds = Number(/\d+/u.exec(await button.innerText())?.[0]);
    await button.click();
    await settingIs(workbench(), 'run.iterations', rounds);
    await frame.getByText(`Runs already take at most ${String(rounds)} rounds.`).waitFor();
  });

  it('applies a suggestion into the document', async () => {
    const item = (await panel()).locator('.finding', { hasText: 'make sure' }).first();
    await item.getByRole('button', { name: 'Apply' }).click();
    await workbench().until(
      'the edited document',
      async () => !(await documentText(file)).includes(weakLine),
    );
  });

  it('hides what is dismissed, also after a reload', async () => {
    const first = (await panel()).getByTitle(/^Dismiss: /u).first();
    const title = (await first.getAttribute('title')) ?? '';
    await first.click();
    const countDismissable = async (): Promise<number> =>
      (await panel()).getByTitle(title, { exact: true }).count();
    await workbench().until('the dismissal', async () => (await countDismissable()) === 0);
    await workbench().tab(file).first().click();
    await workbench().save();
    // The editor writes its memory of the workspace with a delay.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await workbench().reload();
    await workbench().runCommand('View: Close All Editors');
    await openAssistant();
    const again = (await panel()).getByRole('button', { name: /^Show dismissed \(1\)/u });
    await again.waitFor();
    assert.equal(await countDismissable(), 0);
    await again.click();
    await (await panel()).getByRole('button', { name: 'Take Back' }).click();
    await workbench().until('the suggestion', async () => (await countDismissable()) === 1);
  });
});

describe('templates', () => {
  const workbench = useWorkbench({ width: 1500, height: 950 });
  const folder = (): string => path.join(workbench().server.workspace, '.promptops', 'templates');

  async function shelf(): Promise<Frame> {
    return workbench().webview('main.assistant');
  }

  async function search(words: string): Promise<Frame> {
    const frame = await shelf();
    const box = frame.getByRole('searchbox', { name: 'Search templates' });
    // Each panel remembers by itself what is open: that of another prompt begins with the templates closed.
    if (!(await box.isVisible())) await frame.locator('summary', { hasText: 'Templates' }).click();
    await box.fill(words);
    return frame;
  }

  it('are inserted at the cursor by command', async () => {
    await workbench().openFile('README.md', 1);
    await workbench().runCommand('PromptOps: Insert Template…');
    const input = workbench().page.locator('.quick-input-widget input');
    await input.waitFor();
    await input.fill('Compare Two Answers');
    await workbench().pick('Compare Two Answers');
    await workbench().until('the template', async () =>
      (await workbench().editorText()).includes('Compare the two answers'),
    );
    await workbench().undo();
  });

  it('are at least 25 on the page, and found by words', async () => {
    await workbench().runCommand('PromptOps: Open Assistant');
    const frame = await shelf();
    await frame.locator('summary', { hasText: 'Templates' }).click();
    await frame.locator('.template').first().waitFor();
    assert.ok((await frame.locator('.template').count()) >= 25);
    for (const words of ['pairwise', 'legal clause', 'invoice', 'RAG citations', 'feedback']) {
      await search(words);
      await workbench().until(words, async () => {
        const count = await frame.locator('.template').count();
        return count > 0 && count < 5;
      });
    }
    await search('nothing of that kind');
    await frame.getByText('No template has all of these words.').waitFor();
  });

  it('are filled in and inserted at the cursor from the page', async () => {
    const frame = await search('pairwise');
    await frame.locator('.template-head').first().click();
    await frame.locator('.template-body .placeholder', { hasText: 'answer_a' }).first().waitFor();
    await frame
      .locator('.template-field', { hasText: 'answer_a' })
      .locator('textarea')
      .fill('It is <b>42</b>.');
    await frame.getByRole('button', { name: 'Insert at the Cursor' }).click();
    await workbench().tab('README.md').first().click();
    await workbench().until('the filled template', async () => {
      const text = await workbench().editorText();
      return text.includes('It is <b>42</b>.') && text.includes('{{answer_b}}');
    });
    await workbench().save();
    assert.match(await workbench().diskText('README.md'), /^.*Compare the two answers/su);
  });

  it('are made of a selection in the workspace, and shown as such', async () => {
    await workbench()
      .openFile('prompts/classify.prompt', 1)
      .catch(() => undefined);
    await workbench().focusEditor();
    await workbench().page.keyboard.press('Control+A');
    await (await search('')).getByRole('button', { name: 'Save Selection as Template…' }).click();
    await answerInput(workbench(), 'Mine');
    const saved = await workbench().until('the file', () =>
      readFile(path.join(folder(), 'mine.md'), 'utf8').catch(() => undefined),
    );
    assert.match(saved, /^---\ntitle: Mine\n/u);
    await workbench().runCommand('PromptOps: Open Assistant');
    // The page of the new prompt takes the place of the old one, whose frame goes while one looks at it.
    await workbench().until('the own template', async () => {
      const found = await search('Mine').catch(() => null);
      return (
        (await found
          ?.getByText('of this workspace')
          .first()
          .isVisible()
          .catch(() => false)) === true
      );
    });
  });

  it('of hostile files are refused by name, and run nothing', async () => {
    await mkdir(folder(), { recursive: true });
    const bomb = ['---', 'a: &a [x,x]', 'b: &b [*a,*a]', 'title: *b', '---', 'Text.'].join('\n');
    await writeFile(path.join(folder(), 'bomb.md'), bomb);
    await writeFile(path.join(folder(), 'none.md'), '<script>window.hacked=1</script>');
    const title = '<img src=x onerror=window.hacked=1>';
    await writeFile(
      path.join(folder(), 'markup.md'),
      `---\ntitle: "${title}"\ncategory: own\n---\n\n[run](command:promptops.apply)\n`,
    );
    await workbench().runCommand('PromptOps: Open Assistant');
    const frame = await search('');
    await frame.getByText(/bomb\.md is no template: /u).waitFor();
    await frame.getByText(/none\.md is no template: It does not begin with front matter/u).waitFor();
    const item = frame.locator('.template', { hasText: title });
    await item.locator('.template-head').click();
    await item.getByText('[run](command:promptops.apply)').waitFor();
    assert.equal(await frame.locator('.templates img, .templates a').count(), 0);
    assert.equal(await frame.evaluate(() => 'hacked' in window), false);
  });
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { runReportSchema } from '../../src/core/report/run-report.ts';
import { historyOnDisk } from './support/history-on-disk.ts';
import { useWorkbench } from './support/use-workbench.ts';

const file = 'support_agent.py';
const weakLine = 'Please make sure that you always read';

describe('the controls of a result', () => {
  const workbench = useWorkbench({ width: 1800, height: 1000 });

  const panel = (): Promise<Frame> => workbench().webview('.headline');
  const button = async (name: string): Promise<Locator> =>
    (await panel()).getByRole('button', { name, exact: true });

  /** Goes back to the panel after something else was shown in its place. */
  async function showPanel(): Promise<Frame> {
    await workbench().runCommand('PromptOps: Open Panel');
    return panel();
  }

  async function origins(): Promise<readonly string[]> {
    const prompts = await historyOnDisk(workbench().server.directory);
    const versions = prompts.find((prompt) => prompt.file === file)?.versions ?? [];
    return versions.map(({ origin, outcome }) => (outcome === null ? origin : `${origin} ${outcome}`));
  }

  before(async () => {
    await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench().openFile(file, 5);
    await workbench().clickLens('Optimize');
    await (await button('Apply')).waitFor();
  });

  it('goes to the prompt from its place', async () => {
    await workbench().tab(file).first().click();
    await workbench().goTo(30);
    await (await panel()).locator('.subject-place').click();
    await workbench()
      .statusItem(/^Ln 5, /u)
      .waitFor();
  });

  it('compares in the diff editor', async () => {
    await (await button('Compare in the Diff Editor')).click();
    await workbench().tab('Original ↔ Rewrite').waitFor();
    await workbench().runCommand('View: Close Editor');
  });

  it('copies the very text that it shows', async () => {
    await showPanel();
    await (await button('Copy the Rewrite')).click();
    const copied = await workbench().until('the copy', async () => {
      const text = await workbench().page.evaluate(() => navigator.clipboard.readText());
      return text !== '' && text;
    });
    assert.match(copied, /^You are a friendly AI assistant\.[\s\S]*\{message\}\n$/u);
    assert.equal(copied.includes(weakLine), false);
  });

  it('exports the report that it shows', async () => {
    await (await button('Export the Result')).click();
    const input = workbench().page.locator('.quick-input-widget .quick-input-filter input');
    await workbench().until('a proposed name', async () =>
      (await input.inputValue()).endsWith('.promptops.json'),
    );
    await workbench().page.keyboard.press('Enter');
    const name = 'SUPPORT_PROMPT.promptops.json';
    await workbench().until('the file', () => existsSync(path.join(workbench().server.workspace, name)));
    const report = runReportSchema.parse(JSON.parse(await workbench().diskText(name)));
    assert.equal(report.verdict, 'improved');
    await workbench().tab(name).waitFor();
    await workbench().runCommand('View: Close Editor');
  });

  it('opens its settings', async () => {
    await showPanel();
    await (await button('Open Settings')).click();
    await workbench().tab('Settings').waitFor();
    await workbench().page.locator('.settings-editor', { hasText: 'Iterations' }).waitFor();
    await workbench().runCommand('View: Close Editor');
  });

  it('shows the changes in three ways', async () => {
    const frame = await showPanel();
    const mode = (name: string): Promise<void> => frame.locator('.switch-option', { hasText: name }).click();
    await mode('Side by side');
    const columns = frame.locator('.diff-columns').first().locator('.diff-text');
    assert.equal(await columns.count(), 2);
    assert.equal(await columns.first().locator('ins').count(), 0);
    assert.equal(await columns.last().locator('del').count(), 0);
    await mode('Tokens');
    await frame.locator('.token-side').first().waitFor();
    await mode('Inline');
    await frame.locator('.diff-columns').waitFor({ state: 'detached' });
    assert.ok((await frame.locator('.diff-change').first().locator('del').count()) > 0);
  });

  it('marks placeholders and frozen parts', async () => {
    const frame = await panel();
    assert.equal(await frame.locator('.placeholder').first().innerText(), '{company}');
    assert.equal(await frame.locator('.frozen').first().innerText(), '120 words');
    assert.match(
      (await frame.locator('.frozen').first().getAttribute('title')) ?? '',
      /no rewrite may touch/u,
    );
  });

  it('opens what is folded', async () => {
    const frame = await panel();
    assert.equal(await frame.getByText('Customer message:').count(), 0);
    await frame.getByRole('button', { name: 'Show 4 unchanged lines' }).click();
    await frame.getByText('Customer message:').waitFor();
  });

  it('opens every number to its definition, its formula and its data', async () => {
    const frame = await panel();
    const tiles = await frame.locator('.metric').all();
    assert.ok(tiles.length >= 10, `${tiles.length} tiles`);
    for (const tile of tiles) {
      await tile.locator('summary').click();
      await tile.locator('.metric-formula').waitFor();
      assert.ok((await tile.locator('.metric-input').count()) > 0, await tile.innerText());
      await tile.locator('summary').click();
    }
  });

  it('opens and closes its sections, and keeps them so over a reload', async () => {
    const frame = await panel();
    for (const title of ['Contract', 'Rounds']) await frame.getByRole('heading', { name: title }).click();
    await frame.locator('.check code', { hasText: 'placeholders-kept' }).waitFor();
    const sentences = await frame.locator('.check-detail').allInnerTexts();
    assert.ok(sentences.length > 10 && sentences.every((sentence) => sentence !== ''), sentences.join('|'));
    await frame.getByRole('table', { name: 'Candidates of this run' }).waitFor();
    await frame.getByRole('heading', { name: 'Metrics' }).click();
    await frame.locator('.metric').first().waitFor({ state: 'hidden' });
    // In a browser the editor writes where its pages look every five seconds.
    await workbench().page.waitForTimeout(7000);
    await workbench().reload();
    const restored = await panel();
    await restored.locator('.check code', { hasText: 'placeholders-kept' }).waitFor();
    assert.equal(await restored.locator('.metric').first().isVisible(), false);
    await restored.getByRole('heading', { name: 'Metrics' }).click();
  });

  it('takes all changes or none, and every number follows', async () => {
    const frame = await panel();
    const tokens = frame.locator('.key-number', { hasText: 'Tokens' }).locator('.key-after');
    const whole = await tokens.innerText();
    const compression = frame.locator('.metric', { hasText: 'Compression' }).locator('.metric-value');
    const shorter = await compression.innerText();
    await frame.getByRole('checkbox').first().click();
    await workbench().until('more tokens', async () => Number(await tokens.innerText()) > Number(whole));
    assert.notEqual(await compression.innerText(), shorter);
    await (await button('Take none')).click();
    await frame.getByRole('heading', { name: 'Nothing is taken: this is the original' }).waitFor();
    assert.equal(await compression.innerText(), 'same length');
    await (await button('Take all')).click();
    await workbench().until('the tokens of the whole', async () => (await tokens.innerText()) === whole);
    assert.equal(await compression.innerText(), shorter);
  });

  it('applies, and takes back by its own button', async () => {
    const before = await workbench().diskText(file);
    await (await button('Apply')).click();
    await (await panel()).getByText('The rewrite is in the file.').first().waitFor();
    await workbench().until('the applied version', async () => (await origins()).includes('applied applied'));
    await (await button('Undo')).click();
    await (await panel()).getByText('The rewrite was taken back').first().waitFor();
    await workbench().until('the undone version', async () => (await origins()).includes('applied undone'));
    await workbench().tab(file).first().click();
    assert.equal(await workbench().savedText(file), before);
  });

  it('refuses to apply over a prompt that has changed, and runs again on its present text', async () => {
    await workbench().goTo(7, 1);
    await workbench().page.keyboard.type('Kindly ');
    await (await button('Apply')).click();
    await (await panel()).locator('.decision-note.is-stale').waitFor();
    await workbench().tab(file).first().click();
    assert.equal((await workbench().savedText(file)).includes('Kindly Please make sure'), true);
    await (await panel()).locator('.decision').getByRole('button', { name: 'Run Again' }).click();
    // The new run opens in a page of its own.
    await workbench().webview('.decision vscode-button', 'Apply');
    await (await button('Apply')).click();
    await (await panel()).getByText('The rewrite is in the file.').first().waitFor();
    await workbench().tab(file).first().click();
    const text = await workbench().savedText(file);
    assert.equal(text.includes('Kindly'), false);
    assert.equal(text.includes(weakLine), false);
  });

  it('runs again from its toolbar', async () => {
    await (await panel()).getByRole('toolbar').getByRole('button', { name: 'Run Again' }).click();
    await workbench().webview('h1', 'Keep the original');
    assert.equal(await (await panel()).getByRole('button', { name: /^Apply/u }).count(), 0);
  });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { ROOT } from '../../scripts/support/paths.ts';
import { useWorkbench } from './support/use-workbench.ts';

/** Nothing was chosen and no key is there; the browser reaches this machine alone. */
describe('the walkthrough in the real editor', () => {
  const workbench = useWorkbench({ width: 1500, height: 950 });

  const step = (title: string): Locator =>
    workbench().page.locator('.getting-started-step', { hasText: title }).first();

  async function openWalkthrough(): Promise<void> {
    await workbench().runCommand('Welcome: Open Walkthrough...');
    await workbench().pick('PromptOps');
    await step('Try a sample prompt').waitFor({ timeout: 30_000 });
  }

  async function choose(title: string, button: string): Promise<void> {
    // The picture and the steps stay where they are: what a step opens comes up beside them.
    if (!(await step(title).locator('.monaco-button').first().isVisible())) await step(title).click();
    await step(title).locator('.monaco-button', { hasText: button }).click();
  }

  /** A step is done when its circle is checked. */
  async function waitUntilDone(title: string): Promise<void> {
    await step(title).locator('.codicon-getting-started-step-checked').waitFor({ timeout: 20_000 });
  }

  it('has five steps, the first one open, none done', async () => {
    await openWalkthrough();
    const titles = await workbench().page.locator('.getting-started-step .step-title').allInnerTexts();
    assert.deepEqual(titles, [
      'Try a sample prompt',
      'See what weakens it',
      'Decide on a rewrite',
      'Go back whenever you like',
      'Choose a language model',
    ]);
    assert.equal(
      await workbench()
        .page.locator('.getting-started-step .codicon-getting-started-step-checked:visible')
        .count(),
      0,
    );
    await step('Try a sample prompt').locator('.monaco-button', { hasText: 'Open Sample Prompt' }).waitFor();
  });

  it('completes the first step offline: the sample prompt is open, found and counted', async () => {
    await choose('Try a sample prompt', 'Open Sample Prompt');
    await workbench().lens('Optimize').first().waitFor({ timeout: 30_000 });
    await workbench()
      .lens(/^\d+ tokens$/u)
      .first()
      .waitFor({ timeout: 30_000 });
    const sample = await readFile(path.join(ROOT, 'media', 'sample', 'support_agent.py'), 'utf8');
    assert.equal((await workbench().editorText()).trim(), sample.trim());
    await waitUntilDone('Try a sample prompt');
  });

  it('shows what weakens the sample', async () => {
    await choose('See what weakens it', 'Show Problems');
    await workbench().page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: 30_000 });
    await waitUntilDone('See what weakens it');
  });

  it('optimizes the prompt that was open beside it, by rules', async () => {
    await choose('Decide on a rewrite', 'Optimize Prompt');
    const panel = await workbench().webview('.headline');
    assert.match(await panel.locator('.headline').innerText(), /shorter|improved/iu);
    await waitUntilDone('Decide on a rewrite');
  });

  it('shows the history, and asks which model', async () => {
    await choose('Go back whenever you like', 'Show History');
    await workbench().rows('History').first().waitFor({ timeout: 30_000 });
    await waitUntilDone('Go back whenever you like');
    await choose('Choose a language model', 'Select Model');
    const pick = workbench().page.locator('.quick-input-widget');
    await pick.getByText('Select Model').first().waitFor({ timeout: 20_000 });
    await workbench().page.keyboard.press('Escape');
    await waitUntilDone('Choose a language model');
  });
});

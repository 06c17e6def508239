import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { runReportSchema } from '../../src/core/report/run-report.ts';
import { useWorkbench } from './support/use-workbench.ts';

describe('what can be done with a result', () => {
  const workbench = useWorkbench();

  before(async () => {
    await writeFile(path.join(workbench().server.workspace, 'plain.py'), 'answer = 42\n');
    await workbench().openFile('support_agent.py', 5);
    await workbench().clickLens('Optimize');
    await panel();
  });

  function panel(): Promise<Frame> {
    return workbench().webview('.headline');
  }

  it('turns single changes down and up again, and every number follows', async () => {
    const frame = await panel();
    const tokens = frame.locator('.key-number', { hasText: 'Tokens' }).locator('.key-after');
    const whole = await tokens.innerText();
    const first = frame.getByRole('checkbox').first();
    await first.click();
    await workbench().until('more tokens', async () => Number(await tokens.innerText()) > Number(whole));
    await first.click();
    await workbench().until('the tokens of the whole', async () => (await tokens.innerText()) === whole);
  });

  it('moves λ by keyboard', async () => {
    const slider = (await panel()).getByRole('slider').first();
    await slider.focus();
    await slider.press('Home');
    await workbench().until(
      'λ at 0',
      async () => (await slider.inputValue()) === (await slider.getAttribute('min')),
    );
  });

  it('compares original and rewrite in the diff editor', async () => {
    await workbench().runCommand('PromptOps: Compare Versions…');
    await workbench().tab('Original ↔ Rewrite').waitFor();
    await workbench().runCommand('View: Close Editor');
    await workbench().tab('support_agent.py').first().click();
  });

  it('exports the report as a document that holds to its schema', async () => {
    await workbench().runCommand('PromptOps: Export Result…');
    const file = path.join(workbench().server.workspace, 'SUPPORT_PROMPT.promptops.json');
    const input = workbench().page.locator('.quick-input-widget .quick-input-filter input');
    await workbench().until('the proposed name', async () =>
      (await input.inputValue()).endsWith('.promptops.json'),
    );
    await workbench().page.keyboard.press('Enter');
    await workbench().until('the file', () => existsSync(file));
    const report = runReportSchema.parse(
      JSON.parse(await workbench().diskText('SUPPORT_PROMPT.promptops.json')),
    );
    assert.equal(report.prompt.name, 'SUPPORT_PROMPT');
    await workbench().tab('SUPPORT_PROMPT.promptops.json').waitFor();
  });

  it('keeps the original without touching the file', async () => {
    const before = await workbench().diskText('support_agent.py');
    await workbench().runCommand('PromptOps: Open Panel');
    await (await panel()).getByRole('button', { name: 'Keep Original' }).click();
    await (await panel()).getByText('The original is kept.').first().waitFor();
    assert.equal(await workbench().diskText('support_agent.py'), before);
  });

  it('says what to do when there is no prompt', async () => {
    await workbench().openFile('plain.py');
    await workbench().runCommand('PromptOps: Optimize Prompt');
    await workbench().toast('No prompt was found in plain.py').waitFor();
  });
});

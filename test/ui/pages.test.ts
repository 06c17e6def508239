import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './support/use-workbench.ts';

describe('the pages of the panel in the editor', () => {
  const workbench = useWorkbench();
  const settingsFile = (): string => path.join(workbench().server.workspace, '.vscode', 'settings.json');
  const panel = (): Promise<Frame> => workbench().webview('.panel');
  // A file that is just being written is no JSON yet.
  const settings = async (): Promise<Record<string, unknown>> => {
    try {
      return JSON.parse(await readFile(settingsFile(), 'utf8')) as Record<string, unknown>;
    } catch {
      return {};
    }
  };
  const settingIs = (name: string, value: unknown): Promise<unknown> =>
    workbench().until(
      `${name} in the settings`,
      async () => JSON.stringify((await settings())[`promptops.run.${name}`]) === JSON.stringify(value),
    );
  const openPage = async (name: string): Promise<Frame> => {
    const frame = await panel();
    await frame.getByRole('button', { name, exact: true }).click();
    return frame;
  };
  const answer = async (text: string): Promise<void> => {
    const input = workbench().page.locator('.quick-input-widget input');
    await input.waitFor();
    // A dialog writes the name that it proposes a moment after it has opened.
    await workbench().until('the answer to stand', async () => {
      await input.fill(text);
      await workbench().page.waitForTimeout(300);
      return (await input.inputValue()) === text;
    });
    await input.press('Enter');
  };

  before(async () => {
    await workbench().openFile('support_agent.py', 5);
    await workbench().clickLens('Optimize');
    await (await workbench().webview('.headline')).getByRole('button', { name: 'Apply' }).click();
  });

  it('write what is set in the Controller into the settings of the workspace', async () => {
    const frame = await openPage('TFM Controller');
    await frame.getByRole('textbox', { name: 'Candidates' }).fill('6');
    await settingIs('candidates', 6);
    await frame.getByLabel('Schedule').selectOption('overlapped');
    await frame.getByRole('textbox', { name: 'Condense by about (b)' }).fill('50');
    await settingIs('stabiliseTarget', 0.5);
    await frame.getByRole('button', { name: 'Reset Candidates' }).click();
    await settingIs('candidates', undefined);
  });

  it('show in the Controller what is set in the settings', async () => {
    await writeFile(settingsFile(), JSON.stringify({ 'promptops.run.iterations': 9 }));
    const frame = await panel();
    const field = frame.getByRole('textbox', { name: 'Iterations' });
    await workbench().until('9 iterations', async () => (await field.inputValue()) === '9');
  });

  it('save, apply and delete a favorite', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Save for This Workspace…' }).click();
    await answer('Thorough');
    await frame.getByText('Thorough').waitFor();
    await frame.getByRole('button', { name: 'Reset all' }).click();
    await settingIs('iterations', undefined);
    await frame.getByRole('button', { name: 'Apply: Thorough' }).click();
    await settingIs('iterations', 9);
    await frame.getByRole('button', { name: 'Delete…: Thorough' }).click();
    await workbench().page.getByRole('button', { name: 'Delete', exact: true }).click();
    await frame.getByText('Thorough').waitFor({ state: 'detached' });
  });

  it('add up in Analytics what was run and applied, and write it where the person says', async () => {
    const frame = await openPage('Analytics');
    await frame
      .getByRole('heading', { level: 1, name: /The applied rewrite saves \d+ tokens per call/u })
      .waitFor();
    await frame.getByRole('button', { name: 'Export…' }).click();
    const target = path.join(workbench().server.workspace, 'numbers.csv');
    await answer(target);
    const csv = await workbench().until('the file', () => readFile(target, 'utf8').catch(() => undefined));
    const [head = '', day = ''] = csv.split('\r\n');
    const column = (name: string): string => day.split(',')[head.split(',').indexOf(name)] ?? '';
    assert.deepEqual([column('runs'), column('applied'), column('calls')], ['1', '1', '0']);
    assert.ok(Number(column('tokens_saved_per_call')) > 0);
  });

  it('keep a chart as a picture', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Save as PNG Runs by verdict' }).click();
    const target = path.join(workbench().server.workspace, 'verdicts.png');
    await answer(target);
    const bytes = await workbench().until('the picture', () => readFile(target).catch(() => undefined));
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  });

  it('forecast a month from the calls that are entered', async () => {
    const frame = await panel();
    const field = frame.getByLabel('Calls of these prompts per day');
    await field.fill('1000');
    await field.press('Enter');
    await frame.getByRole('cell', { name: '30,000' }).waitFor();
  });

  it('open by command at the page that is asked for', async () => {
    await workbench().runCommand('PromptOps: Open TFM Controller');
    await (await panel()).getByRole('textbox', { name: 'Iterations' }).waitFor();
  });
});

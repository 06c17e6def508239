import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { defaultRunSettings } from '../../src/core/pcv/run-settings.ts';
import { settingNames } from '../../src/core/pcv/setting-values.ts';
import type { Frame, Locator } from 'playwright-core';
import {
  answerInput,
  machineSettingIs,
  readSettingsFile,
  settingIs,
  workspaceSettingsPath,
} from './support/settings-files.ts';
import { useModelWorkbench } from './support/use-model.ts';

/** What is typed for each number, and what the setting is then; shares are typed in percent. */
const numbers = [
  ['Candidates', 'candidates', '6', 6],
  ['Expand by at most (a)', 'divergeAllowance', '15', 0.15],
  ['Condense by about (b)', 'stabiliseTarget', '50', 0.5],
  ['Temperature', 'temperature', '0.2', 0.2],
  ['Judge repeats', 'judgeRepeats', '1', 1],
  ['Margin δ', 'margin', '1.5', 1.5],
  ['Error rate α', 'alpha', '0.01', 0.01],
  ['Repeats', 'repeats', '3', 3],
  ['Screening cases', 'screeningCases', '5', 5],
  ['Kept for the verdict', 'holdoutShare', '40', 0.4],
  ['Reasoning cases', 'reasoningCases', '4', 4],
  ['Iterations', 'iterations', '8', 8],
  ['Patience', 'patience', '3', 3],
  ['Least gain', 'convergenceThreshold', '0.5', 0.5],
  ['Trade-off λ', 'lambda', '0.6', 0.6],
  ['Target quality', 'targetQuality', '90', 90],
] as const;

const switches = [
  ['Both orders', 'bothOrders'],
  ['Requirement coverage', 'requirementCoverage'],
  ['Headroom gate', 'headroomGate'],
] as const;

const limits = [
  ['Calls of a run', 'budget.calls', '50', 50],
  ['Tokens of a run', 'budget.tokens', '90000', 90_000],
  ['Money of a run', 'budget.costUsd', '0.25', 0.25],
  ['Time of a run', 'budget.seconds', '90', 90],
  ['Runs at once', 'concurrency', '3', 3],
] as const;

describe('the TFM Controller in the editor', () => {
  const { workbench } = useModelWorkbench(() => ({ kind: 'answer', text: '{}' }), {
    width: 1500,
    height: 1000,
  });
  const panel = (): Promise<Frame> => workbench().webview('main.controller');
  const box = async (name: string): Promise<Locator> =>
    (await panel()).getByRole('textbox', { name, exact: true });
  const setting = (name: string, value: unknown): Promise<unknown> =>
    settingIs(workbench(), `run.${name}`, value);
  const forecast = async (): Promise<string> =>
    (await panel()).locator('.headline-reason').first().innerText();

  before(async () => {
    await workbench().openFile('support_agent.py', 5);
    await workbench().lens('Optimize').first().waitFor();
    await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    // The Assistant opens a panel about a prompt without a run.
    await workbench().runCommand('PromptOps: Open Assistant');
    const frame = await workbench().webview('main.assistant');
    await frame.getByRole('button', { name: 'TFM Controller', exact: true }).click();
  });

  it('shows every parameter with a sentence of help and its default', async () => {
    const frame = await panel();
    const notes = await frame.locator('.field > .note[id^="help-"]').allTextContents();
    assert.ok(notes.length >= settingNames.length, String(notes.length));
    for (const note of notes) assert.match(note, /^\S.+\. Default: .+\.$/su);
    for (const module of ['Proposer', 'Critic', 'Verifier']) {
      const card = frame.locator('.controller-module', { hasText: module }).first();
      assert.match(await card.innerText(), /Model\s+tiny/u);
    }
  });

  it('writes each number that is typed into the settings of the workspace', async () => {
    for (const [label, , text] of numbers) await (await box(label)).fill(text);
    for (const [, name, , value] of numbers) await setting(name, value);
  });

  it('writes switches, choices, operators and weights', async () => {
    const frame = await panel();
    for (const [label] of switches) await frame.getByRole('checkbox', { name: `On ${label}` }).click();
    await frame.getByLabel('Schedule', { exact: true }).selectOption('overlapped');
    await frame.getByLabel('Explanations', { exact: true }).selectOption('model');
    await frame.getByRole('checkbox', { name: 'Merge Operators' }).click();
    await (await box('Economy')).fill('30');
    for (const [, name] of switches) await setting(name, false);
    await setting('schedule', 'overlapped');
    await setting('explain', 'model');
    await setting('operators', ['patch', 'stabilise', 'diverge']);
    await setting('rubricWeights', { ...defaultRunSettings.rubricWeights, economy: 30 });
    const written = await readSettingsFile(workspaceSettingsPath(workbench()));
    const missing = settingNames.filter((name) => !(`promptops.run.${name}` in written));
    assert.deepEqual(missing, []);
  });

  it('says while one types what a value cannot be, and writes nothing of it', async () => {
    const frame = await panel();
    for (const [label, wrong, said] of [
      ['Iterations', '2', 'A whole number from 3 to 10.'],
      ['Candidates', '2.5', 'A whole number from 1 to 8.'],
      ['Error rate α', 'much', 'A number from 0.001 to 0.2.'],
      ['Target quality', '101', 'A number from 1 to 100.'],
      ['Economy', '-1', 'A number from 0 to 100.'],
    ] as const) {
      const field = await box(label);
      await field.fill(wrong);
      assert.equal(await frame.getByRole('alert').innerText(), said);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      await field.blur();
      await frame.getByRole('alert').waitFor({ state: 'detached' });
    }
    await setting('iterations', 8);
    await setting('candidates', 6);
  });

  it('counts calls, tokens, money and time of a run as the parameters change', async () => {
    await (await box('Candidates')).fill('2');
    await setting('candidates', 2);
    const few = await workbench().until('the forecast', async () => {
      const text = await forecast();
      return /Forecast of a run: .* calls · .* tokens · \$.* · .* s[,.]/u.test(text) && text;
    });
    await (await box('Candidates')).fill('8');
    const callsOf = (text: string): number =>
      Number(/[–\s]([\d,]+) calls/u.exec(text)?.[1]?.replace(',', ''));
    await workbench().until('a larger forecast', async () => callsOf(await forecast()) > callsOf(few));
    await (await box('Candidates')).blur();
  });

  it('shows what is written into the settings by hand', async () => {
    const file = workspaceSettingsPath(workbench());
    await writeFile(file, JSON.stringify({ 'promptops.run.iterations': 9, 'promptops.run.explain': 'off' }));
    const field = await box('Iterations');
    await workbench().until('9 iterations', async () => (await field.inputValue()) === '9');
    const frame = await panel();
    assert.equal(await frame.getByLabel('Explanations', { exact: true }).inputValue(), 'off');
    assert.equal(await (await box('Candidates')).inputValue(), '4');
  });

  it('saves, applies, renames, shares, imports and deletes favorites', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Save for This Workspace…' }).click();
    await answerInput(workbench(), 'Thorough');
    await frame.getByText('Thorough').waitFor();
    await frame.getByRole('button', { name: 'Reset all' }).click();
    await setting('iterations', undefined);
    await setting('explain', undefined);
    await frame.getByRole('button', { name: 'Apply: Thorough' }).click();
    await setting('iterations', 9);
    await setting('explain', 'off');
    await frame.getByRole('button', { name: 'Rename…: Thorough' }).click();
    await answerInput(workbench(), 'Long');
    await frame.getByRole('button', { name: 'Share: Long' }).click();
    await workbench().toast('is on the clipboard as JSON').waitFor();
    const shared = JSON.parse(
      await workbench().page.evaluate(() => navigator.clipboard.readText()),
    ) as object;
    assert.deepEqual(shared, {
      format: 'promptops-settings',
      version: 1,
      name: 'Long',
      settings: { iterations: 9, explain: 'off' },
    });
    await workbench().clearToasts();
    await (await panel()).getByRole('button', { name: 'Import from clipboard' }).click();
    await answerInput(workbench(), 'Imported');
    await frame.getByRole('button', { name: 'Set as default: Imported' }).click();
    await frame.getByRole('button', { name: 'No longer default: Imported' }).waitFor();
    await frame.getByRole('button', { name: 'Delete…: Long' }).click();
    await workbench().page.getByRole('button', { name: 'Delete', exact: true }).click();
    await frame.getByText('Long', { exact: true }).waitFor({ state: 'detached' });
  });

  it('goes back to the default favorite, then parameter by parameter to the defaults', async () => {
    const frame = await panel();
    await (await box('Iterations')).fill('4');
    await setting('iterations', 4);
    await frame.getByRole('button', { name: 'Reset all' }).click();
    await setting('iterations', 9);
    await frame.getByRole('button', { name: 'Reset Iterations' }).click();
    await setting('iterations', undefined);
  });

  it('keeps changes in the user settings when these are chosen', async () => {
    const frame = await panel();
    const before = await readFile(workspaceSettingsPath(workbench()), 'utf8');
    await frame.getByLabel('Kept in').selectOption('user');
    await (await box('Patience')).fill('5');
    await workbench().runCommand('Preferences: Open User Settings (JSON)');
    await workbench().until('the user settings', async () =>
      (await workbench().editorText()).includes('"promptops.run.patience": 5'),
    );
    await workbench().runCommand('View: Close Editor');
    assert.equal(await readFile(workspaceSettingsPath(workbench()), 'utf8'), before);
    await (await panel()).getByLabel('Kept in').selectOption('workspace');
  });

  it('keeps limits in the settings of the machine, whatever the place', async () => {
    const frame = await panel();
    await frame.getByText('Limits and history', { exact: true }).click();
    for (const [label, , text] of limits) await (await box(label)).fill(text);
    for (const [, name, , value] of limits) await machineSettingIs(workbench(), name, value);
    await (await box('Calls of a run')).fill('');
    await machineSettingIs(workbench(), 'budget.calls', null);
    await (await box('Runs at once')).fill('9');
    assert.equal(await frame.getByRole('alert').innerText(), 'A whole number from 1 to 8.');
    await (await box('Runs at once')).blur();
    await machineSettingIs(workbench(), 'concurrency', 3);
  });

  it('keeps edits by hand or not, as the workspace says', async () => {
    const frame = await panel();
    await frame.getByRole('checkbox', { name: 'On Edits by hand' }).click();
    await settingIs(workbench(), 'history.recordEdits', false);
    await frame.getByRole('checkbox', { name: 'Off Edits by hand' }).waitFor();
  });

  it('leads to the settings of the test cases and to the choice of a model', async () => {
    await (await panel()).getByRole('button', { name: 'Change…: Test cases' }).click();
    await workbench().tab('Settings').waitFor();
    await workbench().page.locator('.settings-editor').getByText('promptops.tests').first().waitFor();
    await workbench().runCommand('View: Close Editor');
    await (await panel()).getByRole('button', { name: 'Select model…' }).click();
    await workbench().page.locator('.quick-input-widget').getByText('Rules').first().waitFor();
    await workbench().page.keyboard.press('Escape');
  });
});

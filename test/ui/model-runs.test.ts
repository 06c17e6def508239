import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Script } from '../support/scripted-server.ts';
import { historyOnDisk } from './support/history-on-disk.ts';
import { SAMPLE_CASES, sampleTeam, writeSampleCases } from './support/sample-team.ts';
import { useModelWorkbench } from './support/use-model.ts';

const file = 'support_agent.py';

/** What the endpoint does at the moment. */
let endpoint: 'answers' | 'hangs' | 'denies the key' = 'hangs';

const answers = sampleTeam();

const script: Script = (request, index) => {
  switch (endpoint) {
    case 'answers':
      return answers(request, index);
    case 'hangs':
      return { kind: 'hang', after: 'nothing' };
    case 'denies the key':
      return { kind: 'status', status: 401, body: { error: { message: 'Incorrect API key provided.' } } };
  }
};

describe('runs with a model in the panel', () => {
  const { workbench, server } = useModelWorkbench(script, {
    width: 1800,
    height: 1000,
    machineSettings: {
      'promptops.tests': SAMPLE_CASES,
      'promptops.budget.calls': 5000,
      'promptops.run.screeningCases': 20,
    },
  });
  const panel = (): Promise<Frame> => workbench().webview('.panel');

  async function press(name: string): Promise<void> {
    await (await panel()).locator('.decision').getByRole('button', { name, exact: true }).click();
  }

  /** Tokens of the text that is selected, as the panel writes them. */
  async function shownTokens(): Promise<string> {
    const number = (await panel()).locator('.key-number').filter({ hasText: /^Tokens/u });
    return number.locator('.key-after').innerText();
  }

  async function rewrites(): Promise<number> {
    const prompts = await historyOnDisk(workbench().server.directory);
    const versions = prompts.find((prompt) => prompt.file === file)?.versions ?? [];
    return versions.filter(({ origin }) => origin !== 'original').length;
  }

  before(async () => {
    await writeSampleCases(workbench().server.workspace);
    await workbench().openFile(file, 5);
    await workbench().clickLens('Optimize');
    await workbench().clickDialogButton('Send and Optimize');
  });

  it('are cancelled by their button: calls end, the original stays', async () => {
    const before = await workbench().diskText(file);
    await workbench().until('a call under way', () => server().requests.length > 0);
    await press('Cancel');
    const ending = (await panel()).getByText(/The run was cancelled/u);
    await ending.first().waitFor();
    await workbench().until('every call given up', () => server().abandoned() === server().requests.length);
    assert.equal(await workbench().diskText(file), before);
    assert.equal(await rewrites(), 0);
  });

  it('say what went wrong, and offer what mends it', async () => {
    endpoint = 'denies the key';
    await (await panel()).getByRole('toolbar').getByRole('button', { name: 'Run Again' }).click();
    const frame = await workbench().webview('.message [role=alert]');
    assert.match(await frame.locator('[role=alert]').innerText(), /key/u);
    await press('Set API Key');
    await workbench().page.locator('.quick-input-widget').waitFor();
    await workbench().page.keyboard.press('Escape');
    await press('Select Model');
    await workbench().page.locator('.quick-input-widget').waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  it('go on from there when the endpoint answers again', async () => {
    endpoint = 'answers';
    await press('Run Again');
    const frame = await workbench().webview('.decision vscode-button', 'Apply');
    await frame.getByRole('heading', { name: /measured on \d+ cases \(E3\)/u }).waitFor();
  });

  it('let one pick another candidate, in the table and in the chart', async () => {
    const frame = await panel();
    const first = await shownTokens();
    const radios = frame.getByRole('table', { name: 'Candidates on the front' }).getByRole('radio');
    assert.ok((await radios.count()) >= 2, `${await radios.count()} candidates`);
    await radios.and(frame.locator(':not(:checked)')).first().click();
    await workbench().until('other numbers', async () => (await shownTokens()) !== first);
    await frame.locator('.chart-member:not(.is-pick) circle.chart-point').first().click();
    await workbench().until('the first numbers', async () => (await shownTokens()) === first);
  });

  it('apply the very text that is picked', async () => {
    const frame = await panel();
    const shown = (await shownTokens()).replaceAll(/\D/gu, '');
    await press('Apply');
    await frame.getByText('The rewrite is in the file.').first().waitFor();
    await workbench().tab(file).first().click();
    await workbench().lens(`${shown} tokens`).first().waitFor();
    await workbench().until('the versions', async () => (await rewrites()) > 0);
  });
});

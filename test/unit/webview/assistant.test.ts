import assert from 'node:assert/strict';
import type { AssistantPage } from '../../../src/protocol/assistant-page.ts';
import { assistantPages } from './assistant-states.ts';
import { axeViolations } from './axe.ts';
import type { OpenPanel } from './open-panel.ts';
import { states } from './states.ts';
import { type Theme, themes } from './themes.ts';
import { usePanels } from './use-panels.ts';

const [dark] = themes as readonly [Theme];

describe('the Assistant page in a browser', function () {
  this.timeout(60_000);
  const openPanel = usePanels();
  let panel: OpenPanel;

  afterEach(() => panel.close());

  async function open(theme: Theme, width = 900): Promise<void> {
    panel = await openPanel({ theme, width });
    await panel.show(states.analysis);
    await panel.page.getByRole('button', { name: 'Assistant', exact: true }).click();
    await panel.takeSent();
  }

  async function show(page: AssistantPage): Promise<void> {
    await panel.page.evaluate((data) => window.postMessage({ type: 'page', page: data }), page);
    await panel.page.waitForSelector('main.assistant');
    await panel.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  }

  async function sentBy(name: string | RegExp): Promise<unknown> {
    await panel.page.getByRole('button', { name }).first().click();
    const sent = await panel.takeSent();
    return sent.length === 1 && sent[0]?.type === 'assistant' ? sent[0].request : sent;
  }

  for (const theme of themes) {
    it(`has nothing that axe marks, and keeps the policy, in the ${theme.name} theme`, async () => {
      await open(theme);
      for (const [name, page] of Object.entries(assistantPages)) {
        await show(page);
        assert.deepEqual(await axeViolations(panel), [], name);
      }
      assert.deepEqual(panel.problems, []);
    });
  }

  it('is never wider than its page at 300 pixels', async () => {
    await open(dark, 300);
    for (const [name, page] of Object.entries(assistantPages)) {
      await show(page);
      const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 300, `${name} is ${String(width)} pixels wide`);
    }
  });

  it('sends what each control says', async () => {
    await open(dark);
    await show(assistantPages.suggestions);
    assert.deepEqual(await sentBy('Apply'), { type: 'apply', id: 'one' });
    assert.deepEqual(await sentBy('Dismiss'), { type: 'dismiss', id: 'one', isDismissed: true });
    assert.deepEqual(await sentBy('Set 6 rounds'), { type: 'set-iterations' });
    assert.deepEqual(await sentBy('examples/support_agent.py:12'), { type: 'reveal' });
    await show(assistantPages.empty);
    assert.deepEqual(await sentBy('Take the Prompt at the Cursor'), { type: 'choose-prompt' });
  });

  it('shows dismissed suggestions on request and takes them back', async () => {
    await open(dark);
    await show(assistantPages.suggestions);
    assert.equal(await panel.page.locator('.finding').count(), 2);
    await panel.page.getByRole('button', { name: 'Show dismissed (1)' }).click();
    assert.equal(await panel.page.locator('.finding').count(), 3);
    assert.deepEqual(await sentBy('Take Back'), { type: 'dismiss', id: 'three', isDismissed: false });
  });

  it('searches, opens, fills in and inserts templates', async () => {
    await open(dark);
    await show(assistantPages.empty);
    const { page } = panel;
    await page.getByRole('searchbox').fill('judge');
    assert.deepEqual((await panel.takeSent()).at(-1), {
      type: 'assistant',
      request: { type: 'search-templates', query: 'judge' },
    });
    assert.deepEqual(await sentBy(/^Answer from Sources/u), { type: 'open-template', id: null });
    await page.getByRole('textbox', { name: /question/u }).fill('Why?');
    assert.deepEqual(await sentBy('Insert at the Cursor'), {
      type: 'insert-template',
      id: 'rag-answer',
      values: { question: 'Why?' },
    });
  });

  it('talks with the model, applies its edits and stops it', async () => {
    await open(dark);
    await show(assistantPages.talk);
    const { page } = panel;
    assert.deepEqual(await sentBy('Ask the Model'), { type: 'ask-model' });
    assert.deepEqual(await sentBy('Apply Edit'), { type: 'apply-edit', id: 'm2:1' });
    assert.deepEqual(await sentBy('Try Again'), { type: 'retry' });
    const field = page.getByRole('textbox', { name: 'Ask about this prompt' });
    await field.fill('Why so long?');
    await field.press('Enter');
    assert.deepEqual(await panel.takeSent(), [
      { type: 'assistant', request: { type: 'say', text: 'Why so long?' } },
    ]);
    assert.equal(await field.inputValue(), '');
    await show(assistantPages.streaming);
    assert.deepEqual(await sentBy('Stop'), { type: 'stop' });
    await show(assistantPages.suggestions);
    assert.deepEqual(await sentBy('Select Model'), { type: 'select-model' });
  });

  it('shows hostile text as text', async () => {
    await open(dark);
    await show(assistantPages.talk);
    const { page } = panel;
    assert.equal(await page.evaluate(() => 'pwned' in window), false);
    assert.equal(await page.locator('main img, main script, main a').count(), 0);
    assert.match((await page.locator('.evidence').textContent()) ?? '', /<img src=x/u);
    assert.deepEqual(panel.problems, []);
  });
});

import assert from 'node:assert/strict';
import { axeViolations } from './axe.ts';
import type { OpenPanel } from './open-panel.ts';
import { analyticsPage, controllerPage } from './pages.ts';
import { states } from './states.ts';
import { type Theme, themes } from './themes.ts';
import { usePanels } from './use-panels.ts';

const [dark] = themes as readonly [Theme];

describe('the pages of the panel in a browser', function () {
  const openPanel = usePanels();
  let panel: OpenPanel;

  afterEach(() => panel.close());

  const pages = {
    controller: controllerPage(),
    'controller of the rules': controllerPage({ engine: 'rules', favorites: [], hasWorkspace: false }),
    analytics: analyticsPage(),
    'empty analytics': analyticsPage({
      days: [],
      roles: [],
      prompts: null,
      usage: { basis: null, month: null, model: '', inputPrice: null },
    }),
  };

  for (const theme of themes) {
    it(`have nothing that axe marks, and keep the policy, in the ${theme.name} theme`, async () => {
      panel = await openPanel({ theme });
      await panel.show(states.result);
      for (const [name, page] of Object.entries(pages)) {
        await panel.showPage(page);
        assert.deepEqual(await axeViolations(panel), [], name);
      }
      assert.deepEqual(panel.problems, []);
      assert.equal(await panel.page.evaluate(() => 'hacked' in window), false);
    }).timeout(60_000);
  }

  it('are never wider than the panel, from 300 pixels on', async () => {
    panel = await openPanel({ theme: dark, width: 300 });
    await panel.show(states.result);
    for (const [name, page] of Object.entries(pages)) {
      await panel.showPage(page);
      const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 300, `${name} is ${width} pixels wide`);
    }
  });

  it('are opened from the tabs by keyboard, and remembered', async () => {
    panel = await openPanel({ theme: dark });
    await panel.show(states.result);
    await panel.page.getByRole('button', { name: 'Result', exact: true }).focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.takeSent(), [{ type: 'open-page', page: 'controller' }]);
    await panel.showPage(controllerPage());
    const memory: unknown = await panel.page.evaluate(() => window.keptByPanel);
    await panel.close();
    panel = await openPanel({ theme: dark, memory });
    assert.deepEqual(await panel.takeSent(), [{ type: 'open-page', page: 'controller' }]);
  });

  describe('of the Controller', () => {
    beforeEach(async () => {
      panel = await openPanel({ theme: dark });
      await panel.show(states.result);
      await panel.showPage(controllerPage());
      await panel.takeSent();
    });

    const requested = async (): Promise<readonly unknown[]> =>
      (await panel.takeSent()).map((message) => ('request' in message ? message.request : message));

    it('sends a number as it is typed, and says why another one is none', async () => {
      const field = panel.page.getByRole('textbox', { name: 'Candidates' });
      await field.fill('6');
      assert.deepEqual(await requested(), [{ type: 'set', name: 'candidates', value: 6 }]);
      await field.fill('99');
      assert.deepEqual(await requested(), []);
      assert.equal(await panel.page.getByRole('alert').textContent(), 'A whole number from 1 to 8.');
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      await field.fill('3');
      assert.equal(await panel.page.getByRole('alert').count(), 0);
    });

    it('takes shares in percent, and steps by arrow keys', async () => {
      const field = panel.page.getByRole('textbox', { name: 'Condense by about (b)' });
      assert.equal(await field.inputValue(), '35');
      await field.press('ArrowUp');
      assert.deepEqual(await requested(), [{ type: 'set', name: 'stabiliseTarget', value: 0.36 }]);
    });

    it('keeps what is being typed while the host answers', async () => {
      const field = panel.page.getByRole('textbox', { name: 'Temperature' });
      await field.fill('1.');
      await panel.showPage(controllerPage({ values: { ...controllerPage().values, temperature: 1 } }));
      assert.equal(await field.inputValue(), '1.');
      await field.blur();
      assert.equal(await field.inputValue(), '1');
    });

    it('switches, chooses, weighs, and keeps the last operator', async () => {
      await panel.page.getByRole('checkbox', { name: 'On Both orders' }).click();
      await panel.page.getByLabel('Schedule').selectOption('sequential');
      await panel.page.getByLabel('Economy').fill('30');
      await panel.page.getByLabel('Economy').blur();
      await panel.page.getByRole('checkbox', { name: 'Merge Operators' }).click();
      const weights = controllerPage().values['rubricWeights'] as Record<string, number>;
      assert.deepEqual(await requested(), [
        { type: 'set', name: 'bothOrders', value: false },
        { type: 'set', name: 'schedule', value: 'sequential' },
        { type: 'set', name: 'rubricWeights', value: { ...weights, economy: 30 } },
        { type: 'set', name: 'operators', value: ['patch', 'stabilise', 'diverge'] },
      ]);
      await panel.showPage(controllerPage({ values: { ...controllerPage().values, operators: ['patch'] } }));
      const last = panel.page.getByRole('checkbox', { name: 'Patch Operators' });
      assert.equal(await last.getAttribute('aria-disabled'), 'true');
    });

    it('resets what was changed, one or all', async () => {
      await panel.page.getByRole('button', { name: 'Reset Candidates' }).click();
      await panel.page.getByRole('button', { name: 'Reset all' }).click();
      assert.deepEqual(await requested(), [{ type: 'reset', name: 'candidates' }, { type: 'reset-all' }]);
    });

    it('asks for what is done with favorites', async () => {
      for (const name of ['Apply: Thorough', 'No longer default: Thorough', 'Share: Thorough']) {
        await panel.page.getByRole('button', { name }).click();
      }
      await panel.page.getByRole('button', { name: 'Save for This Workspace…' }).click();
      const on = { name: 'Thorough', place: 'workspace' };
      assert.deepEqual(await requested(), [
        { type: 'apply-favorite', ...on },
        { type: 'set-default-favorite', ...on, isDefault: false },
        { type: 'share-favorite', ...on },
        { type: 'save-favorite' },
      ]);
    });

    it('follows the hand and the keys within a frame, layout included', async () => {
      for (const selector of ['.controller .slider', '#field-candidates', '#field-weight-economy']) {
        const middle = await panel.page.evaluate(async (wanted) => {
          const input = document.querySelector<HTMLInputElement>(wanted);
          if (input === null) throw new Error(`There is no ${wanted}.`);
          const times: number[] = [];
          for (let step = 0; step < 40; step += 1) {
            const startedAt = performance.now();
            input.value = String(1 + (step % 8));
            input.dispatchEvent(new Event('input', { bubbles: true }));
            document.body.getBoundingClientRect();
            times.push(performance.now() - startedAt);
            await new Promise((resolve) => requestAnimationFrame(resolve));
          }
          return times.sort((a, b) => a - b)[20] ?? Infinity;
        }, selector);
        assert.ok(middle < 16, `${selector}: ${middle.toFixed(1)} ms`);
      }
    });

    it('says what each parameter is without a person, and asks for limits within their bounds', async () => {
      const { page } = panel;
      const notes = await page.locator('.field > .note[id^="help-"]').allTextContents();
      for (const note of notes) assert.match(note, /\. Default: .+\.$/u);
      await page.getByText('Limits and history', { exact: true }).click();
      await page.getByRole('textbox', { name: 'Money of a run' }).fill('0.5');
      await page.getByRole('textbox', { name: 'Tokens of a run' }).fill('5000');
      await page.getByRole('textbox', { name: 'Calls of a run' }).fill('0');
      assert.equal(await page.getByRole('alert').textContent(), 'A whole number from 1 on, or nothing.');
      await page.getByRole('checkbox', { name: 'On Edits by hand' }).click();
      assert.deepEqual(await requested(), [
        { type: 'set-limit', name: 'costUsd', value: 0.5 },
        { type: 'set-limit', name: 'tokens', value: 5000 },
        { type: 'set-record-edits', value: false },
      ]);
    });

    it('lets one weight count at least', async () => {
      const rubricWeights = Object.fromEntries(
        Object.keys(controllerPage().values['rubricWeights'] as object).map((name) => [name, 0]),
      );
      const values = { ...controllerPage().values, rubricWeights: { ...rubricWeights, clarity: 1 } };
      await panel.showPage(controllerPage({ values }));
      await panel.takeSent();
      await panel.page.getByRole('textbox', { name: 'Clarity' }).fill('0');
      assert.equal(await panel.page.getByRole('alert').textContent(), 'One weight at least has to count.');
      assert.deepEqual(await requested(), []);
    });
  });

  describe('of Analytics', () => {
    beforeEach(async () => {
      panel = await openPanel({ theme: dark });
      await panel.show(states.result);
      await panel.showPage(analyticsPage());
      await panel.takeSent();
    });

    const requested = async (): Promise<readonly unknown[]> =>
      (await panel.takeSent()).map((message) => ('request' in message ? message.request : message));

    it('counts runs in whole numbers', async () => {
      const [first, ...others] = analyticsPage().days;
      assert.ok(first !== undefined && others.length > 0);
      const verdicts = { improved: 1, 'equivalent-and-cheaper': 0, inconclusive: 0, regressed: 0 };
      await panel.showPage(analyticsPage({ days: [{ ...first, runs: 1, verdicts }] }));
      const ticks = await panel.page.locator('#chart-verdicts .chart-tick-end').allTextContents();
      assert.ok(ticks.length >= 2);
      assert.deepEqual(
        ticks.filter((tick) => !/^\d+$/.test(tick)),
        [],
      );
    });

    it('asks for another range, an import, an export, a run', async () => {
      const { page } = panel;
      await page.getByLabel('Last').selectOption('90');
      await page.getByRole('button', { name: 'Import a usage log…' }).click();
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.getByRole('button', { name: 'SYSTEM' }).click();
      await page.getByLabel('Calls of these prompts per day').fill('2500');
      await page.getByLabel('Calls of these prompts per day').blur();
      assert.deepEqual(await requested(), [
        { type: 'set-range', days: 90 },
        { type: 'import-usage' },
        { type: 'export-data' },
        { type: 'optimize', file: 'src/bot.py', line: 5 },
        { type: 'set-calls', callsPerDay: 2500 },
      ]);
    });

    it('lets arrow keys go along the bars of a chart, each with its own words', async () => {
      const { page } = panel;
      const bars = page.locator('#chart-savings .bar-mark');
      await bars.first().focus();
      await page.keyboard.press('ArrowRight');
      const spoken = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      assert.equal(spoken, '2026-11-23: \u221212 tokens saved per call by 2 applied rewrites');
      assert.equal(await page.locator('#chart-savings [tabindex="0"]').count(), 1);
    });

    it('keeps a chart as a picture in the colours that it has', async () => {
      const { page } = panel;
      await page.getByRole('button', { name: 'Save as SVG Runs by verdict' }).click();
      await page.getByRole('button', { name: 'Save as PNG Runs by verdict' }).click();
      await page.waitForFunction(() => window.sentByPanel.length === 2);
      const [vector, bitmap] = (await requested()) as { picture: { format: string; content: string } }[];
      assert.match(vector?.picture.content ?? '', /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u);
      assert.doesNotMatch(vector?.picture.content ?? '', /class=|var\(|onerror/u);
      const bytes = Buffer.from(bitmap?.picture.content ?? '', 'base64');
      assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
      assert.equal(bytes.readUInt32BE(16), 1280);
      assert.deepEqual(panel.problems, []);
    });
  });
});

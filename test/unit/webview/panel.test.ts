import assert from 'node:assert/strict';

import { parsePanelMemory } from '../../../src/protocol.ts';
import { axeViolations } from './axe.ts';
import { bundlePanel, type OpenPanel } from './open-panel.ts';
import { result, subject } from './snapshots.ts';
import { states } from './states.ts';
import { type Theme, themes } from './themes.ts';
import { usePanels } from './use-panels.ts';

const [dark] = themes as readonly [Theme];

describe('the panel in a browser', function () {
  const openPanel = usePanels();
  let panel: OpenPanel;

  describe('looks', () => {
    afterEach(() => panel.close());

    for (const theme of themes) {
      it(`has nothing that axe marks, and keeps the policy, in the ${theme.name} theme`, async () => {
        panel = await openPanel({ theme });
        for (const [name, state] of Object.entries(states)) {
          await panel.show(state);
          assert.deepEqual(await axeViolations(panel), [], name);
        }
        assert.deepEqual(panel.problems, []);
      }).timeout(60_000);
    }

    it('is never wider than its page, from 300 pixels on', async () => {
      panel = await openPanel({ theme: dark, width: 300 });
      for (const [name, state] of Object.entries(states)) {
        await panel.show(state);
        const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 300, `${name} is ${width} pixels wide`);
      }
    });

    it('shows the diff inline when two columns do not fit', async () => {
      panel = await openPanel({ theme: dark });
      await panel.show(states.result);
      await panel.page.getByText('Side by side').click();
      assert.ok((await panel.page.locator('.diff-columns').count()) > 0);
      await panel.page.setViewportSize({ width: 300, height: 800 });
      await panel.page.waitForFunction(() => document.querySelectorAll('.diff-columns').length === 0);
    });
  });

  describe('answers', () => {
    beforeEach(async () => {
      panel = await openPanel({ theme: dark });
    });

    afterEach(() => panel.close());

    it('leads with Apply when the rewrite is advised, and with Keep Original when not', async () => {
      await panel.show(states.result);
      assert.equal(
        await panel.page.locator('h1').textContent(),
        'Improved and 23\u00a0% shorter; quality judged by rules only',
      );
      assert.deepEqual(await buttons(panel), ['primary: Apply', 'secondary: Keep Original']);
      await panel.show(states.regressed);
      assert.deepEqual(await buttons(panel), ['primary: Keep Original', 'secondary: Apply Anyway']);
      await panel.show(states.kept);
      assert.deepEqual(await buttons(panel), ['primary: Keep Original']);
    });

    it('sends what each control says', async () => {
      await panel.show(states.result);
      const { page } = panel;
      const sentBy = async (act: () => Promise<void>): Promise<unknown> => {
        await act();
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
        const sent = await panel.takeSent();
        return sent.length === 1 ? sent[0] : sent;
      };
      const press = (name: string) => () => page.getByRole('button', { name, exact: true }).click();
      assert.deepEqual(await sentBy(press('Apply')), { type: 'apply' });
      assert.deepEqual(await sentBy(press('Keep Original')), { type: 'keep-original' });
      assert.deepEqual(await sentBy(press('Run Again')), { type: 'run-again' });
      assert.deepEqual(await sentBy(press('Compare in the Diff Editor')), { type: 'compare' });
      assert.deepEqual(await sentBy(press('Copy the Rewrite')), { type: 'copy' });
      assert.deepEqual(await sentBy(press('Export the Result')), { type: 'export' });
      assert.deepEqual(await sentBy(press('Open Settings')), { type: 'open-settings' });
      assert.deepEqual(await sentBy(press('examples/support_bot.py:12')), { type: 'reveal' });
      assert.deepEqual(await sentBy(press('Take none')), { type: 'set-all-hunks', accepted: false });
      const box = page.getByRole('checkbox', { name: /^Take change 3/ });
      assert.deepEqual(await sentBy(() => box.click()), { type: 'set-hunk', index: 2, accepted: false });
      const radio = page.getByRole('radio', { name: 'Diverge, round 2' });
      assert.deepEqual(await sentBy(() => radio.click()), { type: 'pick', id: 'r2c1' });
      const slider = page.getByRole('slider');
      assert.deepEqual(await sentBy(() => slider.press('ArrowRight')), { type: 'set-lambda', lambda: 0.81 });
      await panel.show(states.running);
      assert.deepEqual(await sentBy(press('Cancel')), { type: 'cancel' });
      await panel.show(states.applied);
      assert.deepEqual(await sentBy(press('Undo')), { type: 'undo' });
      await panel.show(states.failed);
      assert.deepEqual(await sentBy(press('Show Log')), { type: 'show-log' });
      assert.deepEqual(panel.problems, []);
    });

    it('goes from the first control to Apply and to a change by keyboard alone', async () => {
      await panel.show(states.result);
      const { page } = panel;
      const focused = (): Promise<string> =>
        page.evaluate(
          () =>
            document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
        );
      const visited: string[] = [];
      for (let step = 0; step < 15; step += 1) {
        await page.keyboard.press('Tab');
        visited.push(await focused());
        if (visited.at(-1) === 'Apply') await page.keyboard.press('Enter');
        if (visited.at(-1)?.startsWith('Take change 1') === true) await page.keyboard.press('Space');
      }
      assert.deepEqual(visited.slice(0, 3), ['Result', 'examples/support_bot.py:12', 'Run Again']);
      assert.deepEqual(await panel.takeSent(), [
        { type: 'apply' },
        { type: 'set-hunk', index: 0, accepted: false },
      ]);
    });

    it('moves along the toolbar with the arrow keys', async () => {
      await panel.show(states.result);
      await panel.page.getByRole('button', { name: 'Run Again' }).focus();
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.keyboard.press('Enter');
      await panel.page.keyboard.press('End');
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(await panel.takeSent(), [{ type: 'compare' }, { type: 'open-settings' }]);
    });
  });

  describe('keeps', () => {
    afterEach(() => panel.close());

    it('the focus, the scroll position and what is open when a new snapshot arrives', async () => {
      panel = await openPanel({ theme: dark, height: 400 });
      await panel.show(states.result);
      const { page } = panel;
      await page.locator('.metric', { hasText: 'Compactness' }).locator('summary').click();
      const box = page.getByRole('checkbox', { name: /^Take change 6/ });
      await box.focus();
      const before = await place(panel);
      await panel.show({
        subject,
        phase: result({ selection: { pickId: 'r3c2', lambda: 0.8, rejectedHunks: [0, 5] } }),
      });
      assert.deepEqual(await place(panel), before);
      assert.equal(await box.getAttribute('aria-checked'), 'false');
    });

    it('the focus in the view when the control that had it is gone, and tells readers the answer', async () => {
      panel = await openPanel({ theme: dark });
      await panel.show(states.running);
      const status = panel.page.locator('.panel > [role=status]');
      assert.equal(await status.textContent(), 'Round 1 ended: 1 of 2 candidates accepted.');
      await panel.page.getByRole('button', { name: 'Cancel' }).focus();
      await panel.show(states.result);
      assert.equal(await panel.page.evaluate(() => document.activeElement?.tagName), 'MAIN');
      assert.equal(await status.textContent(), await panel.page.locator('h1').textContent());
    });

    it('where the reader looked, and nothing of what was shown', async () => {
      panel = await openPanel({ theme: dark });
      await panel.show(states.result);
      await panel.page.getByText('Side by side').click();
      await panel.page.getByText('Contract', { exact: true }).click();
      await panel.page.waitForFunction(() => JSON.stringify(window.keptByPanel).includes('contract'));
      const memory = parsePanelMemory(await panel.page.evaluate<unknown>(() => window.keptByPanel));
      assert.ok(memory !== null);
      assert.deepEqual(memory, {
        version: 1,
        run: 'run-1',
        scrollTop: memory.scrollTop,
        place: { page: 'result', open: { contract: true }, diffMode: 'side-by-side', unfolded: [] },
      });
      await panel.close();
      panel = await openPanel({ theme: dark, memory });
      await panel.show(states.result);
      assert.ok(await panel.page.getByText('The text is still English.').isVisible());
      assert.ok((await panel.page.locator('.diff-columns').count()) > 0);
    });

    it('the slider under the hand while the host computes', async () => {
      panel = await openPanel({ theme: dark });
      await panel.show(states.result);
      const slider = panel.page.getByRole('slider');
      await slider.press('ArrowRight');
      await slider.press('ArrowRight');
      await panel.show(states.result);
      assert.equal(await slider.inputValue(), '0.82');
    });

    it('quiet about a message it does not know, but not silent', async () => {
      panel = await openPanel({ theme: dark });
      await panel.show(states.kept);
      await panel.page.evaluate(() => window.postMessage({ type: 'nonsense' }));
      await panel.page.waitForTimeout(50);
      assert.match(panel.problems.join(), /breaks the protocol/);
      assert.equal(await panel.page.locator('h1').count(), 1);
    });
  });

  describe('withstands', () => {
    beforeEach(async () => {
      panel = await openPanel({ theme: dark });
    });

    afterEach(() => panel.close());

    it('markup, links, and characters that turn the text around', async () => {
      const hostile = `<img src=x onerror="window.hacked=1"></script><a href="command:x">x</a> \u202Eevil\u2066`;
      const base = result();
      const explanations = base.current.explanations.map((hunk) => ({
        ...hunk,
        after: hostile,
        why: hostile,
      }));
      await panel.show({
        subject: { ...subject, file: hostile, name: hostile },
        phase: result({
          current: { ...base.current, explanations },
          placeholders: ['(', '.*', '\\', hostile.slice(0, 4)],
        }),
      });
      assert.equal(await panel.page.locator('main img, main a').count(), 0);
      assert.equal(await panel.page.evaluate(() => 'hacked' in window), false);
      assert.equal(await panel.page.getByText('U+202E').first().isVisible(), true);
      assert.deepEqual(panel.problems, []);
    });

    it('a line of a million characters, and a thousand changes', async () => {
      const long = 'word '.repeat(200_000);
      const base = result();
      const explanations = Array.from({ length: 1000 }, (_, index) => ({
        ...base.current.explanations[0]!,
        before: 'word',
        after: 'term',
        beforeSpan: { start: index * 900, end: index * 900 + 4 },
        afterSpan: { start: index * 900, end: index * 900 + 4 },
      }));
      const report = { ...base.report, original: { ...base.report.original, text: long } };
      const started = performance.now();
      await panel.show({ subject, phase: result({ report, current: { ...base.current, explanations } }) });
      const firstMs = performance.now() - started;
      assert.ok(firstMs < 4000, `drawn after ${Math.round(firstMs)} ms`);
      const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 900);
    }).timeout(30_000);
  });

  it('stays within its budget', async () => {
    const files = await bundlePanel();
    const size = (name: string): number => files.get(name)?.byteLength ?? Infinity;
    console.log(`      script ${kilobytes(size('panel.js'))} kB, styles ${kilobytes(size('panel.css'))} kB`);
    assert.ok(size('panel.js') < 350_000);
    assert.ok(size('panel.css') < 40_000);
  });
});

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

async function buttons({ page }: OpenPanel): Promise<readonly string[]> {
  const found = await page.locator('.decision vscode-button').all();
  return Promise.all(
    found.map(async (button) => `${await button.getAttribute('appearance')}: ${await button.textContent()}`),
  );
}

async function place({ page }: OpenPanel): Promise<unknown> {
  return page.evaluate(() => ({
    focus: document.activeElement?.getAttribute('aria-label'),
    scrollTop: window.scrollY,
    open: [...document.querySelectorAll('details[open]')].map((details) => details.className),
  }));
}

import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './support/use-workbench.ts';
import { THEMES, type ThemeKind } from './support/workbench.ts';

describe('the panel by keyboard and for screen readers', () => {
  const workbench = useWorkbench();

  it('goes from the cursor to the applied edit without the mouse', async () => {
    const { page } = workbench();
    await workbench().openFile('support_agent.py', 7);
    await workbench().lens('Optimize').first().waitFor();
    await page.keyboard.press('Control+Alt+P');
    await page.keyboard.press('o');
    const panel = await workbench().webview('.headline');
    await workbench().runCommand('View: Focus Next Editor Group');
    await tabTo(panel, 'Apply');
    await page.keyboard.press('Enter');
    await panel.getByText('The rewrite is in the file.').first().waitFor();
    await tabTo(panel, 'Undo');
    await page.keyboard.press('Enter');
    await panel.getByText('The rewrite was taken back').first().waitFor();
  });

  it('goes from the palette over changes, candidates and λ to the edit and back, with keys alone', async () => {
    const { page } = workbench();
    const before = await workbench().diskText('summarize.ts');
    await openByKeys('Control+P', 'summarize.ts');
    await workbench().tab('summarize.ts').waitFor();
    await openByKeys('Control+G', ':14:1');
    await workbench().lens('Optimize').first().waitFor();
    await openByKeys('F1', '>PromptOps: Optimize Prompt');
    const panel = await workbench().webview('.panel', 'summarize.ts');
    await panel.getByRole('button', { name: 'Apply' }).waitFor();
    await openByKeys('F1', '>View: Focus Next Editor Group');
    const tokens = panel.locator('.key-number', { hasText: 'Tokens' }).locator('.key-after');
    const whole = await tokens.innerText();
    await tabTo(panel, /^Take change 1/u);
    await page.keyboard.press('Space');
    await workbench().until('more tokens', async () => Number(await tokens.innerText()) > Number(whole));
    await tabTo(panel, 'lambda-input');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await workbench().until(
      'the pick of λ = 0',
      async () => (await panel.locator('.lambda-value').innerText()) === '0',
    );
    await tabTo(panel, 'pick');
    await page.keyboard.press('Space');
    const candidate = panel.locator('.candidates .is-pick .number').nth(1);
    await workbench().until(
      'the whole candidate',
      async () => (await tokens.innerText()) === (await candidate.innerText()),
    );
    await tabTo(panel, 'Apply', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await panel.getByText('The rewrite is in the file.').first().waitFor();
    await openByKeys('F1', '>View: Focus Previous Editor Group');
    await page.keyboard.press('Control+S');
    await workbench().until(
      'the edit on the disk',
      async () => (await workbench().diskText('summarize.ts')) !== before,
    );
    await page.keyboard.press('Control+Z');
    await page.keyboard.press('Control+S');
    await workbench().until(
      'the original on the disk',
      async () => (await workbench().diskText('summarize.ts')) === before,
    );
  });

  /** Opens a quick input by its key, types, waits for the first row and takes it. */
  async function openByKeys(key: string, text: string): Promise<void> {
    const { page } = workbench();
    await page.keyboard.press(key);
    const input = page.locator('.quick-input-widget .quick-input-filter input');
    await input.waitFor();
    await input.fill(text);
    const row = page.locator('.quick-input-list .monaco-list-row.focused').first();
    const label = key === 'Control+G' ? /line \d+/u : text.replace(/^>/u, '');
    await row.filter({ hasText: label }).waitFor();
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  for (const theme of Object.keys(THEMES) as ThemeKind[]) {
    it(`breaks no accessibility rule in the ${theme} theme`, async () => {
      await workbench().setTheme(theme);
      const panel = await workbench().webview('.headline');
      const violations = await violationsIn(panel);
      assert.deepEqual(violations, []);
    });
  }

  /** Presses Tab until the control with that text, id or name has the focus. */
  async function tabTo(panel: Frame, name: string | RegExp, key = 'Tab'): Promise<void> {
    const seen: string[] = [];
    for (let presses = 0; presses < 90; presses += 1) {
      const names = await panel.evaluate(() => {
        const { activeElement: focused } = document;
        return [focused?.textContent, focused?.id, focused?.getAttribute('name')].map(
          (one) => one?.trim() ?? '',
        );
      });
      if (names.some((one) => (typeof name === 'string' ? one === name : name.test(one)))) return;
      seen.push(names.join(' ').slice(0, 40));
      await workbench().page.keyboard.press(key);
    }
    assert.fail(`${key} never reached ${String(name)}: ${seen.join(' | ')}`);
  }

  /** What axe objects to. The page's policy forbids to inject a script element: the source is evaluated instead. */
  async function violationsIn(panel: Frame): Promise<readonly string[]> {
    await panel.evaluate(axe.source);
    const results = await panel.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    return results;
  }
});

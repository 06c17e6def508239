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
  });

  for (const theme of Object.keys(THEMES) as ThemeKind[]) {
    it(`breaks no accessibility rule in the ${theme} theme`, async () => {
      await workbench().setTheme(theme);
      const panel = await workbench().webview('.headline');
      const violations = await violationsIn(panel);
      assert.deepEqual(violations, []);
    });
  }

  /** Presses Tab until the control of that name has the focus. */
  async function tabTo(panel: Frame, name: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      const focused = await panel.evaluate(() => document.activeElement?.textContent.trim() ?? '');
      if (focused === name) return;
      await workbench().page.keyboard.press('Tab');
    }
    assert.fail(`Tab never reached ${name}`);
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

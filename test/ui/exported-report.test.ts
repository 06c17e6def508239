import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { startBrowser, type HeadlessBrowser } from '../../scripts/editor/browser.ts';
import { historyToHtml } from '../../src/core/report/history-html.ts';
import { reportToHtml } from '../../src/core/report/html-report.ts';
import { reportOf } from '../support/run-rules.ts';
import { bundleOfTexts, sampleBundle } from '../support/sample-bundle.ts';
import { wordySupportPrompt } from '../support/sample-prompts.ts';

describe('exported documents in a browser', () => {
  let browser: HeadlessBrowser;
  let page: Page;
  let folder: string;
  const asked: string[] = [];
  before(async () => {
    browser = await startBrowser();
    folder = await mkdtemp(path.join(tmpdir(), 'promptops-export-'));
    page = await browser.context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', () => assert.fail('a script ran'));
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function show(html: string): Promise<void> {
    const file = path.join(folder, 'report.html');
    await writeFile(file, html);
    asked.length = 0;
    await page.goto(pathToFileURL(file).href);
  }

  async function violations(): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const { violations: found } = await (window as unknown as { axe: typeof axe }).axe.run(document);
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe objects to, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await show(historyToHtml(await sampleBundle()));
      assert.deepEqual(await violations(), []);
      await show(reportToHtml(await reportOf(wordySupportPrompt)));
      assert.deepEqual(await violations(), []);
    });
  }

  it('asks for nothing but itself, runs nothing, and wears its own style', async () => {
    await show(historyToHtml(await sampleBundle()));
    assert.equal(asked.length, 1);
    assert.equal(await page.locator('script, img, iframe, link').count(), 0);
    assert.equal(await page.locator('main a:not([href^="#"])').count(), 0);
    const whiteSpace = await page
      .locator('pre')
      .first()
      .evaluate((pre) => getComputedStyle(pre).whiteSpace);
    assert.equal(whiteSpace, 'pre-wrap');
  });

  it('keeps a line of a megabyte inside the page', async () => {
    await show(historyToHtml(bundleOfTexts(['x'.repeat(1_000_000), 'y'])));
    const { width, inner } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      inner: window.innerWidth,
    }));
    assert.ok(width <= inner, `${width} of ${inner}`);
  });

  it('prints what is folded on the screen', async () => {
    await show(reportToHtml(await reportOf(wordySupportPrompt)));
    const hidden = await page.locator('details pre').first().isVisible();
    await page.emulateMedia({ media: 'print' });
    const height = await page
      .locator('details pre')
      .first()
      .evaluate((pre) => pre.getBoundingClientRect().height);
    await page.emulateMedia({ media: 'screen' });
    assert.deepEqual([hidden, height > 0], [false, true]);
  });
});

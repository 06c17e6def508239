import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import {
  bundlePanel,
  findBrowser,
  type OpenOptions,
  type OpenPanel,
  openPanel,
  startBrowser,
} from './open-panel.ts';

/**
 * Gives the suite that calls it the built panel in a browser, started before its first test and ended after its last.
 * Returns how to open a panel inside a test, which closes it itself.
 */
export function usePanels(): (options: OpenOptions) => Promise<OpenPanel> {
  const browserPath = findBrowser();
  let browser: Browser;
  let files: ReadonlyMap<string, Uint8Array>;

  before(async function () {
    // A machine of a contributor may have no browser; continuous integration installs one.
    if (browserPath === undefined && process.env['CI'] === undefined) this.skip();
    assert.ok(browserPath !== undefined, 'No Chromium was found: install it, or set CHROMIUM_PATH.');
    files = await bundlePanel();
    browser = await startBrowser(browserPath);
  });

  after(async () => {
    if (browserPath !== undefined) await browser.close();
  });

  return (options) => openPanel(browser, files, options);
}

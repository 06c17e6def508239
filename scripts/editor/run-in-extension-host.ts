import path from 'node:path';
import { inspect } from 'node:util';
import type { Page } from 'playwright-core';
import { OUT_TEST, ROOT } from '../support/paths.ts';
import { startBrowser } from './browser.ts';
import type { EditorServer } from './editor-server.ts';
import { workbenchUrl } from './workbench-url.ts';

/** What runs in the extension host, beside the extension of this checkout in development mode. */
export interface ExtensionHostRun {
  /** A server with the test driver. */
  readonly server: EditorServer;
  /** A bundle that exports `run()`. */
  readonly testsPath: string;
  readonly limitMs: number;
  /** Called with what the workbench logs. */
  readonly say: (line: string) => void;
}

/**
 * Opens the workbench and waits until it says that `run()` ended. Whether it succeeded nobody but `run()` itself can
 * tell: the exit code is 0 as well when the extension host died, so it has to leave a file.
 */
export async function runInExtensionHost({
  server,
  testsPath,
  limitMs,
  say,
}: ExtensionHostRun): Promise<void> {
  const browser = await startBrowser();
  try {
    const page = await browser.context.newPage();
    const ended = workbenchEnd(page, limitMs, say);
    const { origin, workspace: folder } = server;
    await page.goto(workbenchUrl({ origin, folder, extensionPath: ROOT, testsPath }));
    if (await ended) return;
    await page.screenshot({ path: path.join(OUT_TEST, 'host-timeout.png') });
    say(
      `The extension host did not end in ${limitMs / 1000} s. The server said:\n${server.log().slice(-4000)}`,
    );
  } finally {
    await browser.close();
  }
}

/** Resolves to true when the workbench says that the run ended, to false when the time is over. */
async function workbenchEnd(page: Page, limitMs: number, say: (line: string) => void): Promise<boolean> {
  const ended = new Promise<true>((resolve) => {
    void page.exposeFunction('codeAutomationExit', () => resolve(true));
  });
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    say(`[${type}] ${values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')}`);
  });
  page.on('pageerror', (error) => say(`[page] ${error.message}`));
  const timeout = new Promise<false>((resolve) => setTimeout(() => resolve(false), limitMs).unref());
  return Promise.race([ended, timeout]);
}

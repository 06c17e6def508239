import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';

import type { HostMessage, PanelMessage, PanelState } from '../../../src/protocol.ts';
import type { Page as PanelPage } from '../../../src/protocol/pages.ts';
import { panelHtml } from '../../../src/vscode/panel/panel-html.ts';
import { BUNDLES, bundleBuild } from '../../../scripts/build/bundles.ts';
import { stylesBuild } from '../../../scripts/build/styles.ts';
import type { Theme } from './themes.ts';

/** The built panel in a real browser, under the policy of the real page, with the editor's side played by the test. */
export interface OpenPanel {
  readonly page: Page;
  /** Sends a snapshot and waits until it is drawn. */
  readonly show: (state: PanelState) => Promise<void>;
  /** Turns to a page and sends its snapshot. */
  readonly showPage: (page: PanelPage) => Promise<void>;
  /** What the panel has sent since the last call, but for `ready`. */
  readonly takeSent: () => Promise<readonly PanelMessage[]>;
  /** Breaches of the policy, errors on the console, and uncaught errors. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

/** How a panel is opened. */
export interface OpenOptions {
  readonly theme: Theme;
  readonly width?: number;
  readonly height?: number;
  /** What `getState` answers: the memory of an earlier panel. */
  readonly memory?: unknown;
  /** Display language of the editor; English when absent. */
  readonly language?: 'ru' | 'he';
}

declare global {
  interface Window {
    sentByPanel: unknown[];
    keptByPanel: unknown;
  }
}

const origin = 'https://panel.test';
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  ttf: 'font/ttf',
};

/** A Chromium that is installed here, or undefined. */
export function findBrowser(): string | undefined {
  const places = [
    process.env['CHROMIUM_PATH'] ?? '',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return places.find((place) => place !== '' && existsSync(place));
}

/** Starts the browser that all panels of a test file share. */
export async function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** Bundles the panel as the build does, minified. */
export async function bundlePanel(): Promise<ReadonlyMap<string, Uint8Array>> {
  const script = BUNDLES.find(({ host }) => host === 'webview');
  if (script === undefined) throw new Error('No bundle is made for the panel.');
  const files = new Map<string, Uint8Array>();
  for (const options of [bundleBuild(script, true), stylesBuild(true)]) {
    const { outputFiles } = await build({ ...options, write: false });
    for (const { path, contents } of outputFiles) files.set(basename(path), contents);
  }
  return files;
}

/** Opens the panel on a page of its own. */
export async function openPanel(
  browser: Browser,
  files: ReadonlyMap<string, Uint8Array>,
  options: OpenOptions,
): Promise<OpenPanel> {
  const { theme, width = 900, height = 1000 } = options;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'dark' });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  await serve(page, files, options.language);
  await page.addInitScript(playEditor, { theme, memory: options.memory });
  await page.goto(`${origin}/panel.html`);
  await page.waitForFunction(() => window.sentByPanel.length > 0);
  if (options.language !== undefined) await post(page, languageMessage(options.language));
  return {
    page,
    problems,
    show: (state) => post(page, { type: 'state', state }),
    showPage: async (shown) => {
      await post(page, { type: 'show-page', page: shown.name });
      await post(page, { type: 'page', page: shown });
    },
    takeSent: () =>
      page
        .evaluate(() => window.sentByPanel.splice(0))
        .then((sent) => (sent as PanelMessage[]).filter(({ type }) => type !== 'ready')),
    close: () => page.close(),
  };
}

async function post(page: Page, message: HostMessage): Promise<void> {
  await page.evaluate((data) => window.postMessage(data), message);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30))));
}

/** What the host sends first: the texts that are shipped. */
function languageMessage(tag: string): HostMessage {
  const bundle = new URL(`../../../l10n/bundle.l10n.${tag}.json`, import.meta.url);
  return { type: 'language', tag, texts: JSON.parse(readFileSync(bundle, 'utf8')) as Record<string, string> };
}

async function serve(
  page: Page,
  files: ReadonlyMap<string, Uint8Array>,
  language: string | undefined,
): Promise<void> {
  const html = panelHtml({
    scriptUri: `${origin}/panel.js`,
    styleUri: `${origin}/panel.css`,
    cspSource: origin,
    nonce: randomBytes(16).toString('hex'),
    ...(language === undefined ? {} : { language }),
  });
  await page.route('**/*', async (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    const body = files.get(name);
    if (name === 'panel.html') await route.fulfill({ contentType: 'text/html', body: html });
    else if (body !== undefined) {
      const contentType = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      await route.fulfill({ contentType, body: Buffer.from(body) });
    } else await route.abort();
  });
}

/** Runs in the page before its script: the API of the editor, its theme, and an ear for breaches of the policy. */
function playEditor({ theme, memory }: { readonly theme: Theme; readonly memory: unknown }): void {
  window.sentByPanel = [];
  window.keptByPanel = memory;
  Reflect.set(window, 'acquireVsCodeApi', () => ({
    postMessage: (message: unknown) => window.sentByPanel.push(message),
    getState: () => window.keptByPanel,
    setState: (kept: unknown) => {
      window.keptByPanel = kept;
    },
  }));
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
  });
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.classList.add(theme.kind);
    document.body.dataset['vscodeThemeKind'] = theme.kind;
  });
}

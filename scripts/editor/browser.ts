import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { SetupError } from '../support/setup-error.ts';

/** A browser without a screen that can reach this machine only. */
export interface HeadlessBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** How the browser looks at the page. */
export interface BrowserOptions {
  readonly width?: number;
  readonly height?: number;
  /** Device pixels per CSS pixel; 2 for pictures. */
  readonly scale?: number;
}

const CHROMIUM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Every name but the loopback resolves to nothing: a test can neither reach nor leak to the network. */
const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The installed Chromium, or the one named by CHROMIUM_PATH. Throws a SetupError that tells how to install it. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['CHROMIUM_PATH'];
  const found = (named === undefined ? CHROMIUM_PATHS : [named]).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new SetupError(
    named === undefined
      ? 'Chromium is missing: install it with `apt-get install chromium`, or set CHROMIUM_PATH to a Chromium or Chrome.'
      : `Chromium is not at CHROMIUM_PATH (${named}).`,
  );
}

/** Starts a headless browser with a fresh profile. */
export async function startBrowser(options: BrowserOptions = {}): Promise<HeadlessBrowser> {
  const browser: Browser = await chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...QUIET_FLAGS, LOOPBACK_ONLY],
    handleSIGINT: false,
  });
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    deviceScaleFactor: options.scale ?? 1,
  });
  return { context, close: () => browser.close() };
}

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errors, type Frame, type Locator, type Page } from 'playwright-core';
import { userSettingsPath, type EditorServer } from '../../../scripts/editor/editor-server.ts';
import { workbenchUrl } from '../../../scripts/editor/workbench-url.ts';

/** The four kinds of theme that everything must be at home in, by the names that the theme picker shows. */
export const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high contrast dark': 'Dark High Contrast',
  'high contrast light': 'Light High Contrast',
} as const;

/** One of {@link THEMES}. */
export type ThemeKind = keyof typeof THEMES;

const THEME_CLASSES: Readonly<Record<ThemeKind, string>> = {
  dark: 'vs-dark',
  light: 'vs',
  'high contrast dark': 'hc-black',
  'high contrast light': 'hc-light',
};

const LIMIT_MS = 20_000;
/** How long one attempt to choose from a quick input may take. */
const CHOICE_LIMIT_MS = 3_000;

const POLL_MS = 50;

/** The workbench flushes its storage to the browser's database with a delay. */
const STORAGE_FLUSH_MS = 1_200;

/** A person in front of the workbench: every method does one thing that a person does and waits until it shows. */
export class Workbench {
  readonly page: Page;
  readonly server: EditorServer;

  constructor(page: Page, server: EditorServer) {
    this.page = page;
    this.server = server;
  }

  /** Opens the workspace, or another folder, and waits until its window is there. */
  async open(folder = this.server.workspace): Promise<void> {
    await this.page.goto(workbenchUrl({ origin: this.server.origin, folder }));
    await this.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: LIMIT_MS });
  }

  /** Closes and opens the window again, once its storage is written. */
  async reload(): Promise<void> {
    await this.page.waitForTimeout(STORAGE_FLUSH_MS);
    await this.open();
  }

  // --- files and editors -------------------------------------------------------------------------------------------

  /** Opens a file of the workspace by its path, with the cursor on a line that counts from 1. */
  async openFile(name: string, line?: number): Promise<void> {
    await this.choose({ key: 'Control+P', text: name, row: path.basename(name) });
    await this.quickInput().waitFor({ state: 'hidden' });
    await this.tab(path.basename(name)).waitFor({ timeout: LIMIT_MS });
    if (line !== undefined) await this.goTo(line);
  }

  /** Puts the cursor of the active editor on a line and column, both counting from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    const text = `:${String(line)}:${String(column)}`;
    await this.choose({ key: 'Control+G', text, row: `line ${String(line)}` });
    await this.quickInput().waitFor({ state: 'hidden' });
  }

  /** The tab of an editor by its label. */
  tab(label: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: label });
  }

  /** The part of the active editor's text that is on screen, lines joined by `\n`. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .monaco-editor .view-lines .view-line');
    const placed = await lines.evaluateAll((elements) =>
      elements.map((element) => ({
        top: element instanceof HTMLElement ? Number.parseFloat(element.style.top) : 0,
        text: element.textContent,
      })),
    );
    // Lines stand in the page in any order; spaces are shown as no-break spaces.
    return placed
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join('\n');
  }

  /** Saves the active editor and reads the file of the workspace from disk. */
  async savedText(name: string): Promise<string> {
    await this.save();
    return this.diskText(name);
  }

  /** Saves the active editor and waits until nothing in it is unsaved. */
  async save(): Promise<void> {
    await this.runCommand('File: Save');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached', timeout: LIMIT_MS });
  }

  /** The text of a file of the workspace as it is on disk. */
  async diskText(name: string): Promise<string> {
    return readFile(path.join(this.server.workspace, name), 'utf8');
  }

  /** Undoes one step in the active editor. */
  async undo(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+Z');
  }

  /** Puts the keyboard focus into the active editor without moving its cursor. */
  async focusEditor(): Promise<void> {
    await this.runCommand('View: Focus Active Editor Group');
  }

  // --- commands, lenses, status bar --------------------------------------------------------------------------------

  /** Runs a command by its whole title, such as `PromptOps: Open Panel`. */
  async runCommand(title: string): Promise<void> {
    await this.choose({ key: 'F1', text: `>${title}`, row: title });
  }

  /** Whether the palette offers a command by this whole title. */
  async hasCommand(title: string): Promise<boolean> {
    const input = await this.openQuickInput('F1', `>${title}`);
    const isOffered = await isVisibleWithin(this.quickRow(title), 1_000);
    await this.page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    return isOffered;
  }

  /** Chooses an entry of the quick pick that is open. */
  async pick(text: string): Promise<void> {
    await this.quickRow(text).click({ timeout: LIMIT_MS });
  }

  /** The code lenses on screen that contain a text. */
  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  /** Clicks the n-th code lens (from 0) that contains a text, waiting until there is one. */
  async clickLens(text: string | RegExp, index = 0): Promise<void> {
    const lens = this.lens(text).nth(index);
    await lens.waitFor({ timeout: LIMIT_MS });
    await lens.click();
  }

  /** The texts of all code lenses on screen, from top to bottom. */
  async lensTexts(): Promise<string[]> {
    return this.page.locator('.codelens-decoration a').allTextContents();
  }

  /** The items of the status bar that contain a text. */
  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar .statusbar-item', { hasText: text });
  }

  // --- side bar ----------------------------------------------------------------------------------------------------

  /** Shows a view container of the activity bar by its title; does nothing when it is shown already. */
  async openViewContainer(title: string): Promise<void> {
    const action = this.page.locator(`.activitybar a.action-label[aria-label^="${title}"]`);
    await action.waitFor({ timeout: LIMIT_MS });
    const header = this.page.locator('.sidebar .composite.title', { hasText: title });
    if (await header.isVisible()) return;
    await action.click();
    await header.waitFor({ timeout: LIMIT_MS });
  }

  /** A view of the side bar by its title. */
  view(title: string): Locator {
    const header = this.page.locator('.pane-header', { hasText: title });
    return this.page.locator('.sidebar .pane', { has: header });
  }

  /** The rows of a tree view that contain a text; all of them without one. */
  rows(viewTitle: string, text: string | RegExp = ''): Locator {
    return this.view(viewTitle).locator('.monaco-list-row', { hasText: text });
  }

  /** The texts of the rows of a tree view that are on screen. */
  async rowTexts(viewTitle: string): Promise<string[]> {
    return this.rows(viewTitle).allTextContents();
  }

  /** Clicks an inline action or a title action of a view by the start of its name, such as `Refresh`. */
  async clickViewAction(viewTitle: string, name: string): Promise<void> {
    await this.view(viewTitle).hover();
    await this.view(viewTitle).locator(`.action-label[aria-label^="${name}"]`).first().click();
  }

  // --- webviews, notifications, dialogs ----------------------------------------------------------------------------

  /** The document of the visible webview in which a selector finds something, with a text in it if one is named. */
  async webview(selector: string, text: string | RegExp = ''): Promise<Frame> {
    return this.until(`a webview with ${selector} ${String(text)}`, async () => {
      for (const frame of this.page.frames()) {
        if (!isWebviewDocument(frame, this.page)) continue;
        if (await isThere(frame, selector, text)) return frame;
      }
      return undefined;
    });
  }

  /** The notifications on screen that contain a text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** Clicks a button of the notification that contains a text. */
  async clickToastButton(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text).locator('.monaco-button', { hasText: button }).click({ timeout: LIMIT_MS });
  }

  /** Closes all notifications. */
  async clearToasts(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
  }

  /** Clicks a button of the modal dialog that is open. */
  async clickDialogButton(button: string): Promise<void> {
    await this.page
      .locator('.monaco-dialog-box .monaco-button', { hasText: button })
      .click({ timeout: LIMIT_MS });
  }

  // --- settings and looks ------------------------------------------------------------------------------------------

  /** Changes user settings while the editor runs, in the editor itself: it does not watch the file. */
  async setSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const current = JSON.parse(await readFile(userSettingsPath(this.server.directory), 'utf8')) as object;
    await this.runCommand('Preferences: Open User Settings (JSON)');
    await this.tab('settings.json').waitFor({ timeout: LIMIT_MS });
    await this.page.locator('.tab.active', { hasText: 'settings.json' }).waitFor({ timeout: LIMIT_MS });
    await this.focusEditor();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(JSON.stringify({ ...current, ...settings }, null, 2));
    await this.save();
    await this.runCommand('View: Close Editor');
  }

  /**
   * Switches the colour theme and waits until the window shows it. The picker lists the themes that were registered
   * when it opened, so it is opened again until the theme is there.
   */
  async setTheme(kind: ThemeKind): Promise<void> {
    const input = this.quickInput();
    const row = this.quickRow(THEMES[kind]);
    await this.until(`the theme ${THEMES[kind]}`, async () => {
      await this.runCommand('Preferences: Color Theme');
      // The palette that started this is still on screen for a moment; the picker comes up empty.
      await this.until(
        'the theme picker',
        async () => (await input.isVisible()) && (await input.inputValue()) === '',
      );
      await input.fill(THEMES[kind]);
      if (await isVisibleWithin(row, 1_000)) return true;
      await this.page.keyboard.press('Escape');
      await input.waitFor({ state: 'hidden' });
      return false;
    });
    await row.click();
    await input.waitFor({ state: 'hidden' });
    await this.page.locator(`.monaco-workbench.${THEME_CLASSES[kind]}`).waitFor({ timeout: LIMIT_MS });
  }

  /** Writes a picture of the window. */
  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  /** Polls until `read` returns something else than `undefined` or `false`; fails with `what` after `limitMs`. */
  async until<T>(
    what: string,
    read: () => T | undefined | false | Promise<T | undefined | false>,
    limitMs = LIMIT_MS,
  ): Promise<T> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const value = await read();
      if (value !== undefined && value !== false) return value;
      if (Date.now() > deadline) assert.fail(`waited ${String(limitMs)} ms for ${what}`);
      await this.page.waitForTimeout(POLL_MS);
    }
  }

  /**
   * Opens a quick input by its key, types a text and clicks a row. The palette lists what was registered when it opened,
   * and whatever takes the focus closes it: so it is opened again until the click succeeds.
   */
  private async choose({ key, text, row }: { key: string; text: string; row: string }): Promise<void> {
    await this.until(`"${row}" to be offered`, async () => {
      try {
        await this.openQuickInput(key, text);
        await this.quickRow(row).click({ timeout: CHOICE_LIMIT_MS });
        return true;
      } catch (error) {
        ignoreTimeout(error);
        await this.page.keyboard.press('Escape');
        return false;
      }
    });
  }

  private async openQuickInput(key: string, text: string): Promise<Locator> {
    await this.page.keyboard.press(key);
    const input = this.quickInput();
    await input.fill(text, { timeout: CHOICE_LIMIT_MS });
    return input;
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-filter input');
  }

  private quickRow(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }
}

/** Every webview is an iframe of the workbench that holds one more iframe with the extension's document. */
function isWebviewDocument(frame: Frame, page: Page): boolean {
  return frame.name() !== '' && frame.parentFrame()?.parentFrame() === page.mainFrame();
}

async function isThere(frame: Frame, selector: string, text: string | RegExp): Promise<boolean> {
  try {
    return await frame.locator(selector, { hasText: text }).first().isVisible();
  } catch (error) {
    // The frame went away while it was asked: not this one.
    if (frame.isDetached()) return false;
    throw error;
  }
}

async function isVisibleWithin(locator: Locator, limitMs: number): Promise<boolean> {
  try {
    await locator.waitFor({ timeout: limitMs });
    return true;
  } catch (error) {
    ignoreTimeout(error);
    return false;
  }
}

/** What did not happen in time is an answer; everything else is an error. */
function ignoreTimeout(error: unknown): void {
  if (!(error instanceof errors.TimeoutError)) throw error;
}

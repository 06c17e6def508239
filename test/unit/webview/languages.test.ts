import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../scripts/support/paths.ts';
import { axeViolations } from './axe.ts';
import { caseRun, nothingToGain } from './case-run.ts';
import type { OpenPanel } from './open-panel.ts';
import { assistantPages } from './assistant-states.ts';
import { analyticsPage, controllerPage, timelinePage } from './pages.ts';
import { subject } from './snapshots.ts';
import { states } from './states.ts';
import { type Theme, themes } from './themes.ts';
import { usePanels } from './use-panels.ts';

const [dark, light, highContrast] = themes as readonly [Theme, Theme, Theme];
const pages = {
  controller: controllerPage(),
  analytics: analyticsPage(),
  timeline: timelinePage(),
  ...assistantPages,
};

describe('the styles of the panel', () => {
  it('name no side, so that the panel can be mirrored', () => {
    const sided =
      /(?:^|[\s;{])(?:left|right|(?:margin|padding|border|inset)-(?:left|right)[\w-]*|float|text-align:\s*(?:left|right))\s*[:;]/;
    const found = globSync('webview/styles/*.css', { cwd: ROOT }).flatMap((file) =>
      readFileSync(path.join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (sided.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
    assert.deepEqual(found, []);
  });
});

describe('the panel in other languages', function () {
  const openPanel = usePanels();
  let panel: OpenPanel;

  afterEach(() => panel.close());

  /** Shows each state and page in turn. */
  async function each(look: (name: string) => Promise<void>): Promise<void> {
    for (const [name, state] of Object.entries(states)) {
      await panel.show(state);
      await look(name);
    }
    for (const [name, page] of Object.entries(pages)) {
      await panel.showPage(page);
      await look(name);
    }
  }

  const looks = [
    ...themes.map((theme) => ({ language: 'he', theme }) as const),
    { language: 'ru', theme: dark },
    { language: 'ru', theme: highContrast },
  ] as const;

  for (const { language, theme } of looks) {
    it(`has nothing that axe marks in ${language}, in the ${theme.name} theme`, async () => {
      panel = await openPanel({ theme, language });
      await each(async (name) => assert.deepEqual(await axeViolations(panel), [], name));
      assert.deepEqual(panel.problems, []);
    }).timeout(90_000);
  }

  for (const language of ['ru', 'he'] as const) {
    it(`is never wider than its page in ${language}: 300 pixels, and at 200 %`, async () => {
      panel = await openPanel({ theme: light, language, width: 300 });
      for (const width of [300, 450]) {
        await panel.page.setViewportSize({ width, height: 500 });
        await each(async (name) => {
          const drawn = await panel.page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(drawn <= width, `${name} is ${drawn} pixels wide, the page ${width}`);
        });
      }
    }).timeout(60_000);

    it(`says in ${language} what the core has said in English`, async () => {
      panel = await openPanel({ theme: dark, language });
      await panel.show(states.result);
      const text = await panel.page.locator('.view').innerText();
      const wanted = { ru: /Лучше и короче на 23\u00a0%/, he: /השתפר, וקצר יותר ב-\u2068?23%/ }[language];
      assert.match(text, wanted);
      assert.doesNotMatch(text, /quality judged|Keep Original/);
    });
  }

  for (const language of ['ru', 'he'] as const) {
    it(`leaves no English of ours in a run with cases in ${language}`, async () => {
      panel = await openPanel({ theme: dark, language });
      for (const phase of [caseRun(), nothingToGain()]) {
        await panel.show({ subject, phase });
        const said = await panel.page.locator('.said, .headline-doubt').allTextContents();
        assert.ok(said.length > (phase.report.changed ? 20 : 2), String(said.length));
        assert.deepEqual(said.filter(isEnglish), []);
      }
      const [reason = ''] = await panel.page.locator('.headline-reason').allTextContents();
      const numbers = { ru: /^Наибольший .* 1 балл, .* 4,2 балла /, he: /ב-1 נקודה, .*-4\.2 נקודות / };
      assert.match(reason, numbers[language]);
    });
  }

  it('is mirrored in Hebrew, but for the text of the prompt', async () => {
    panel = await openPanel({ theme: dark, language: 'he' });
    await panel.show(states.result);
    const { page } = panel;
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
    const sides = await page.evaluate(() => {
      const left = (selector: string): number =>
        document.querySelector(selector)?.getBoundingClientRect().left ?? Number.NaN;
      return { icon: left('.headline-title .icon'), title: left('.headline-title h1') };
    });
    assert.ok(sides.icon > sides.title, 'The icon stands before the title: on its right.');
    const direction = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).unicodeBidi);
    assert.equal(await direction('.diff-text'), 'plaintext');
    const aligned = await page
      .locator('.reason-text > .said')
      .first()
      .evaluate((element) => getComputedStyle(element).textAlign);
    assert.match(aligned, /right/u, 'An English reason stands where the lines of the panel begin.');
  });

  it('mirrors the pages, but for numbers, code and charts', async () => {
    panel = await openPanel({ theme: dark, language: 'he', width: 900 });
    await panel.show(states.result);
    const { page } = panel;
    const right = (selector: string): Promise<number> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => element.getBoundingClientRect().right);
    const direction = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).direction);
    await panel.showPage(pages.controller);
    assert.ok((await right('.field-label')) > (await right('.field-head .link')), 'the label leads');
    assert.equal(await direction('.number-input'), 'ltr');
    await panel.showPage(pages.analytics);
    assert.equal(await direction('.bar-chart'), 'ltr');
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    assert.ok((await right('tbody th')) > (await right('tbody td')), 'the first column stands on the right');
    await panel.showPage(pages.timeline);
    assert.equal(await direction('.timeline-chart'), 'ltr');
    await panel.showPage(pages.suggestions);
    const previews = page.locator('.edit-preview');
    assert.ok((await previews.count()) > 0);
    assert.equal(
      await previews.first().evaluate((element) => getComputedStyle(element).unicodeBidi),
      'plaintext',
    );
    assert.ok((await right('.finding .icon')) > (await right('.finding-body')), 'the icon leads');
  });

  for (const language of ['ru', 'he'] as const) {
    it(`leaves no English of ours on the pages in ${language}`, async () => {
      panel = await openPanel({ theme: dark, language, width: 900 });
      await panel.show(states.result);
      for (const [name, page] of Object.entries(pages)) {
        await panel.showPage(page);
        const found = await panel.page.evaluate(englishTexts);
        assert.deepEqual(found, [], name);
      }
    });
  }

  it('begins translated reasons on the right, also where a quotation stands first', async () => {
    panel = await openPanel({ theme: dark, language: 'he', width: 900 });
    await panel.show(states.result);
    await panel.showPage(pages.suggestions);
    const said = panel.page.locator('.finding .said').first();
    const { quote, end } = await said.evaluate((element) => {
      const node = [...element.childNodes].find(
        ({ textContent }) => textContent?.includes('Please') === true,
      );
      const text = node?.textContent ?? '';
      const sideOf = (part: string): number => {
        const range = document.createRange();
        range.setStart(node ?? element, text.indexOf(part));
        range.setEnd(node ?? element, text.indexOf(part) + part.length);
        return range.getBoundingClientRect().left;
      };
      return { quote: sideOf('Please'), end: sideOf('.') };
    });
    assert.ok(end < quote, 'the sentence ends on the left of what it quotes');
  });

  it('moves among the pages with the keys that point there', async () => {
    panel = await openPanel({ theme: dark, language: 'he' });
    await panel.show(states.result);
    const tabs = panel.page.locator('.tab');
    await tabs.first().focus();
    await panel.page.keyboard.press('ArrowLeft');
    const focused = await panel.page.evaluate(() => document.activeElement?.textContent);
    assert.equal(focused, await tabs.nth(1).textContent());
  });

  it('stands still for those who want no motion, and keeps its outlines in forced colours', async () => {
    panel = await openPanel({ theme: highContrast, language: 'he' });
    const { page } = panel;
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
    await panel.show(states.running);
    const moving = (): Promise<number> => page.evaluate(() => document.getAnimations().length);
    assert.equal(await moving(), 0);
    await page.emulateMedia({ reducedMotion: 'no-preference', forcedColors: 'active' });
    await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    await panel.show(states.running);
    assert.equal(await moving(), 0);
    await panel.show(states.result);
    await page.locator('.tab').first().focus();
    await page.keyboard.press('ArrowLeft');
    const outline = await page.evaluate(() =>
      document.activeElement === null ? '' : getComputedStyle(document.activeElement).outlineStyle,
    );
    assert.notEqual(outline, 'none');
  });
});

/** Two English words in a row that are neither quoted nor set apart. */
function isEnglish(text: string): boolean {
  return /[a-z]{3,} [a-z]{2,}/iu.test(text.replaceAll(/\u2068[^\u2069]*\u2069|[“«„][^”»]*[”»]/gu, ''));
}

/** Runs in the page: texts and names of ours with two English words in a row; what people and models wrote is theirs. */
function englishTexts(): readonly string[] {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const theirs =
    '.edit-preview, .evidence, code, .placeholder, .talk-text, .template-head, .template-field, .favorite-name, .model-line > span, .next-prompt .link, td, th[scope="row"], .timeline-point, .chart, .error-detail';
  const isEnglish = (text: string): boolean =>
    /[a-z]{3,} [a-z]{2,}/iu.test(text.replaceAll(/\u2068[^\u2069]*\u2069|<[^>]*>|[“"][^”"]*[”"]/gu, ''));
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || parent.closest(`${theirs}, script, style`) !== null) continue;
    if (isEnglish(node.textContent ?? '')) found.push(`${parent.className}: ${node.textContent ?? ''}`);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (element.closest(theirs) !== null) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const text = element.getAttribute(name) ?? '';
      if (isEnglish(text)) found.push(`${name}: ${text}`);
    }
  }
  return found;
}

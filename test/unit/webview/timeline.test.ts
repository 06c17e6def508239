import assert from 'node:assert/strict';
import { axeViolations } from './axe.ts';
import type { OpenPanel } from './open-panel.ts';
import { timelinePage, timelineVersion } from './pages.ts';
import { states } from './states.ts';
import { type Theme, themes } from './themes.ts';
import { usePanels } from './use-panels.ts';

const [dark] = themes as readonly [Theme];

describe('the timeline of a prompt in a browser', function () {
  const openPanel = usePanels();
  let panel: OpenPanel;

  afterEach(() => panel.close());

  const many = Array.from({ length: 500 }, (_, index) =>
    timelineVersion({ id: `v${index}`, isCurrent: index === 499, createdAt: Date.UTC(2026, 0, 1 + index) }),
  );
  const pages = {
    timeline: timelinePage(),
    'one version': timelinePage({ prompt: { hasOlder: false, versions: [timelineVersion()] } }),
    'many versions': timelinePage({ prompt: { hasOlder: true, versions: many } }),
    'no versions': timelinePage({ prompt: null }),
  };

  const open = async (width = 900): Promise<void> => {
    panel = await openPanel({ theme: dark, width });
    await panel.show(states.result);
    await panel.showPage(timelinePage());
    await panel.takeSent();
  };

  const focusedLabel = (): Promise<string | null> =>
    panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

  for (const theme of themes) {
    it(`has nothing that axe marks, and keeps the policy, in the ${theme.name} theme`, async () => {
      panel = await openPanel({ theme });
      await panel.show(states.result);
      for (const [name, page] of Object.entries(pages)) {
        await panel.showPage(page);
        assert.deepEqual(await axeViolations(panel), [], name);
      }
      assert.deepEqual(panel.problems, []);
      assert.equal(await panel.page.evaluate(() => 'hacked' in window), false);
    }).timeout(60_000);
  }

  it('is never wider than the panel at 300 pixels, whatever a version is called', async () => {
    await open(300);
    for (const [name, page] of Object.entries(pages)) {
      await panel.showPage(page);
      const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 300, `${name} is ${width} pixels wide`);
    }
  });

  it('is one tab stop, at the current text; arrow keys, Home and End go on in words', async () => {
    await open();
    assert.equal(await panel.page.locator('.timeline-point[tabindex="0"]').count(), 1);
    await panel.page.locator('.timeline-point[tabindex="0"]').focus();
    assert.match(
      (await focusedLabel()) ?? '',
      /^Restored, current, .+240 tokens, quality 74\.5 \(E3 · assertions\)$/u,
    );
    await panel.page.keyboard.press('ArrowRight');
    assert.match((await focusedLabel()) ?? '', /^Restored/u);
    await panel.page.keyboard.press('ArrowLeft');
    assert.match((await focusedLabel()) ?? '', /^Applied, undone, .+tokens unknown, quality unknown$/u);
    await panel.page.keyboard.press('Home');
    assert.match((await focusedLabel()) ?? '', /^Original, .+312 tokens, quality 61\.5 \(E0 · rules\)$/u);
    const shown = panel.page.locator('.timeline-caption:visible');
    assert.equal(await shown.count(), 1);
    assert.match((await shown.textContent()) ?? '', /^OriginalNov/u);
  });

  it('compares a version with the current text, and the current one with the one before', async () => {
    await open();
    await panel.page.locator('.timeline-point').first().focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.locator('.timeline-point').nth(3).locator('.timeline-column').click();
    await panel.page.getByRole('button', { name: 'Restored', exact: true }).click();
    const compare = (versionId: string, against: 'current' | 'previous') => ({
      type: 'timeline',
      request: { type: 'compare', versionId, against },
    });
    assert.deepEqual(await panel.takeSent(), [
      compare('v1', 'current'),
      compare('v4', 'current'),
      compare('v6', 'previous'),
    ]);
  });

  it('joins only what stood in the file, and never qualities of different tiers', async () => {
    await open();
    const points = (name: string) =>
      panel.page
        .locator(`polyline.${name}`)
        .getAttribute('points')
        .then((value) => (value ?? '').split(' ').length);
    assert.equal(await points('is-tokens'), 4);
    assert.deepEqual([await points('is-e0'), await points('is-e3')], [2, 2]);
    const heading = await panel.page.getByRole('heading', { level: 1 }).textContent();
    assert.equal(heading, 'From 312 to 240 tokens');
    assert.equal(
      await panel.page.locator('.headline-reason').textContent(),
      'Quality +6.7 points by E0 · rules. Quality +2.5 points by E3 · assertions.',
    );
  });

  it('says the same in a table, newest first', async () => {
    await open();
    const rows = panel.page.locator('.timeline tbody tr');
    assert.equal(await rows.count(), 6);
    assert.match(
      (await rows.first().textContent()) ?? '',
      /^Restored current.+24074\.5 \(E3 · assertions\)$/u,
    );
    assert.match((await rows.nth(4).textContent()) ?? '', /^Candidate.+≈ 25061\.5 \(E0 · rules\)$/u);
  });

  it('keeps the focus on its version when another one comes', async () => {
    await open();
    await panel.page.locator('.timeline-point').nth(1).focus();
    const page = timelinePage();
    const versions = [...(page.prompt?.versions ?? []), timelineVersion({ id: 'v7', origin: 'edited' })];
    await panel.showPage({ ...page, prompt: { hasOlder: false, versions } });
    assert.match((await focusedLabel()) ?? '', /^Candidate/u);
    assert.equal(await panel.page.locator('.timeline-point').count(), 7);
  });
});

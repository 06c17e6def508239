import assert from 'node:assert/strict';

import type { PanelState } from '../../../src/protocol.ts';
import { slowness } from '../../support/cpu-time.ts';
import { judged, readOnly } from './judged.ts';
import type { OpenPanel } from './open-panel.ts';
import { explain, original, result, rewrite, subject } from './snapshots.ts';
import { states } from './states.ts';
import { type Theme, themes } from './themes.ts';
import { usePanels } from './use-panels.ts';

const [dark] = themes as readonly [Theme];

/** Markup, an end of the script, a command, and characters that turn the text around them. */
const hostile = `<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script><a href="command:x">x</a> \u202Eevil\u2066`;

describe('the result in a browser', function () {
  const openPanel = usePanels();
  let panel: OpenPanel;

  beforeEach(async () => {
    panel = await openPanel({ theme: dark });
  });

  afterEach(() => panel.close());

  it('says how the words are known, what it saves, and why to doubt the judge', async () => {
    await panel.show(states.judged);
    const text = await panel.page.locator('.headline').innerText();
    assert.match(text, /Equivalent and 23.% cheaper, measured on 24 cases \(E3\)/);
    assert.match(text, /\+0\.8 points \(interval −0\.9 to \+2\.4, p = 0\.31, noise floor 0\.4\)/);
    assert.match(text, /Only 62.% of the pairs were judged alike/);
    assert.match(text, /Saves \$0\.01 per 1,000 calls; the run has paid for itself after 3,100 calls\./);
  });

  it('offers to draft test cases where none were tried, as a calm second to the decision', async () => {
    await panel.show(states['without-cases']);
    const offer = panel.page.getByRole('complementary', { name: 'Test cases' });
    assert.match(await offer.innerText(), /No test case was tried: .+ Values for the placeholders/);
    assert.equal(await offer.locator('vscode-button').getAttribute('appearance'), 'secondary');
    await offer.getByText('Draft Test Cases…').click();
    assert.deepEqual(await panel.takeSent(), [{ type: 'draft-cases' }]);
  });

  it('offers messages for a prompt without placeholders, and nothing where only the program can fill it in', async () => {
    const offer = panel.page.getByRole('complementary', { name: 'Test cases' });
    await panel.show({ subject, phase: readOnly('message') });
    assert.match(await offer.innerText(), /Messages to this prompt .+Draft Test Cases…/s);
    await panel.show({ subject, phase: readOnly('control-blocks') });
    assert.match(await offer.innerText(), /only the program itself can run the control blocks/);
    assert.equal(await offer.locator('vscode-button').count(), 0);
  });

  it('offers no test cases to a run that had some, nor once the rewrite is in the file', async () => {
    const offer = panel.page.getByRole('complementary', { name: 'Test cases' });
    await panel.show(states.judged);
    assert.equal(await offer.count(), 0);
    const { action } = states.applied.phase;
    await panel.show({ subject, phase: { ...readOnly('placeholders'), action } });
    assert.equal(await offer.count(), 0);
  });

  it('says what the intervals of the front are of, and where the word diff gave up', async () => {
    await panel.show(states.judged);
    assert.match(
      await panel.page.locator('.interval-note').innerText(),
      /over the search cases\. The verdict rests on 24 other cases\./,
    );
    const base = judged();
    const explanations = base.current.explanations.map((hunk, index) => ({ ...hunk, isCoarse: index < 2 }));
    assert.equal(await panel.page.locator('.coarse-note').count(), 0);
    await panel.show({ subject, phase: judged({ current: { ...base.current, explanations } }) });
    assert.match(
      await panel.page.locator('.coarse-note').innerText(),
      /^2 passages differ too much .* replaced whole\.$/,
    );
  });

  it('leads with Keep Original when the cases could not tell', async () => {
    await panel.show(states.inconclusive);
    assert.deepEqual(
      await panel.page
        .locator('.decision vscode-button')
        .evaluateAll((all) =>
          all.map((one) => `${one.getAttribute('appearance') ?? ''}: ${one.textContent}`),
        ),
      ['primary: Keep Original', 'secondary: Apply Anyway'],
    );
  });

  it('opens every number to its definition, its formula and its inputs with their sources', async () => {
    await panel.show(states.judged);
    const tiles = await panel.page.locator('.metric').all();
    assert.equal(tiles.length, 11);
    for (const tile of tiles) {
      await tile.locator('summary').click();
      await tile.locator('.metric-formula').waitFor();
      const inputs = await tile.locator('.metric-input').allInnerTexts();
      assert.ok(
        inputs.length > 0 && inputs.every((input) => input.trim().split('\n').length >= 3),
        inputs.join(),
      );
    }
  });

  it('asks for the tokens once they are wanted, and counts them line by line', async () => {
    await panel.show({ subject, phase: result() });
    await panel.page.locator('input[value=tokens]').check({ force: true });
    assert.deepEqual(await panel.takeSent(), [{ type: 'show-tokens' }]);
    await panel.show(states.result);
    const boxes = await panel.page.locator('.token-side').first().locator('.token').count();
    const counts = await panel.page.locator('.token-side').first().locator('.token-count').allInnerTexts();
    assert.equal(
      counts.reduce((sum, count) => sum + Number(count), 0),
      boxes,
    );
    assert.equal(await panel.page.locator('.token-title').first().textContent(), `Before: ${boxes} tokens`);
  });

  it('shows who was asked what, beside what was forecast', async () => {
    await panel.show(states['running-models']);
    assert.match(await panel.page.locator('.usage').innerText(), /Model calls\s*31\s*forecast 90 to 180/);
    await panel.show(states.judged);
    await panel.page.getByText('Rounds', { exact: true }).click();
    const rows = panel.page.getByRole('table', { name: 'Use of models by role' }).getByRole('row');
    assert.equal(await rows.count(), 5);
    assert.match(await rows.nth(4).innerText(), /Target\s+gpt-4\.1-nano\s+96/);
  });

  for (const [name, text] of [
    ['markup, links and turned text', hostile],
    ['a line of a million characters', `${hostile}${'x'.repeat(1_000_000)}`],
  ] as const) {
    it(`runs nothing and keeps its layout with ${name} in every view`, async () => {
      for (const [view, state] of Object.entries<PanelState>(states)) {
        await panel.show(withForeignText(state, text));
        await panel.page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        assert.equal(await panel.page.locator('main img, main a, main script').count(), 0, view);
        const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 900, `${view} is ${width} pixels wide`);
      }
      assert.equal(await panel.page.evaluate(() => 'hacked' in window), false);
      assert.deepEqual(panel.problems, []);
    }).timeout(60_000);
  }

  it('follows the hand on the slider within a frame, and a snapshot of the host soon after', async () => {
    const long = manyChanges();
    await panel.show(long);
    const times = await panel.page.evaluate((state) => {
      const slider = document.querySelector<HTMLInputElement>('#lambda-input');
      if (slider === null) throw new Error('There is no slider.');
      const timesOf = (act: (step: number) => void): number[] =>
        Array.from({ length: 40 }, (_, step) => {
          const start = performance.now();
          act(step);
          // The layout belongs to the frame.
          document.body.getBoundingClientRect();
          return performance.now() - start;
        }).sort((a, b) => a - b);
      const moves = timesOf((step) => {
        slider.value = String(0.1 + step / 100);
        slider.dispatchEvent(new Event('input'));
      });
      const snapshots = timesOf(() => {
        window.dispatchEvent(new MessageEvent('message', { data: { type: 'state', state } }));
      });
      return { move: moves[20] ?? 0, worstMove: moves[38] ?? 0, snapshot: snapshots[20] ?? 0 };
    }, long);
    const shown = Object.entries(times).map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`);
    console.log(`      ${shown.join(', ')}`);
    const limit = 16 * slowness();
    assert.ok(times.move < limit, `a move takes ${times.move} ms`);
    assert.ok(times.snapshot < 2 * limit, `a snapshot takes ${times.snapshot} ms`);
  });
});

/** A long prompt with more changes than are drawn at once. */
function manyChanges(): PanelState {
  const before = Array.from({ length: 80 }, () => original).join('\n');
  const after = Array.from({ length: 80 }, () => rewrite).join('\n');
  const base = judged();
  const explanations = explain(before, after);
  return {
    subject,
    phase: judged({
      report: { ...base.report, original: { ...base.report.original, text: before } },
      current: { ...base.current, text: after, explanations },
    }),
  };
}

/** Fields that hold what files, models and endpoints say, wherever they stand in a state. */
const foreignFields = new Set([
  'detail',
  'why',
  'message',
  'nextStep',
  'sentence',
  'reason',
  'file',
  'model',
  'evidence',
  'fixTitle',
  'rule',
  'power',
]);

function withForeignText(state: PanelState, text: string): PanelState {
  const place = state.subject === null ? null : { ...state.subject, name: text };
  const left = new Set(foreignFields);
  return { ...(replaceText(state, text, left) as PanelState), subject: place && { ...place, file: text } };
}

/** A long text takes each place once: forty of them would try the browser of the test, not the panel. */
function replaceText(value: unknown, text: string, left: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceText(item, text, left));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === 'sentences') return [key, [text]];
      if (!foreignFields.has(key) || typeof item !== 'string') return [key, replaceText(item, text, left)];
      const isFirst = text.length < 10_000 || left.delete(key);
      return [key, isFirst ? text : hostile];
    }),
  );
}

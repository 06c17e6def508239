import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { AnalyticsPage } from '../../src/protocol/analytics-page.ts';
import type { ReceivedRequest, Script, ScriptedReply } from '../support/scripted-server.ts';
import { fieldsOf, judgeAnswer, questionOf, roleOf } from '../support/scripted-team.ts';
import { answerInput } from './support/settings-files.ts';
import { useModelWorkbench } from './support/use-model.ts';

const file = 'support_agent.py';
const weak = 'Please make sure that you always read';
const strong = 'Always read';

/** Rewrites one sentence and judges by length. */
const team: Script = (request) => (roleOf(request) === 'proposer' ? proposal(request) : judgeAnswer(request));

function proposal(request: ReceivedRequest): ScriptedReply {
  const prompt = String(fieldsOf(request)['prompt']);
  const why = 'Says it in fewer words.';
  const edits = prompt.includes(weak) ? [{ find: weak, replace: strong, why, kind: 'economy' }] : [];
  const answer =
    questionOf(request) === 'patch'
      ? { edits }
      : { prompt: prompt.replace(weak, strong), reasons: [{ quote: weak, why, kind: 'economy' }] };
  return { kind: 'answer', text: JSON.stringify(answer) };
}

describe('the pages of the panel in the editor', () => {
  const { workbench } = useModelWorkbench(team, {
    width: 1500,
    height: 1000,
    machineSettings: { 'promptops.model.prices': { tiny: { input: 1, output: 2 } } },
  });
  const panel = (page: string): Promise<Frame> => workbench().webview(`main.${page}`);
  const inWorkspace = (name: string): string => path.join(workbench().server.workspace, name);

  /** What is written under the name that the person gives. */
  async function written(name: string): Promise<Buffer> {
    const target = inWorkspace(name);
    await answerInput(workbench(), target);
    return workbench().until(`the file ${name}`, async () => {
      const bytes = await readFile(target).catch(() => undefined);
      return bytes !== undefined && bytes.length > 0 && bytes;
    });
  }

  async function exported(name: string): Promise<string> {
    await (await panel('analytics')).getByRole('button', { name: 'Export…' }).click();
    return (await written(name)).toString('utf8');
  }

  before(async () => {
    await workbench().openFile(file, 5);
    await workbench().clickLens('Optimize');
    await workbench().clickDialogButton('Send and Optimize');
    const result = await workbench().webview('.headline');
    await result.getByRole('button', { name: 'Apply', exact: true }).first().click();
    await workbench().until('the applied rewrite', async () => {
      await workbench().tab(file).first().click();
      return (await workbench().editorText()).includes(strong);
    });
  });

  describe('of Analytics', () => {
    before(async () => {
      const frame = await workbench().webview('.panel');
      await frame.getByRole('button', { name: 'Analytics', exact: true }).click();
    });

    it('add up what was run and applied, in tokens and money', async () => {
      const frame = await panel('analytics');
      await frame
        .getByRole('heading', { level: 1, name: /The applied rewrite saves \d+ tokens per call/u })
        .waitFor();
      assert.match(
        await frame.locator('.headline-reason').innerText(),
        /That is \$\d.* in 1,000 calls of each\./u,
      );
    });

    it('are written as CSV and as JSON where the person says', async () => {
      const [head = '', day = ''] = (await exported('numbers.csv')).split('\r\n');
      const column = (name: string): number => Number(day.split(',')[head.split(',').indexOf(name)]);
      assert.deepEqual([column('runs'), column('applied')], [1, 1]);
      assert.ok(column('calls') > 0 && column('cost_usd') > 0);
      const saved = column('tokens_saved_per_call');
      assert.ok(saved > 0);
      assert.equal(column('usd_saved_per_1000_calls'), (saved * 1000) / 1e6);
      const page = JSON.parse(await exported('numbers.json')) as AnalyticsPage;
      assert.equal(page.days[0]?.tokensSaved, saved);
      assert.ok(page.roles.some(({ role, model }) => role === 'proposer' && model === 'tiny'));
    });

    it('span the days that are chosen', async () => {
      await (await panel('analytics')).getByLabel('Last').selectOption('365');
      const page = JSON.parse(await exported('year.json')) as AnalyticsPage;
      assert.equal(page.rangeDays, 365);
    });

    it('list the prompts of the workspace once it is scanned, the highest priority first', async () => {
      const frame = await panel('analytics');
      await frame.getByRole('button', { name: 'Scan Workspace' }).click();
      await frame.locator('.next-prompt').first().waitFor();
      const { prompts } = JSON.parse(await exported('prompts.json')) as AnalyticsPage;
      const priorities = prompts?.top.map(({ priority }) => priority) ?? [];
      assert.ok(priorities.length > 2);
      assert.deepEqual(
        priorities,
        [...priorities].sort((a, b) => b - a),
      );
      assert.equal(await frame.locator('.next-prompt').count(), priorities.length);
    });

    for (const [name, title] of [
      ['savings', 'Saved by applied rewrites'],
      ['verdicts', 'Runs by verdict'],
      ['gains', 'Quality Gain by evidence'],
      ['roles', 'Spend by model and role'],
      ['cache', 'Calls and cache'],
      ['latency', 'Time of a call by role'],
      ['shares', 'Share of the token bill'],
    ] as const) {
      it(`are drawn: ${title}, with words, a table, and as a picture`, async () => {
        const frame = await panel('analytics');
        const section = frame.locator('details.section', { has: frame.locator(`#chart-${name}`) });
        if (!(await section.evaluate((element) => Reflect.get(element, 'open') === true))) {
          await section.locator('summary').first().click();
        }
        const bars = section.locator('.bar-mark');
        const count = await bars.count();
        assert.ok(count > 0);
        const words = (await bars.first().getAttribute('aria-label')) ?? '';
        assert.equal(await bars.first().locator('title').textContent(), words);
        assert.match(words, /\d/u);
        assert.equal(await section.locator('.bar-mark[tabindex="0"]').count(), 1);
        await bars.first().focus();
        await workbench().page.keyboard.press('ArrowRight');
        const focused = await frame.evaluate(() => document.activeElement?.getAttribute('aria-label'));
        assert.equal(focused, await bars.nth(Math.min(1, count - 1)).getAttribute('aria-label'));
        assert.ok((await section.locator('tbody tr').count()) >= count, 'a row for each bar');
        await section.getByRole('button', { name: `Save as SVG ${title}` }).click();
        const drawing = await written(`${name}.svg`);
        assert.ok((await countDrawn(workbench().page, drawing.toString('utf8'))) > count);
        await section.getByRole('button', { name: `Save as PNG ${title}` }).click();
        const picture = await colorsOf(workbench().page, await written(`${name}.png`));
        assert.deepEqual([picture.width, picture.height], [1280, 360]);
        assert.ok(picture.colors > 3, `${String(picture.colors)} colours`);
      });
    }

    it('forecast a month from the calls that are entered, give or take', async () => {
      const frame = await panel('analytics');
      const field = frame.getByLabel('Calls of these prompts per day');
      await field.fill('1000');
      await field.press('Enter');
      const row = frame.locator('tr', { has: frame.getByRole('rowheader', { name: 'Calls', exact: true }) });
      await row.getByRole('cell', { name: '30,000' }).waitFor();
      assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['22,500', '30,000', '37,500']);
      const { usage } = JSON.parse(await exported('month.json')) as AnalyticsPage;
      assert.equal(usage.month?.calls.expected, 30_000);
      assert.ok((usage.month.savedUsd?.expected ?? 0) > 0);
    });

    const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'];
    const logs = {
      'usage.csv': [
        'date,requests,input_tokens,output_tokens',
        ...days.map((day) => `${day},100,20000,5000`),
      ],
      'usage.jsonl': days.map((day, index) =>
        JSON.stringify({
          timestamp: `${day}T10:00:00Z`,
          calls: 200 + index,
          input_tokens: 1,
          output_tokens: 1,
        }),
      ),
    };
    for (const [name, lines] of Object.entries(logs)) {
      it(`forecast a month from an imported log: ${name}`, async () => {
        await writeFile(inWorkspace(name), `${lines.join('\n')}\n`);
        const frame = await panel('analytics');
        await frame.getByRole('button', { name: 'Import a usage log…' }).click();
        await answerInput(workbench(), inWorkspace(name));
        await frame.getByText('Rests on a log of 4 days; 95 % interval of their mean.').waitFor();
        const { usage } = JSON.parse(await exported(`${name}.json`)) as AnalyticsPage;
        const { low, expected, high } = usage.basis?.callsPerDay ?? { low: 0, expected: 0, high: 0 };
        assert.equal(expected, name === 'usage.csv' ? 100 : 201.5);
        assert.ok(low <= expected && expected <= high);
        assert.ok(Number(usage.month?.costUsd?.expected) > 0);
        await frame.getByRole('button', { name: 'Import a usage log…' }).waitFor();
      });
    }

    it('say what is wrong with a log that is none', async () => {
      await writeFile(inWorkspace('none.csv'), 'a,b\n1,2\n');
      await (await panel('analytics')).getByRole('button', { name: 'Import a usage log…' }).click();
      await answerInput(workbench(), inWorkspace('none.csv'));
      await workbench().toast('No line of the usage log can be used.').waitFor();
      await workbench().clearToasts();
    });
  });

  describe('of the Timeline', () => {
    before(async () => {
      const frame = await panel('analytics');
      await frame.getByRole('button', { name: 'Timeline', exact: true }).click();
    });

    it('show the way of the prompt as a chart and as a table', async () => {
      const frame = await panel('timeline');
      await frame.getByRole('heading', { level: 1, name: /^From \d+ to \d+ tokens$/u }).waitFor();
      const rows = await frame.locator('tbody tr').allInnerTexts();
      assert.match(rows[0] ?? '', /Applied.*current/su);
      assert.match(rows.at(-1) ?? '', /Original/u);
      assert.equal(await frame.locator('.timeline-chart [aria-label]').count(), rows.length);
      assert.equal(await frame.locator('.timeline-chart [tabindex="0"]').count(), 1);
    });

    it('open the comparison of a version with the text in the file', async () => {
      const frame = await panel('timeline');
      await frame.getByRole('button', { name: 'Original', exact: true }).click();
      await workbench().page.locator('.monaco-diff-editor').waitFor();
      await workbench().until('both texts', async () => {
        const text = await workbench().page.locator('.monaco-diff-editor').innerText();
        return text.replaceAll('\u00a0', ' ').includes(weak);
      });
      await workbench().runCommand('View: Close Editor');
    });

    it('open it by keyboard from the chart, too', async () => {
      const frame = await panel('timeline');
      await frame.locator('.timeline-chart [tabindex="0"]').focus();
      await workbench().page.keyboard.press('ArrowLeft');
      await workbench().page.keyboard.press('Enter');
      await workbench().page.locator('.monaco-diff-editor').waitFor();
      await workbench().runCommand('View: Close Editor');
    });
  });

  describe('as ways to other places', () => {
    it('open by command at the page that is asked for', async () => {
      await workbench().runCommand('PromptOps: Open TFM Controller');
      await (await panel('controller')).getByRole('textbox', { name: 'Iterations' }).waitFor();
    });

    it('start a run on the prompt that Analytics names first', async () => {
      const frame = await panel('controller');
      await frame.getByRole('button', { name: 'Analytics', exact: true }).click();
      const next = (await panel('analytics')).locator('.next-prompt button').nth(1);
      const title = (await next.getAttribute('title')) ?? '';
      await next.click();
      const place = title.replace('Optimize the prompt in ', '');
      const shown = await workbench().webview('body', place);
      await shown.locator('.headline').first().waitFor();
    });
  });
});

/** How many things a file draws that a browser reads as a picture; 0 when it cannot. */
async function countDrawn(page: Page, markup: string): Promise<number> {
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    if (parsed.querySelector('parsererror') !== null || parsed.documentElement.localName !== 'svg') return 0;
    return parsed.querySelectorAll('rect, line, text').length;
  }, markup);
}

/** The size of a bitmap and how many colours it has, as a browser decodes it. */
async function colorsOf(
  page: Page,
  bytes: Buffer,
): Promise<{ readonly width: number; readonly height: number; readonly colors: number }> {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([data], { type: 'image/png' }));
    const { width, height } = bitmap;
    const pen = new OffscreenCanvas(width, height).getContext('2d');
    pen?.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(pen?.getImageData(0, 0, width, height).data.buffer ?? new ArrayBuffer(0));
    return { width, height, colors: new Set(pixels).size };
  }, bytes.toString('base64'));
}

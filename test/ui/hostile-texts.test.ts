import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Script } from '../support/scripted-server.ts';
import { fieldsOf, judgeAnswer, questionOf, roleOf } from '../support/scripted-team.ts';
import { useModelWorkbench } from './support/use-model.ts';

/** Markup that would run, the end of a script, commands as links, and characters that turn the text around them. */
const hostile = [
  '<img src=x onerror="window.hacked=1">',
  '</script><script>window.hacked=1</script>',
  '<a href="command:workbench.action.closeAllEditors">close</a>',
  '[close](command:workbench.action.closeAllEditors)',
  '\u202Eevil\u2066',
].join(' ');
const longLine = 'x'.repeat(1_000_000);

const prompt = `You are a support agent. Please make sure that you always answer in order to help. ${hostile}`;
const wordy = 'Please make sure that you always answer in order to help.';

/** A model that says all of it wherever it may speak: in the text, in its reasons, in its findings. */
const hostileModel: Script = (request) => {
  const text = String(roleOf(request) === 'proposer' ? fieldsOf(request)['prompt'] : '');
  if (roleOf(request) !== 'proposer') {
    const answer = judgeAnswer(request);
    return answer.kind === 'answer'
      ? { ...answer, text: answer.text.replace('It is wordy.', JSON.stringify(hostile).slice(1, -1)) }
      : answer;
  }
  const why = `${hostile} ${longLine}`;
  const answer =
    questionOf(request) === 'patch'
      ? { edits: [{ find: wordy, replace: 'Answer to help.', why, kind: 'economy' }] }
      : { prompt: text.replace(wordy, 'Answer to help.'), reasons: [{ quote: wordy, why, kind: 'economy' }] };
  return { kind: 'answer', text: JSON.stringify(answer) };
};

describe('hostile texts in the real editor', () => {
  const { workbench } = useModelWorkbench(hostileModel, { width: 1600, height: 950 });

  const writePrompt = (name: string, text: string): Promise<void> =>
    writeFile(path.join(workbench().server.workspace, name), text);

  /** Nothing ran in any frame, nothing became an element, nothing is wider than its page. */
  async function assertHarmless(panel: Frame, view: string): Promise<void> {
    for (const frame of workbench().page.frames()) {
      assert.equal(await frame.evaluate(() => 'hacked' in window), false, `${view}: ${frame.url()}`);
    }
    const found = await panel.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const wider = [...document.querySelectorAll('.panel *')].filter(
        (element) =>
          element.getBoundingClientRect().right > width && element.closest('.visually-hidden') === null,
      );
      return {
        elements: document.querySelectorAll('.panel :is(img, a, script, iframe)').length,
        wider:
          document.documentElement.scrollWidth > width
            ? wider.map(
                ({ tagName, className, textContent }) =>
                  `${tagName} ${className} ${textContent.slice(0, 80)}`,
              )
            : [],
      };
    });
    assert.deepEqual(found, { elements: 0, wider: [] }, view);
  }

  async function assertEveryPageHarmless(panel: Frame, what: string): Promise<void> {
    for (const page of ['Result', 'TFM Controller', 'Analytics', 'Assistant', 'Timeline']) {
      await panel.getByRole('button', { name: page, exact: true }).click();
      await panel.locator('.view, .analytics, .assistant, .timeline').first().waitFor();
      await panel.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await assertHarmless(panel, `${what}: ${page}`);
    }
    await panel.getByRole('button', { name: 'Result', exact: true }).click();
  }

  it('run nothing when a model answers with them', async () => {
    await writePrompt('agent.prompt', prompt);
    await workbench().openFile('agent.prompt');
    await workbench().clickLens('Optimize');
    await workbench().clickDialogButton('Send and Optimize');
    const panel = await workbench().webview('.headline', /shorter|cheaper|keep the original/iu);
    assert.match(await panel.locator('main').innerText(), /U\+202E/u);
    await assertEveryPageHarmless(panel, 'model');
    await workbench().tab('agent.prompt').first().waitFor();
  });

  it('show their reasons as text, and no endless one', async () => {
    const panel = await workbench().webview('.headline');
    const reason = await panel.locator('.reason-text').first().innerText();
    assert.match(reason, /<img src=x onerror=/u);
    assert.ok(reason.length < 5000, `${reason.length} characters`);
  });

  it('are written as they stand, where the rewrite keeps them', async () => {
    const panel = await workbench().webview('.headline');
    await panel
      .getByRole('button', { name: /^Apply/u })
      .first()
      .click();
    await panel.getByText('The rewrite is in the file.').first().waitFor();
    await workbench().tab('agent.prompt').first().click();
    const text = await workbench().savedText('agent.prompt');
    assert.equal(text, prompt.replace(wordy, 'Answer to help.'));
  });

  it('keep their place in the history and its tooltip', async () => {
    await workbench().openViewContainer('PromptOps');
    const row = workbench().rows('History', 'agent.prompt').first();
    await row.waitFor();
    await row.hover();
    assert.equal(await workbench().page.evaluate(() => 'hacked' in window), false);
    assert.equal(await workbench().page.locator('.monaco-hover a[href^="command:"]').count(), 0);
  });

  it('break no layout with a line of a megabyte', async () => {
    await writePrompt('long.prompt', `${prompt} ${longLine}\nPlease kindly answer.\n`);
    await workbench().openFile('long.prompt');
    await workbench().runCommand('PromptOps: Analyze Prompt');
    const panel = await workbench().webview('.header', 'long.prompt');
    await assertEveryPageHarmless(panel, 'megabyte');
  }).timeout(120_000);
});

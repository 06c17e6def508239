import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { ROOT } from '../../scripts/support/paths.ts';
import { wordySupportPrompt } from '../support/sample-prompts.ts';
import type { Script } from '../support/scripted-server.ts';
import { fieldsOf, roleOf } from '../support/scripted-team.ts';
import { asksForPatch, goodAnswer, tidyRewrite } from '../unit/core/pcv/model-engine/run-model.ts';
import { useModelWorkbench } from './support/use-model.ts';

const quote = 'A refund is decided by the billing team within 30 days of delivery';
const policy = `# Refund policy\n\n## Deadlines\n\n${quote}; support never promises one.\n`;

/** Rewrites well, and rests its reason on the policy. */
const script: Script = (request) => {
  if (roleOf(request) !== 'proposer') return goodAnswer(request);
  const find = 'Due to the fact that customers are busy, please';
  const source = { source: 'Refund policy', sourceQuote: quote };
  const reasons = [{ quote: find, why: 'Says it in fewer words.', kind: 'economy', ...source }];
  const answer = asksForPatch(request) ? { edits: [] } : { prompt: tidyRewrite, reasons };
  return { kind: 'answer', text: JSON.stringify(answer) };
};

describe('the Data Room view in the real editor', () => {
  const folder = makeWorkspace();
  after(() => rmSync(folder, { recursive: true, force: true }));
  const { workbench, server } = useModelWorkbench(script, { workspace: folder, width: 1400, height: 1000 });

  const rowOf = (title: string): Locator => workbench().rows('Data Room', title);
  const labelOf = async (title: string): Promise<string> =>
    (await rowOf(title).first().getAttribute('aria-label')) ?? '';

  /** Answers the dialog for files, which in a browser is a quick input. */
  async function enterPath(name: string): Promise<void> {
    const input = workbench().page.locator('.quick-input-widget input[type="text"]');
    await input.waitFor();
    const folder = `${workbench().server.workspace}/`;
    await workbench().until('the folder', async () => (await input.inputValue()) === folder);
    // It reads the folder while one types, and goes back to it when the text is set as a whole.
    await workbench().page.waitForTimeout(500);
    await input.press('End');
    await workbench().page.keyboard.type(name, { delay: 20 });
    await workbench().page.waitForTimeout(500);
    await workbench().page.keyboard.press('Enter');
    const accept = workbench().page.locator('.quick-input-widget .monaco-button', {
      hasText: 'Add to Data Room',
    });
    // A folder is opened first.
    if (await accept.isVisible())
      await workbench().until('the folder itself', async () => {
        if (await input.isVisible()) await accept.click({ timeout: 1_000 }).catch(() => undefined);
        return !(await input.isVisible());
      });
    await input.waitFor({ state: 'hidden' });
  }

  async function enter(text: string): Promise<void> {
    const input = workbench().page.locator('.quick-input-widget input[type="text"]');
    await input.waitFor();
    await input.fill(text);
    await workbench().page.keyboard.press('Enter');
  }

  async function inMenuOf(title: string, action: string): Promise<void> {
    await rowOf(title).first().click({ button: 'right' });
    const item = workbench().page.locator('.context-view .action-label', { hasText: action });
    await item.waitFor();
    // A menu that has just opened takes no click yet.
    await workbench().until('the menu closed', async () => {
      await item.click({ timeout: 1000 }).catch(() => undefined);
      return !(await item.isVisible());
    });
  }

  it('says in an empty room what to do', async () => {
    await workbench().openViewContainer('PromptOps');
    await rowOf('no documents yet').waitFor({ timeout: 30_000 });
    const text = await workbench().view('Data Room').innerText();
    assert.match(text, /Add Markdown, text, PDF, JSON or YAML files with \+ or drop them here/u);
    assert.match(text, /About PromptOps/u);
  });

  it('takes in a file, a PDF file and a folder, each with its tokens and a switch', async () => {
    await workbench().runCommand('PromptOps: Add Files to Data Room…');
    await enterPath('policy.md');
    await rowOf('Refund policy').waitFor({ timeout: 20_000 });
    assert.match(await labelOf('Refund policy'), /^Refund policy: \d+ tokens, used in runs$/u);
    await workbench().runCommand('PromptOps: Add Files to Data Room…');
    await enterPath('manual.pdf');
    await rowOf('manual.pdf').waitFor({ timeout: 20_000 });
    assert.match(await labelOf('manual.pdf'), /: \d+ tokens/u);
    await workbench().runCommand('PromptOps: Add Folder to Data Room…');
    await enterPath('terms');
    await rowOf('glossary.txt').waitFor({ timeout: 20_000 });
    assert.equal(await rowOf('articles.yaml').count(), 1);
    assert.match(await workbench().view('Data Room').innerText(), /4 used, up to \d+ tokens a call/iu);
  });

  it('keeps a pasted text under the title that one enters', async () => {
    await workbench().page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench().page.evaluate(
      'navigator.clipboard.writeText("Short sentences. No exclamation marks.")',
    );
    await workbench().runCommand('PromptOps: Paste as Document');
    await enter('House style');
    await rowOf('House style').waitFor({ timeout: 20_000 });
    assert.match(await labelOf('House style'), /used in runs/u);
  });

  it('tags a document, and finds it by its tag and by its words while one types', async () => {
    await inMenuOf('Refund policy', 'Tag Document');
    await enter('support, #money');
    await workbench().until('the tags', async () =>
      (await labelOf('Refund policy')).includes('#support #money'),
    );
    await workbench().runCommand('PromptOps: Search Data Room…');
    await workbench()
      .page.locator('input[placeholder="Words of what you look for"]')
      .waitFor({ timeout: 20_000 });
    await workbench().page.keyboard.type('billing deadlines');
    const hit = workbench().page.locator('.quick-input-list .monaco-list-row', { hasText: 'Refund policy' });
    await hit.first().waitFor({ timeout: 10_000 });
    await workbench().page.keyboard.press('Control+A');
    await workbench().page.keyboard.type('money');
    await hit.first().waitFor({ timeout: 10_000 });
    await workbench().page.keyboard.press('Enter');
    await workbench().tab('policy.md').waitFor();
  });

  it('switches documents off by their boxes', async () => {
    for (const title of ['glossary.txt', 'articles.yaml', 'manual.pdf', 'House style']) {
      await rowOf(title).locator('.custom-view-tree-node-item-checkbox').click();
      await workbench().until('the switch', async () => (await labelOf(title)).includes('not used in runs'));
    }
    assert.match(await workbench().view('Data Room').innerText(), /1 used, up to \d+ tokens a call/iu);
  });

  it('asks before a document leaves, sends what is on and nothing else, and quotes it in the explanation', async () => {
    await workbench().openFile('support.py', 2);
    await workbench().clickLens('Optimize');
    const dialog = workbench().page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: 30_000 });
    assert.match(await dialog.innerText(), /up to 3,?000 tokens a call: Refund policy\./u);
    await workbench().clickDialogButton('Send and Optimize');
    const panel = await workbench().webview('.headline');
    const asked = server().requests.filter((request) => roleOf(request) === 'proposer');
    assert.ok(asked.length > 0);
    for (const request of asked) {
      assert.deepEqual(fieldsOf(request)['documents'], [
        { title: 'Refund policy', section: '', text: policy.trim() },
      ]);
    }
    const sent = JSON.stringify(server().requests.map(({ body }) => body));
    assert.ok(!sent.includes('exclamation marks') && !sent.includes('permission to send an article back'));
    const text = await workbench().until('the source', async () => {
      const shown = await panel.locator('body').innerText();
      return shown.includes('Source: Refund policy') ? shown : undefined;
    });
    assert.ok(text.includes(quote));
  });

  it('keeps documents, tags and switches over a reload', async () => {
    await workbench().page.waitForTimeout(1_000);
    await workbench().reload();
    await workbench().openViewContainer('PromptOps');
    await rowOf('House style').waitFor({ timeout: 40_000 });
    assert.match(await labelOf('Refund policy'), /tokens · #support #money, used in runs$/u);
    assert.match(await labelOf('House style'), /not used in runs$/u);
    assert.match(await labelOf('manual.pdf'), /\d+ tokens, not used in runs$/u);
  });

  it('removes a document when one agrees; its file stays', async () => {
    await inMenuOf('Refund policy', 'Remove Document');
    await workbench().clickDialogButton('Remove');
    await workbench().until('the row that is gone', async () => (await rowOf('Refund policy').count()) === 0);
    assert.equal(await workbench().diskText('policy.md'), policy);
    assert.equal(await rowOf('House style').count(), 1);
  });
});

function makeWorkspace(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'promptops-room-'));
  mkdirSync(path.join(folder, 'terms'));
  writeFileSync(path.join(folder, 'support.py'), `SUPPORT_PROMPT = """${wordySupportPrompt}"""\n`);
  writeFileSync(path.join(folder, 'policy.md'), policy);
  writeFileSync(path.join(folder, 'terms', 'glossary.txt'), 'SKU: the number of an article.\n');
  writeFileSync(path.join(folder, 'terms', 'articles.yaml'), 'gift card: never refunded\n');
  copyFileSync(path.join(ROOT, 'test', 'fixtures', 'pdf', 'policy.pdf'), path.join(folder, 'manual.pdf'));
  return folder;
}

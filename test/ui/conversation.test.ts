import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import type { ReceivedRequest, Script, ScriptedReply } from '../support/scripted-server.ts';
import { historyOnDisk } from './support/history-on-disk.ts';
import { useModelWorkbench } from './support/use-model.ts';

const file = 'support_agent.py';
const weak = 'Please make sure that you always read';
/** What Python has to escape shows that an edit passes the codec. */
const strong = 'Always read (C:\\new)';
const strongInPython = 'Always read (C:\\\\new)';

const editBlock = ['<<<<<<< FIND', weak, '=======', strong, '>>>>>>> REPLACE', ''].join('\n');

const hostileAnswer = [
  '<img src=x onerror="window.hacked=1"> </script><script>window.hacked=1</script>',
  '[run](command:promptops.apply) javascript:window.hacked=1 \u202egnihton\u2069',
  'w'.repeat(1_000_000),
].join('\n');

let isBroken = false;

/** Answers what the test asks for. */
const script: Script = (request): ScriptedReply => {
  const question = questionOf(request);
  if (question.includes('shorter')) {
    return {
      kind: 'pieces',
      pieces: ['The first words do nothing.\n', editBlock, 'That is all.'],
      pauseMs: 1500,
    };
  }
  if (question.includes('placeholder')) {
    const edit = editBlock.replace(weak, '{message}').replace(strong, 'the message');
    return { kind: 'answer', text: edit };
  }
  if (question.includes('attack')) return { kind: 'answer', text: hostileAnswer };
  if (question.includes('wait')) return { kind: 'hang', after: 'first-token' };
  if (question.includes('fail') && isBroken) {
    return { kind: 'status', status: 400, body: { error: { message: 'This model is on holiday.' } } };
  }
  return { kind: 'answer', text: 'Here I am.' };
};

function questionOf({ body }: ReceivedRequest): string {
  const data = JSON.parse(body.messages.at(-1)?.content ?? '{}') as Record<string, unknown>;
  return typeof data['question'] === 'string' ? data['question'] : '';
}

describe('the conversation of the Assistant in the editor', () => {
  const { workbench, server } = useModelWorkbench(script, { width: 1500, height: 1000 });
  const panel = (): Promise<Frame> => workbench().webview('main.assistant');

  /** Asks, and gives the newest answer. */
  async function ask(question: string): Promise<Locator> {
    const frame = await panel();
    const field = frame.getByRole('textbox', { name: 'Ask about this prompt' });
    await field.fill(question);
    await field.press('Enter');
    await frame.getByText(question, { exact: true }).first().waitFor();
    return frame.locator('.talk-message.is-assistant').last();
  }

  async function documentText(): Promise<string> {
    await workbench().tab(file).first().click();
    return workbench().editorText();
  }

  it('asks who may read the prompt before anything is sent', async () => {
    await workbench().openFile(file, 5);
    await workbench().lens('Optimize').first().waitFor();
    await workbench().runCommand('PromptOps: Open Assistant');
    await ask('Can this be said shorter?');
    await workbench().page.locator('.monaco-dialog-box').waitFor();
    assert.equal(server().requests.length, 0);
    await workbench().clickDialogButton('Send and Ask');
  });

  it('shows an answer as it comes', async () => {
    const frame = await panel();
    await frame.getByText('The first words do nothing.').waitFor();
    assert.equal(await frame.getByText('That is all.').count(), 0);
    await frame.locator('.composer').getByRole('button', { name: 'Stop' }).waitFor();
    await frame.getByText('That is all.').waitFor();
    await frame.getByRole('button', { name: 'Send' }).waitFor();
    const sent = JSON.stringify(server().requests.at(-1)?.body.messages);
    assert.ok(sent.includes(weak) && !sent.includes('def build_prompt'), 'the prompt alone is sent');
  });

  it('shows a proposed edit as a diff, and nothing of it in the document', async () => {
    const edit = (await panel()).locator('.talk-edit').first();
    assert.match(await edit.locator('del').first().innerText(), /Please make sure that you always/u);
    assert.match(await edit.locator('ins').first().innerText(), /Always/u);
    assert.ok((await documentText()).includes(weak));
    assert.equal(await workbench().page.locator('.tab.dirty').count(), 0);
  });

  it('applies it through the codec into the literal, and keeps it in the history', async () => {
    const before = await workbench().diskText(file);
    await (await panel()).getByRole('button', { name: 'Apply Edit' }).first().click();
    await workbench().until('the edit', async () => (await documentText()).includes(strongInPython));
    assert.equal(await workbench().savedText(file), before.replace(weak, strongInPython));
    await workbench().until('the history file', async () => {
      const prompts = await historyOnDisk(workbench().server.directory);
      const origins = prompts.flatMap(({ versions }) => versions.map(({ origin }) => origin));
      return origins.includes('applied') && origins.includes('original');
    });
    await (await panel()).getByText('Applied.', { exact: true }).waitFor();
  });

  it('lets one undo take it back', async () => {
    await documentText();
    await workbench().undo();
    await workbench().until('the old text', async () => (await documentText()).includes(weak));
    assert.ok(!(await workbench().savedText(file)).includes('Always read'));
  });

  it('says why an edit that breaks the contract cannot be applied', async () => {
    const answer = await ask('Drop the placeholder');
    await answer.getByText(/^Cannot be applied: It would break what the prompt must keep/u).waitFor();
    assert.equal(await answer.getByRole('button', { name: 'Apply Edit' }).count(), 0);
  });

  it('runs nothing of a hostile answer and breaks no layout', async () => {
    const answer = await ask('Show an attack');
    await answer.getByText('<img src=x onerror="window.hacked=1">').waitFor();
    const frame = await panel();
    await answer.getByText('The rest of the answer is too long to be shown.').waitFor();
    assert.equal(await answer.locator('img, script, a, iframe').count(), 0);
    assert.equal(await frame.evaluate(() => 'hacked' in window), false);
    assert.doesNotMatch(await answer.innerText(), /\u202e/u);
    const { drawn, room } = await frame.evaluate(() => ({
      drawn: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
    }));
    assert.ok(drawn <= room, `${String(drawn)} of ${String(room)} pixels`);
    assert.ok((await documentText()).includes(weak));
  });

  it('stops an answer, also at the endpoint', async () => {
    const abandoned = server().abandoned();
    const answer = await ask('Please wait');
    await (await panel()).locator('.composer').getByRole('button', { name: 'Stop' }).click();
    await answer.getByText('Stopped.', { exact: true }).waitFor();
    await workbench().until('the closed connection', () => server().abandoned() > abandoned);
  });

  it('shows a fault of the model plainly, and asks again on request', async () => {
    isBroken = true;
    const answer = await ask('Will you fail?');
    const alert = answer.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /400.*This model is on holiday\./su);
    assert.doesNotMatch(await alert.innerText(), /\bat .+:\d+|\{"error"/u);
    isBroken = false;
    await alert.getByRole('button', { name: 'Try Again' }).click();
    await (await panel()).getByText('Here I am.').waitFor();
  });

  it('forgets all that was said', async () => {
    const frame = await panel();
    await frame.getByRole('button', { name: 'Clear', exact: true }).click();
    await frame.locator('.talk-message').first().waitFor({ state: 'detached' });
  });
});

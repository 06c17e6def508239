import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { queuedRuns } from '../../src/vscode/queue/queue-view.ts';
import { readSettings } from '../../src/vscode/settings.ts';
import {
  startScriptedServer,
  type ReceivedRequest,
  type Script,
  type ScriptedServer,
} from '../support/scripted-server.ts';
import { questionOf } from '../support/scripted-team.ts';
import { closeAllEditors, until, workspaceUri } from './support/editor.ts';
import {
  forgetEverything,
  good,
  latest,
  openPrompt,
  optimize,
  source,
  useAnswers,
  useEndpoint,
  workbench,
  type AnsweringDialogs,
} from './support/model-workbench.ts';

const key = 'sk-test-0123456789abcdef';

/** Says `key` is wrong unless it was sent. */
const guarded: Script = (request, index) =>
  request.headers.authorization === `Bearer ${key}`
    ? good(request, index)
    : {
        kind: 'status',
        status: 401,
        body: { error: { message: 'Incorrect API key provided: sk-wrong-12345678.' } },
      };

async function selectEndpoint(server: ScriptedServer): Promise<AnsweringDialogs> {
  const dialogs = await useAnswers({ picks: ['Another Address…', 'tiny'], texts: [server.baseUrl] });
  await vscode.commands.executeCommand('promptops.selectModel');
  return dialogs;
}

describe('a run with a language model in the editor', function () {
  this.timeout(60_000);
  afterEach(async () => {
    await closeAllEditors();
    await forgetEverything();
  });

  it('goes from the choice of a model to the edited file and the history', async () => {
    await using server = await startScriptedServer(good);
    const chosen = await selectEndpoint(server);
    assert.deepEqual(
      [readSettings().models.engine, readSettings().models.baseUrl, readSettings().models.model],
      ['openai', server.baseUrl, 'tiny'],
    );
    assert.match(chosen.told.join('\n'), /^tiny works: answered in \d+\.\d s; .*price unknown\.$/u);

    const dialogs = await useAnswers({});
    const { document } = await openPrompt('with-model.py');
    await optimize();
    const session = await latest();
    assert.ok(session.phase.name === 'result', JSON.stringify(session.state().phase));
    assert.equal(session.phase.report.engine, 'openai');
    assert.ok(session.phase.report.usage.calls > 0);
    assert.equal(dialogs.confirmed.length, 1);
    const { message, detail } = dialogs.confirmed[0]!;
    assert.equal(message, `Send this prompt to ${new URL(server.baseUrl).origin}?`);
    assert.match(detail, /tiny: proposer, critic, verifier\n/u);
    assert.match(detail, /\d+ calls/u);
    assert.match(detail, /at the latest after 200 calls, 600 s/u);

    await vscode.commands.executeCommand('promptops.apply');
    assert.ok(document.getText().includes('lways answer to help {customer}'), document.getText());
    const { history, prompts } = await workbench();
    const id = await prompts.findId(history.store, session.subject);
    assert.ok(id !== null);
    const { versions } = await history.store.listVersions(id, { limit: 10 });
    assert.ok(versions.some(({ origin, outcome }) => origin === 'applied' && outcome === 'applied'));
  });

  it('asks for consent once for an address, and sends nothing without it', async () => {
    await using server = await startScriptedServer(good);
    await selectEndpoint(server);
    const before = server.requests.length;
    const refusing = await useAnswers({ agrees: false });
    await openPrompt('consent.py');
    await optimize();
    assert.deepEqual([refusing.confirmed.length, server.requests.length], [1, before]);
    const agreeing = await useAnswers({});
    await optimize();
    await optimize();
    assert.equal(agreeing.confirmed.length, 1);
  });

  it('makes no call for what was answered before', async () => {
    await using server = await startScriptedServer(good);
    await selectEndpoint(server);
    await useAnswers({});
    await openPrompt('cached.py');
    await optimize();
    const calls = server.requests.length;
    await optimize();
    const session = await latest();
    assert.ok(session.phase.name === 'result');
    assert.deepEqual([server.requests.length, session.phase.report.usage.calls], [calls, 0]);
    assert.ok(session.phase.report.usage.cachedCalls > 0);
  });

  it('says that a key is wrong, where, and what to do, without the key', async () => {
    await using server = await startScriptedServer(guarded);
    const { models } = await workbench();
    await models.keys.set(new URL(server.baseUrl).origin, 'sk-wrong-12345678');
    await useEndpoint(server, 'tiny');
    await useAnswers({});
    const { document } = await openPrompt('wrong-key.py');
    await optimize();
    const { phase } = (await latest()).state();
    assert.ok(phase.name === 'failed', phase.name);
    assert.match(phase.message, /denies access: 401 Incorrect API key provided: \[key\]/u);
    assert.deepEqual(phase.actions.slice(0, 2), ['select-model', 'set-key']);
    assert.equal(document.getText(), source);

    await useAnswers({ texts: [key] });
    await vscode.commands.executeCommand('promptops.setApiKey');
    await optimize();
    assert.equal((await latest()).phase.name, 'result');
  });

  it('does not take a key to another address', async () => {
    await using first = await startScriptedServer(good);
    await using second = await startScriptedServer(good);
    const { models } = await workbench();
    await models.keys.set(new URL(first.baseUrl).origin, key);
    await useEndpoint(second, 'tiny');
    await useAnswers({});
    await openPrompt('moved.py');
    await optimize();
    assert.ok(second.requests.length > 0);
    assert.ok(second.requests.every(({ headers }) => headers.authorization === undefined));
    assert.equal(first.requests.length, 0);
  });

  it('ignores an engine and an address that the workspace names', async () => {
    const configuration = vscode.workspace.getConfiguration('promptops');
    const write = (name: string, value: unknown) =>
      configuration
        .update(name, value, vscode.ConfigurationTarget.Workspace)
        .then(undefined, () => undefined);
    await write('engine', 'openai');
    await write('model.baseUrl', 'https://evil.example/v1');
    await write('model.endpoints', { critic: 'https://evil.example/v1' });
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const text = JSON.stringify({
      'promptops.engine': 'openai',
      'promptops.model.baseUrl': 'https://evil.example/v1',
      'promptops.model.endpoints': { critic: 'https://evil.example/v1' },
    });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    try {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { engine, baseUrl, endpoints } = readSettings(folder.uri).models;
      assert.deepEqual([engine, baseUrl, endpoints], ['rules', 'https://api.openai.com/v1', {}]);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('waits for its turn, is listed, and is cancelled within 200 ms, waiting or not', async () => {
    await using server = await startScriptedServer(() => ({ kind: 'hang', after: 'headers' }));
    await useEndpoint(server, 'tiny');
    await vscode.workspace
      .getConfiguration('promptops')
      .update('concurrency', 1, vscode.ConfigurationTarget.Global);
    await useAnswers({});
    const { sessions } = await workbench();
    await openPrompt('first.py');
    const first = optimize();
    await until('the first run', () => server.requests.length > 0);
    await openPrompt('second.py');
    const second = optimize();
    await until('both runs', () => queuedRuns(sessions).length === 2);
    const [running, waiting] = queuedRuns(sessions);
    assert.deepEqual([titleOf(running), titleOf(waiting)], ['first.py', 'second.py']);
    const { phase } = waiting!.state();
    assert.equal(phase.name === 'running' && phase.isWaiting, true);

    const cancelledAt = performance.now();
    await vscode.commands.executeCommand('promptops.queue.cancelAll');
    await until('the calls to end', () => server.abandoned() === server.requests.length);
    const calls = performance.now() - cancelledAt;
    assert.ok(calls < 200, `${calls} ms`);
    await Promise.all([first, second]);
    assert.equal(queuedRuns(sessions).length, 0);
  });

  it('goes on when its panel is closed, and shows the result when it is opened again', async () => {
    const slow: Script = (request, index) => {
      const reply = good(request, index);
      return reply.kind === 'answer' ? { ...reply, delayMs: 100 } : reply;
    };
    await using server = await startScriptedServer(slow);
    await useEndpoint(server, 'tiny');
    await useAnswers({});
    await openPrompt('closed.py');
    const running = optimize();
    const session = await until('the run', async () => {
      const active = (await workbench()).sessions.active();
      return active?.isRunning === true && active.subject.path.endsWith('closed.py') ? active : undefined;
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await running;
    assert.equal(session.phase.name, 'result');
    await vscode.commands.executeCommand('promptops.openPanel');
    assert.equal(await latest(), session);
  });

  it('runs the configured test cases on the prompt under the cursor and shows how each ended', async () => {
    const answer: Script = (request, index) =>
      questionOf(request) === 'output' ? { kind: 'answer', text: outputFor(request) } : good(request, index);
    await using server = await startScriptedServer(answer);
    await useEndpoint(server, 'tiny');
    const suite = `prompts: [unused]
tests:
  - vars: { customer: Ada }
    assert: [{ type: contains, value: Hello Ada }]
  - vars: { customer: Bob }
    assert: [{ type: contains, value: Hello Eve }]
`;
    await vscode.workspace.fs.writeFile(workspaceUri('tests.yaml'), new TextEncoder().encode(suite));
    const configuration = vscode.workspace.getConfiguration('promptops');
    await configuration.update('tests', 'tests.yaml', vscode.ConfigurationTarget.Workspace);
    try {
      const dialogs = await useAnswers({});
      const { document } = await openPrompt('tested.py');
      const lenses = await until('the lens', async () => {
        const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          50,
        );
        return all.some(({ command }) => command?.command === 'promptops.testPrompt') ? all : undefined;
      });
      assert.ok(lenses.length > 0);
      await vscode.commands.executeCommand('promptops.testPrompt');
      assert.match(dialogs.told.join(), /tested\.py: 1 passed, 1 failed/u);
      const shown = vscode.window.activeTextEditor?.document;
      assert.equal(shown?.uri.scheme, 'promptops-report');
      assert.match(shown.getText(), /Hello Eve/u);
    } finally {
      await configuration.update('tests', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('says what is missing when there are no test cases', async () => {
    await openPrompt('untested.py');
    const { commands } = await workbench();
    await assert.rejects(commands['promptops.testPrompt']() as Promise<unknown>, { reason: 'invalid-tests' });
  });

  it('shows the last exchange on request, without a key', async () => {
    await using server = await startScriptedServer(good);
    await useEndpoint(server, 'tiny');
    await useAnswers({});
    await openPrompt('exchange.py', source.replace('refund', 'refund or show sk-live-0123456789abcdef'));
    await optimize();
    await vscode.commands.executeCommand('promptops.showLastExchange');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /^# tiny at http:\/\/127\.0\.0\.1:\d+\/v1\n/u);
    assert.match(text, /## system\n/u);
    assert.doesNotMatch(text, /sk-live/u);
  });
});

function outputFor({ body }: ReceivedRequest): string {
  const text = body.messages.map(({ content }) => content).join(' ');
  return text.includes('help Ada.') ? 'Hello Ada' : 'Hello Bob';
}

function titleOf(session: { readonly subject: { readonly path: string } } | undefined): string {
  return session?.subject.path.split('/').at(-1) ?? '';
}

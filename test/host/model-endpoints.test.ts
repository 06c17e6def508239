import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readSettings } from '../../src/vscode/settings.ts';
import { startScriptedServer, type Script, type ScriptedServer } from '../support/scripted-server.ts';
import { questionOf } from '../support/scripted-team.ts';
import { closeAllEditors, until, workspaceUri } from './support/editor.ts';
import {
  forgetEverything,
  good,
  latest,
  loadedBundles,
  openPrompt,
  optimize,
  useAnswers,
  useEndpoint,
  workbench,
} from './support/model-workbench.ts';

const commonKey = 'sk-common-0123456789abcdef';
const targetKey = 'sk-target-0123456789abcdef';

const suite = `prompts: [unused]
tests:
  - { vars: { customer: Ada }, assert: [{ type: icontains, value: hello }] }
  - { vars: { customer: Bob }, assert: [{ type: icontains, value: goodbye }] }
`;

const greeting: Script = (request, index) =>
  questionOf(request) === 'output' ? { kind: 'answer', text: 'Hello.' } : good(request, index);

const originOf = ({ baseUrl }: ScriptedServer): string => new URL(baseUrl).origin;

/** Model and credential of each request of a server, each pair once. */
function sentTo({ requests }: ScriptedServer): readonly string[] {
  return [...new Set(requests.map(({ body, headers }) => `${body.model} ${headers.authorization}`))].sort();
}

async function selectModel(picks: readonly string[], texts: readonly string[] = []) {
  const dialogs = await useAnswers({ picks, texts });
  await vscode.commands.executeCommand('promptops.selectModel');
  return dialogs;
}

async function configure(name: string, value: unknown, target = vscode.ConfigurationTarget.Global) {
  await vscode.workspace.getConfiguration('promptops').update(name, value, target);
}

describe('a model of another place for each role', function () {
  this.timeout(60_000);
  before(async function () {
    if (!('registerLanguageModelChatProvider' in vscode.lm)) this.skip();
    await until('the test models', async () => (await vscode.lm.selectChatModels()).length > 0);
    await vscode.workspace.fs.writeFile(workspaceUri('tests.yaml'), new TextEncoder().encode(suite));
  });
  afterEach(async () => {
    await closeAllEditors();
    await configure('tests', undefined, vscode.ConfigurationTarget.Workspace);
    await configure('model.prices', undefined);
    await forgetEverything();
  });

  const target = 'Target: the model that the prompt is written for';

  it('is selected, consented to by name, and gets its own key and calls alone', async () => {
    await using common = await startScriptedServer(good);
    await using other = await startScriptedServer(greeting);
    const { models } = await workbench();
    await models.keys.set(originOf(common), commonKey);
    await models.keys.set(originOf(other), targetKey);
    await selectModel(['Another Address…', 'tiny'], [common.baseUrl]);
    const role = 'Another Model for One Role…';
    const tried = await selectModel([role, target, 'Another Address…', 'large'], [other.baseUrl]);
    assert.match(tried.told.join(), /^large works: answered/u);
    // Only now: `activation.test.ts` has seen that nothing of it is there before.
    assert.ok(loadedBundles().includes('openai.cjs'));
    await selectModel([role, 'Critic: finds weaknesses', 'Test critic']);
    const { model, roles, endpoints } = readSettings().models;
    assert.deepEqual(
      [model, roles, endpoints],
      [
        'tiny',
        { critic: 'promptops-test/critic', target: 'large' },
        { critic: 'vscode-lm', target: other.baseUrl },
      ],
    );

    await configure('tests', 'tests.yaml', vscode.ConfigurationTarget.Workspace);
    const dialogs = await useAnswers({});
    await openPrompt('spread.py');
    await optimize();
    const session = await latest();
    assert.ok(session.phase.name === 'result', JSON.stringify(session.state().phase));
    const [question] = dialogs.confirmed;
    assert.equal(
      question?.message,
      `Send this prompt to ${originOf(common)}, promptops-test, ${originOf(other)}?`,
    );
    assert.ok(
      question.detail.includes(`• tiny at ${originOf(common)}: proposer, verifier\n`),
      question.detail,
    );
    assert.ok(question.detail.includes(`• large at ${originOf(other)}: target\n`), question.detail);
    assert.ok(
      question.detail.includes('• promptops-test/critic at promptops-test: critic\n'),
      question.detail,
    );
    assert.deepEqual(sentTo(common), [`tiny Bearer ${commonKey}`]);
    assert.deepEqual(sentTo(other), [`large Bearer ${targetKey}`]);
    const calls = session.phase.report.usage.byRole?.map((used) => `${used.role} ${used.model}`);
    assert.ok(
      calls?.includes('target large') && calls.includes('critic promptops-test/critic'),
      calls?.join(),
    );
  });

  it('is asked about anew when one of the places is new', async () => {
    await using common = await startScriptedServer(good);
    await using other = await startScriptedServer(good);
    await useEndpoint(common, 'tiny');
    const first = await useAnswers({});
    await openPrompt('known.py');
    await optimize();
    await configure('model.endpoints', { verifier: other.baseUrl });
    const before = common.requests.length;
    const second = await useAnswers({ agrees: false });
    await optimize();
    assert.deepEqual([first.confirmed.length, second.confirmed.length], [1, 1]);
    assert.ok(second.confirmed[0]?.message.includes(originOf(other)));
    assert.deepEqual([common.requests.length, other.requests.length], [before, 0]);
  });

  it('needs a key for each origin that is asked, and none for a role that is not', async () => {
    await using common = await startScriptedServer(good);
    await useEndpoint(common, 'tiny');
    await configure('model.endpoints', {
      critic: 'https://critic.invalid/v1',
      verifier: 'https://verifier.invalid/v1',
      target: 'https://target.invalid/v1',
    });
    const dialogs = await useAnswers({
      texts: ['sk-critic-0123456789', 'sk-verifier-0123456789'],
      agrees: false,
    });
    await openPrompt('keys.py');
    await optimize();
    const { models } = await workbench();
    assert.deepEqual(
      [await models.keys.get('https://critic.invalid'), await models.keys.get('https://verifier.invalid')],
      ['sk-critic-0123456789', 'sk-verifier-0123456789'],
    );
    assert.equal(await models.keys.get('https://target.invalid'), null);
    assert.doesNotMatch(dialogs.confirmed[0]?.message ?? '', /target/u);
    assert.equal(common.requests.length, 0);
  });

  it('is forgotten when a model is selected for all', async () => {
    await using common = await startScriptedServer(good);
    await useEndpoint(common, 'tiny');
    await configure('model.endpoints', { critic: 'https://critic.invalid/v1' });
    await configure('model.critic', 'sharp');
    await selectModel(['Another Address…', 'large'], [common.baseUrl]);
    const { model, roles, endpoints } = readSettings().models;
    assert.deepEqual([model, roles, endpoints], ['large', {}, {}]);
  });

  it('goes back to the model of the others', async () => {
    await using common = await startScriptedServer(good);
    await useEndpoint(common, 'tiny');
    await configure('model.endpoints', { target: 'https://target.invalid/v1' });
    await configure('model.target', 'large');
    await selectModel(['Another Model for One Role…', target, 'The Same as the Others']);
    const { roles, endpoints } = readSettings().models;
    assert.deepEqual([roles, endpoints], [{}, {}]);
    await selectModel(['Another Model for One Role…', target, 'Another Model at the Same Address…', 'large']);
    assert.deepEqual(
      [readSettings().models.roles, readSettings().models.endpoints],
      [{ target: 'large' }, {}],
    );
  });

  it('is forecast at the price of each, and unknown when one of them is', async () => {
    await using common = await startScriptedServer(good);
    await useEndpoint(common, 'tiny');
    await configure('model.critic', 'sharp');
    await configure('model.endpoints', { critic: 'http://localhost:9/v1' });
    await useAnswers({ agrees: false });
    await openPrompt('forecast.py');
    await optimize();
    const { models, sessions } = await workbench();
    const subject = sessions.active()?.subject;
    assert.ok(subject !== undefined);
    const price = { input: 1, output: 1 };
    await configure('model.prices', { tiny: price });
    assert.equal((await models.forecast(subject))?.costUsd, null);
    await configure('model.prices', { tiny: price, sharp: price });
    const cheap = (await models.forecast(subject))?.costUsd?.expected ?? 0;
    await configure('model.prices', { tiny: price, sharp: { input: 100, output: 100 } });
    const dear = (await models.forecast(subject))?.costUsd?.expected ?? 0;
    assert.ok(cheap > 0 && dear > 2 * cheap && dear < 100 * cheap, `${cheap} ${dear}`);
  });

  it('lets Set API Key choose the address, and tries the key out', async () => {
    const guarded: Script = (request, index) =>
      request.headers.authorization === `Bearer ${targetKey}`
        ? greeting(request, index)
        : { kind: 'status', status: 401, body: { error: { message: 'Wrong key.' } } };
    await using common = await startScriptedServer(good);
    await using other = await startScriptedServer(guarded);
    await useEndpoint(common, 'tiny');
    await configure('model.target', 'large');
    await configure('model.endpoints', { target: other.baseUrl });
    const wrong = await useAnswers({ picks: [originOf(other)], texts: ['sk-wrong-0123456789'] });
    await vscode.commands.executeCommand('promptops.setApiKey');
    assert.match(wrong.told.join('\n'), /The model large at .* denies access: 401 Wrong key\./u);
    const right = await useAnswers({ picks: [originOf(other)], texts: [targetKey] });
    await vscode.commands.executeCommand('promptops.setApiKey');
    assert.match(right.told.join('\n'), /is set\.\nlarge works: answered in .*json_schema/u);
    assert.equal(common.requests.length, 0);
  });
});

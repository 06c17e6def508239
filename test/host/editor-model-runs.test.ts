import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createApiKeys } from '../../src/vscode/models/api-keys.ts';
import { enterKey, requireKey } from '../../src/vscode/models/key-entry.ts';
import { readSettings } from '../../src/vscode/settings.ts';
import { closeAllEditors, until } from './support/editor.ts';
import {
  forgetEverything,
  latest,
  openPrompt,
  optimize,
  source,
  useAnswers,
} from './support/model-workbench.ts';

async function useEditorModel(id: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('promptops');
  await configuration.update('model.name', `promptops-test/${id}`, vscode.ConfigurationTarget.Global);
  await configuration.update('engine', 'vscode-lm', vscode.ConfigurationTarget.Global);
}

describe('a run with a model of the editor', function () {
  this.timeout(60_000);
  before(async function () {
    if (!('registerLanguageModelChatProvider' in vscode.lm)) this.skip();
    await until('the test models', async () => (await vscode.lm.selectChatModels()).length > 0);
  });
  afterEach(async () => {
    await closeAllEditors();
    await forgetEverything();
  });

  it('begins with the choice among those that are there, tried out by a call', async () => {
    const dialogs = await useAnswers({ picks: ['Test good'] });
    await vscode.commands.executeCommand('promptops.selectModel');
    const { engine, model } = readSettings().models;
    assert.deepEqual([engine, model], ['vscode-lm', 'promptops-test/good']);
    assert.match(
      dialogs.told.join(),
      /^promptops-test\/good works: answered in \d+\.\d s; structured answers by instruction, .*reports tokens, price unknown\.$/u,
    );
  });

  it('leaves the settings alone when the choice does not work, and says why', async () => {
    const dialogs = await useAnswers({ picks: ['Test forbidden'] });
    await vscode.commands.executeCommand('promptops.selectModel');
    assert.equal(readSettings().models.engine, 'rules');
    assert.match(
      dialogs.told.join(),
      /promptops-test\/forbidden .* denies access: Not allowed\. Allow PromptOps/u,
    );
  });

  for (const [id, sentence] of [
    ['forbidden', /denies access: Not allowed\.$/u],
    ['blocked', /denies access: Quota exceeded, key \[key\]\.$/u],
  ] as const) {
    it(`ends with what to do when the model is ${id}, and the file stays as it is`, async () => {
      await useEditorModel(id);
      await useAnswers({});
      const { document } = await openPrompt(`${id}.py`);
      await optimize();
      const { phase } = (await latest()).state();
      assert.ok(phase.name === 'failed', phase.name);
      assert.match(phase.message, sentence);
      assert.equal(phase.nextStep, 'Allow PromptOps to use it, wait for its quota, or choose another model.');
      assert.equal(document.getText(), source);
    });
  }
});

describe('an editor without a place for secrets', () => {
  const url = new URL('https://example.invalid/v1');
  const nowhere = {
    get: () => Promise.reject(new Error('No keyring.')),
    store: () => Promise.reject(new Error('No keyring.')),
    delete: () => Promise.resolve(),
  };

  it('keeps a key for the session, says so, and asks again after it', async () => {
    const kept = new Map<string, unknown>();
    const memory = {
      get: (name: string) => kept.get(name) as never,
      update: (name: string, value: unknown) => Promise.resolve(void kept.set(name, value)),
    };
    const warned: string[] = [];
    const log = { warn: (line: string) => void warned.push(line) };
    const dialogs = await useAnswers({ texts: ['sk-session-0123456789'] });
    const keys = createApiKeys({ secrets: nowhere, memory, log });
    await enterKey({ keys, dialogs }, url);
    assert.match(
      dialogs.told.join(),
      /no keyring\)\. The key for https:\/\/example\.invalid holds until this window is closed/u,
    );
    assert.deepEqual(await requireKey({ keys, dialogs }, url), { kind: 'key', key: 'sk-session-0123456789' });
    assert.doesNotMatch(warned.join(), /sk-session/u);

    const later = createApiKeys({ secrets: nowhere, memory, log });
    const again = await useAnswers({ texts: ['sk-again-0123456789'] });
    assert.deepEqual(await requireKey({ keys: later, dialogs: again }, url), {
      kind: 'key',
      key: 'sk-again-0123456789',
    });
  });
});

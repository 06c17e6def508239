import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ChatRequest, ChatResult } from '../../src/core/models/chat-model.ts';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import type { ModelService } from '../../src/vscode/models/model-service.ts';
import { extension, until } from './support/editor.ts';

const vendor = 'promptops-test';

const request: ChatRequest = {
  messages: [
    { role: 'system', content: 'Rewrite it.' },
    { role: 'user', content: '{"prompt":"Greet."}' },
  ],
  answer: { name: 'rewrite', schema: { type: 'object' } },
  temperature: 0.5,
  maxOutputTokens: 100,
  repeat: 0,
};

async function service(): Promise<ModelService> {
  const api = (await extension().activate()) as PromptOpsApi;
  return (await api.workbench()).models;
}

describe('the language models of the editor', () => {
  before(async function () {
    // Editors from 1.104 on let extensions offer models.
    if (!('registerLanguageModelChatProvider' in vscode.lm)) this.skip();
    await until('the test models', async () => (await vscode.lm.selectChatModels({ vendor })).length > 0);
  });

  async function ask(id: string, signal = new AbortController().signal): Promise<ChatResult> {
    const { provider } = await (await service()).connections.toEditor(`${vendor}/${id}`);
    return provider.complete(request, { signal });
  }

  async function failureOf(id: string): Promise<{ reason: string; detail: string }> {
    const result = await ask(id);
    assert.ok(result.kind === 'failed', JSON.stringify(result));
    const { reason, detail } = result.failure;
    return { reason, detail };
  }

  it('answer with tokens as their own counter has them', async () => {
    const result = await ask('good');
    assert.ok(result.kind === 'answered', JSON.stringify(result));
    assert.deepEqual(result.usage, {
      inputTokens: Math.ceil(promptSent(result.text).length / 4),
      cachedInputTokens: 0,
      outputTokens: Math.ceil(result.text.length / 4),
    });
  });

  it('get no system message: instructions and form open the message of the user', async () => {
    const result = await ask('good');
    assert.ok(result.kind === 'answered');
    const { roles } = JSON.parse(result.text) as { readonly roles: readonly number[] };
    assert.deepEqual(roles, [vscode.LanguageModelChatMessageRole.User]);
    assert.match(
      promptSent(result.text),
      /^Rewrite it\.\n\nAnswer with one JSON object[^\n]+\n\n\{"prompt":"Greet\."\}$/u,
    );
  });

  it('are not believed when they count every text alike', async () => {
    const result = await ask('stub-counter');
    assert.equal(result.kind === 'answered' && result.usage, null);
  });

  it('fail as values, told apart by the code of the editor', async () => {
    assert.equal((await failureOf('forbidden')).reason, 'auth');
    const blocked = await failureOf('blocked');
    assert.equal(blocked.reason, 'auth');
    assert.doesNotMatch(blocked.detail, /sk-secret/u);
    assert.equal((await failureOf('gone')).reason, 'bad-request');
    assert.equal((await failureOf('broken')).reason, 'network');
    assert.equal((await failureOf('silent')).reason, 'invalid-answer');
  });

  it('are left within 200 ms of a cancel, also when they do not listen', async () => {
    const abort = new AbortController();
    const pending = ask('deaf', abort.signal);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const cancelledAt = performance.now();
    abort.abort();
    const result = await pending;
    assert.equal(result.kind === 'failed' && result.failure.reason, 'cancelled');
    assert.ok(performance.now() - cancelledAt < 200);
  });

  it('are refused by name when they are not there', async () => {
    const { connections } = await service();
    await assert.rejects(connections.toEditor('nobody/nothing'), { reason: 'provider-failed' });
  });
});

function promptSent(answer: string): string {
  return (JSON.parse(answer) as { readonly text: string }).text;
}

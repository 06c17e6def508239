import assert from 'node:assert/strict';
import type { ChatFailure, ChatModel, ChatResult } from '../../../src/core/models/chat-model.ts';
import { withTimeout } from '../../../src/core/models/timeout.ts';
import { createOpenAiChatModel } from '../../../src/providers/openai-chat-model.ts';
import { startScriptedServer, type ScriptedReply } from '../../support/scripted-server.ts';
import { never, sampleRequest } from '../core/models/fake-model.ts';

type Exchange = (model: ChatModel) => Promise<ChatResult>;

interface Provocation {
  readonly reply: ScriptedReply;
  readonly failure: Partial<ChatFailure>;
  readonly exchange?: Exchange;
}

const plainly: Exchange = (model) => model.complete(sampleRequest, { signal: never() });

/** How each member of the union comes about over HTTP; the compiler sees to it that none is missing. */
const provocations: Readonly<Record<ChatFailure['reason'], Provocation>> = {
  'rate-limited': {
    reply: { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    failure: { retryAfterMs: 7000, detail: '429 Scripted 429.' },
  },
  overloaded: {
    reply: { kind: 'status', status: 529, headers: { 'retry-after-ms': '150' } },
    failure: { retryAfterMs: 150, detail: '529 Scripted 529.' },
  },
  timeout: {
    reply: { kind: 'hang', after: 'headers' },
    failure: { detail: 'No answer began within 0.1 s.' },
    exchange: (model) => plainly(withTimeout(model, { firstTokenMs: 100, totalMs: 10_000 })),
  },
  refused: {
    reply: { kind: 'answer', text: '', refusal: 'I cannot.' },
    failure: { detail: 'The model refused to answer.' },
  },
  length: {
    reply: { kind: 'answer', text: '{', finishReason: 'length' },
    failure: { detail: 'The answer was cut at its length limit.' },
  },
  'content-filter': {
    reply: { kind: 'answer', text: '', finishReason: 'content_filter' },
    failure: { detail: 'The content filter of the endpoint stopped the answer.' },
  },
  'bad-request': {
    reply: { kind: 'status', status: 404 },
    failure: { detail: '404 Scripted 404.' },
  },
  auth: { reply: { kind: 'status', status: 401 }, failure: { detail: '401 Scripted 401.' } },
  network: { reply: { kind: 'cut', text: '{' }, failure: { detail: 'The answer broke off.' } },
  'invalid-answer': {
    reply: { kind: 'answer', text: ' ' },
    failure: { detail: 'The answer is empty.' },
  },
  budget: {
    reply: { kind: 'answer', text: 'never asked' },
    failure: { detail: 'Enough.' },
    exchange: (model) =>
      model.complete(sampleRequest, {
        signal: never(),
        beforeRequest: () => ({ reason: 'budget', detail: 'Enough.' }),
      }),
  },
  cancelled: {
    reply: { kind: 'hang', after: 'first-token' },
    failure: { detail: 'The call was cancelled.' },
    exchange: (model) => model.complete(sampleRequest, { signal: AbortSignal.timeout(100) }),
  },
};

describe('every way in which a call can fail', () => {
  for (const [reason, { reply, failure, exchange = plainly }] of Object.entries(provocations)) {
    it(`is a value: ${reason}`, async () => {
      await using server = await startScriptedServer(() => reply);
      const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key: null });
      const result = await exchange(model);
      assert.ok(result.kind === 'failed');
      assert.deepEqual(result.failure, { reason, ...failure });
    });
  }

  it('is a time-out as well when an answer has begun and does not end', async () => {
    await using server = await startScriptedServer(() => ({ kind: 'hang', after: 'first-token' }));
    const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key: null });
    const result = await plainly(withTimeout(model, { firstTokenMs: 100, totalMs: 300 }));
    assert.deepEqual(result.kind === 'failed' && result.failure, {
      reason: 'timeout',
      detail: 'The answer did not end within 0.3 s.',
    });
  });
});

import assert from 'node:assert/strict';
import type { ChatRequest, ChatResult } from '../../../src/core/models/chat-model.ts';
import { createOpenAiChatModel, type OpenAiOptions } from '../../../src/providers/openai-chat-model.ts';
import {
  startScriptedServer,
  type Script,
  type ScriptedReply,
  type ScriptedServer,
} from '../../support/scripted-server.ts';

const key = 'sk-test-0123456789abcdef';

const request: ChatRequest = {
  messages: [
    { role: 'system', content: 'Answer in JSON.' },
    { role: 'user', content: '{"prompt":"Greet."}' },
  ],
  answer: { name: 'greeting', schema: { type: 'object', properties: { text: { type: 'string' } } } },
  temperature: 0.5,
  maxOutputTokens: 64,
  repeat: 0,
};

describe('the model behind the openai package', () => {
  it('gives the text, the usage and the finish reason of a streamed answer', async () => {
    const { result } = await ask(() => ({ kind: 'answer', text: '{"text":"Hello"}' }));
    assert.ok(result.kind === 'answered');
    assert.deepEqual(
      { ...result, latencyMs: 0 },
      {
        kind: 'answered',
        text: '{"text":"Hello"}',
        usage: { inputTokens: 100, cachedInputTokens: 40, outputTokens: 20 },
        finishReason: 'stop',
        latencyMs: 0,
        source: 'model',
      },
    );
    assert.ok(result.latencyMs > 0);
  });

  it('asks for the schema, with the limit that an endpoint of others knows', async () => {
    const { server } = await ask(() => ({ kind: 'answer', text: '{}' }));
    assert.equal(server.requests.length, 1);
    const [received] = server.requests;
    assert.equal(received?.path, '/v1/chat/completions');
    assert.deepEqual(received.body, {
      model: 'tiny',
      messages: request.messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.5,
      max_tokens: 64,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'greeting', schema: request.answer?.schema, strict: true },
      },
    });
  });

  it('sends the key and no other header than the protocol needs, whatever the environment says', async () => {
    const { server } = await withEnvironment(
      {
        OPENAI_API_KEY: 'sk-environment-1234567',
        OPENAI_ORG_ID: 'org-secret',
        OPENAI_PROJECT_ID: 'proj-secret',
        OPENAI_CUSTOM_HEADERS: 'x-team: secret',
        OPENAI_LOG: 'debug',
      },
      () => ask(() => ({ kind: 'answer', text: '{}' })),
    );
    const names = Object.keys(server.requests[0]?.headers ?? {});
    assert.deepEqual(
      names.filter((name) => !transportHeaders.has(name)),
      ['accept', 'content-type', 'authorization'],
    );
    assert.equal(server.requests[0]?.headers.authorization, `Bearer ${key}`);
  });

  it('sends no authorization where there is no key', async () => {
    const { server } = await withEnvironment({ OPENAI_API_KEY: 'sk-environment-1234567' }, () =>
      ask(() => ({ kind: 'answer', text: '{}' }), { key: null }),
    );
    assert.equal(server.requests[0]?.headers.authorization, undefined);
  });

  it('reads an answer that is not streamed', async () => {
    const { result } = await ask(() => ({ kind: 'answer', text: '{"text":"Hi"}', isWhole: true }));
    assert.ok(result.kind === 'answered');
    assert.deepEqual([result.text, result.usage?.inputTokens], ['{"text":"Hi"}', 100]);
  });

  it('has no usage where the endpoint reports none', async () => {
    const { result } = await ask(() => ({ kind: 'answer', text: '{}', reportsUsage: false }));
    assert.ok(result.kind === 'answered');
    assert.equal(result.usage, null);
  });

  it('falls back to json_object and to plain text, once, and puts the schema into words', async () => {
    await using server = await startScriptedServer(({ body }) =>
      body.response_format === undefined
        ? { kind: 'answer', text: '{}' }
        : rejection(`response_format ${body.response_format.type} is not supported`),
    );
    const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key });
    for (const repeat of [0, 1]) {
      const result = await model.complete({ ...request, repeat }, { signal: new AbortController().signal });
      assert.equal(result.kind, 'answered');
    }
    assert.deepEqual(
      server.requests.map(({ body }) => body.response_format?.type ?? 'text'),
      ['json_schema', 'json_object', 'text', 'text'],
    );
    assert.match(
      server.requests[2]?.body.messages[0]?.content ?? '',
      /^Answer in JSON\.\n\n.*JSON schema: \{"type"/,
    );
  });

  it('leaves out the temperature and renames the limit for a reasoning model', async () => {
    const { result, server } = await ask(({ body }) => {
      if ('max_tokens' in body) return rejection("Use 'max_completion_tokens' instead of 'max_tokens'.");
      if ('temperature' in body) return rejection("Unsupported value: 'temperature'.");
      return { kind: 'answer', text: '{}' };
    });
    assert.equal(result.kind, 'answered');
    const { body } = server.requests.at(-1) ?? {};
    assert.deepEqual([body?.['max_completion_tokens'], body?.['temperature']], [64, undefined]);
  });

  it('does without a report of usage where the endpoint does not know the option', async () => {
    const { result } = await ask(({ body }) =>
      'stream_options' in body
        ? rejection('Unknown parameter: stream_options')
        : { kind: 'answer', text: '{}' },
    );
    assert.equal(result.kind, 'answered');
  });

  it('asks in every way at most once, whatever the endpoint complains about', async () => {
    await using server = await startScriptedServer(() =>
      rejection('max_tokens, max_completion_tokens, temperature, stream_options, response_format: all wrong'),
    );
    const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key });
    let requests = 0;
    const result = await model.complete(request, {
      signal: new AbortController().signal,
      beforeRequest: () => (++requests > 20 ? { reason: 'budget', detail: 'Enough.' } : null),
    });
    assert.deepEqual([failureOf(result), server.requests.length], ['bad-request', 7]);
  });

  it('sets no limit of length where the context is too short for it', async () => {
    const { result, server } = await ask(({ body }) =>
      'max_tokens' in body || 'max_completion_tokens' in body
        ? rejection("This model's maximum context length is 4096 tokens. However, you requested 4600.")
        : { kind: 'answer', text: '{}' },
    );
    assert.equal(result.kind, 'answered');
    assert.equal(server.requests.at(-1)?.body.response_format?.type, 'json_schema');
  });

  it('forgets a fallback that did not help', async () => {
    await using server = await startScriptedServer((_, index) =>
      index < 3 ? rejection('There is something wrong.') : { kind: 'answer', text: '{}' },
    );
    const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key });
    const call = { signal: new AbortController().signal };
    assert.equal(failureOf(await model.complete(request, call)), 'bad-request');
    await model.complete(request, call);
    assert.equal(server.requests.at(-1)?.body.response_format?.type, 'json_schema');
  });

  it('asks before every request on the wire, fallbacks included', async () => {
    await using server = await startScriptedServer(() => rejection('response_format'));
    const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key });
    let left = 2;
    const result = await model.complete(request, {
      signal: new AbortController().signal,
      beforeRequest: () => (left-- > 0 ? null : { reason: 'budget', detail: 'Enough.' }),
    });
    assert.deepEqual([failureOf(result), server.requests.length], ['budget', 2]);
  });

  const faults: readonly (readonly [string, ScriptedReply, string])[] = [
    ['429', { kind: 'status', status: 429 }, 'rate-limited'],
    ['429 for a used up quota', status(429, { code: 'insufficient_quota' }), 'auth'],
    ['500', { kind: 'status', status: 500 }, 'overloaded'],
    ['503', { kind: 'status', status: 503 }, 'overloaded'],
    ['an HTML page with status 502', { kind: 'page', status: 502 }, 'overloaded'],
    ['an HTML page with status 200', { kind: 'page', status: 200 }, 'network'],
    ['401', status(401, { message: `Incorrect API key provided: ${key}.` }), 'auth'],
    ['403', { kind: 'status', status: 403 }, 'auth'],
    ['404', { kind: 'status', status: 404 }, 'bad-request'],
    ['408', { kind: 'status', status: 408 }, 'timeout'],
    ['a reset connection', { kind: 'reset' }, 'network'],
    ['a cut stream', { kind: 'cut', text: '{"text":' }, 'network'],
    ['a broken event', { kind: 'raw', body: 'data: {"choices":[{\n\n' }, 'network'],
    [
      'an error inside the stream',
      { kind: 'raw', body: `data: {"error":{"message":"${key}"}}\n\n` },
      'network',
    ],
    ['an empty answer', { kind: 'answer', text: ' ' }, 'invalid-answer'],
    ['an answer with the key', { kind: 'answer', text: `Your key is ${key}` }, 'invalid-answer'],
    ['a refusal', { kind: 'answer', text: '', refusal: 'I cannot.' }, 'refused'],
    ['an error as its finish reason', { kind: 'answer', text: '{}', finishReason: 'error' }, 'network'],
    ['a length stop', { kind: 'answer', text: '{', finishReason: 'length' }, 'length'],
    ['a content filter', { kind: 'answer', text: '', finishReason: 'content_filter' }, 'content-filter'],
    ['an answer of 10 MB', { kind: 'answer', text: 'x'.repeat(10_000_000) }, 'length'],
  ];
  for (const [name, reply, reason] of faults) {
    it(`takes ${name} for ${reason}, as a value without the key`, async () => {
      const { result } = await ask(() => reply);
      assert.equal(failureOf(result), reason, JSON.stringify(result));
      assert.doesNotMatch(JSON.stringify(result), /sk-test|<html/i);
    });
  }

  it('tells what a call has used of which nothing came', async () => {
    const reported = await ask(() => ({ kind: 'answer', text: '{', finishReason: 'length' }));
    const silent = await ask(() => ({
      kind: 'answer',
      text: '{',
      finishReason: 'length',
      reportsUsage: false,
    }));
    assert.deepEqual(
      [reported.result.usage, silent.result.usage],
      [{ inputTokens: 100, cachedInputTokens: 40, outputTokens: 20 }, undefined],
    );
  });

  it('follows no redirect: key and prompt are meant for one address', async () => {
    const { result, server } = await ask((_, index) =>
      index === 0
        ? { kind: 'status', status: 307, headers: { location: '/v1/elsewhere' } }
        : { kind: 'answer', text: '{}' },
    );
    assert.deepEqual([failureOf(result), server.requests.length], ['network', 1]);
  });

  it('passes on how long to wait', async () => {
    const inSeconds = await ask(() => ({ kind: 'status', status: 429, headers: { 'retry-after': '2' } }));
    const exact = await ask(() => ({
      kind: 'status',
      status: 503,
      headers: { 'retry-after': '2', 'retry-after-ms': '150' },
    }));
    assert.deepEqual([retryAfter(inSeconds.result), retryAfter(exact.result)], [2000, 150]);
  });

  for (const after of ['nothing', 'headers', 'first-token'] as const) {
    it(`ends within 200 ms of a cancel when the endpoint hangs after ${after}`, async () => {
      await using server = await startScriptedServer(() => ({ kind: 'hang', after }));
      const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key });
      const abort = new AbortController();
      const pending = model.complete(request, { signal: abort.signal });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const cancelledAt = performance.now();
      abort.abort();
      assert.equal(failureOf(await pending), 'cancelled');
      assert.ok(performance.now() - cancelledAt < 200);
    });
  }

  it('says where nobody listens', async () => {
    await using server = await startScriptedServer(() => ({ kind: 'reset' }));
    const { baseUrl } = server;
    await server[Symbol.asyncDispose]();
    const model = createOpenAiChatModel({ baseUrl, model: 'tiny', key });
    const result = await model.complete(request, { signal: new AbortController().signal });
    assert.ok(result.kind === 'failed');
    assert.match(result.failure.detail, /ECONNREFUSED/);
  });
});

/** Headers that belong to HTTP itself. */
const transportHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'user-agent',
  'accept-language',
  'accept-encoding',
  'sec-fetch-mode',
]);

async function ask(
  script: Script,
  options: Partial<OpenAiOptions> = {},
): Promise<{ result: ChatResult; server: ScriptedServer }> {
  await using server = await startScriptedServer(script);
  const model = createOpenAiChatModel({ baseUrl: server.baseUrl, model: 'tiny', key, ...options });
  return { result: await model.complete(request, { signal: new AbortController().signal }), server };
}

async function withEnvironment<Value>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<Value>,
): Promise<Value> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}

function rejection(message: string): ScriptedReply {
  return status(400, { message });
}

function status(code: number, error: Readonly<Record<string, string>>): ScriptedReply {
  return { kind: 'status', status: code, body: { error: { message: 'Scripted.', ...error } } };
}

function failureOf(result: ChatResult): string | null {
  return result.kind === 'failed' ? result.failure.reason : null;
}

function retryAfter(result: ChatResult): number | null {
  return result.kind === 'failed' && 'retryAfterMs' in result.failure ? result.failure.retryAfterMs : null;
}

import assert from 'node:assert/strict';
import type { ChatRequest, ChatResult } from '../../../src/core/models/chat-model.ts';
import { createEndpointConnections } from '../../../src/providers/endpoint-connections.ts';
import { parseEndpoint } from '../../../src/providers/endpoint-address.ts';
import { listModels } from '../../../src/providers/list-models.ts';
import {
  startScriptedServer,
  usage,
  type ReceivedRequest,
  type Script,
  type ScriptedReply,
  type ScriptedServer,
} from '../../support/scripted-server.ts';

const key = 'sk-test-0123456789abcdef';
const answer: ScriptedReply = { kind: 'answer', text: '{"text":"Hello"}' };

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

/** The body of an error as the endpoint sends it. */
const rejected = (body: unknown, status = 400): ScriptedReply => ({ kind: 'status', status, body });

describe('Azure OpenAI', () => {
  const deployment = '/openai/deployments/gpt-4o';

  it('gets its key in its own header, the deployment in the path and the version of its protocol', async () => {
    await using server = await startScriptedServer(() => answer);
    const baseUrl = at(server, `${deployment}/?api-version=2024-10-21`);
    await ask(baseUrl, 'gpt-4o');
    const [received] = server.requests;
    assert.equal(received?.path, `${deployment}/chat/completions?api-version=2024-10-21`);
    assert.deepEqual([received.headers['api-key'], received.headers.authorization], [key, undefined]);
  });

  it('gets the same header wherever its addresses are, and nobody else does', async () => {
    const { keyHeader } = await import('../../../src/providers/endpoint-address.ts');
    const headerAt = (url: string): string => Object.keys(keyHeader(new URL(url), key)).join();
    assert.equal(headerAt('https://mine.openai.azure.com/openai/v1'), 'api-key');
    assert.equal(headerAt('https://mine.cognitiveservices.azure.com/openai/v1'), 'api-key');
    assert.equal(headerAt('https://openai.azure.com.example/openai/v1'), 'authorization');
    assert.equal(headerAt('https://api.groq.com/openai/v1'), 'authorization');
    assert.equal(headerAt('https://api.openai.com/v1'), 'authorization');
  });

  it('may have its version in the address, and nothing else', () => {
    const kindOf = (query: string): string => parseEndpoint(`https://mine.openai.azure.com/x${query}`).kind;
    assert.equal(kindOf('?api-version=2024-10-21'), 'valid');
    for (const query of ['?api-key=secret', '?api-version=1&api-key=secret', '?api-version=', '#x']) {
      assert.equal(kindOf(query), 'invalid', query);
    }
  });

  it('stops a prompt by its filter before any model sees it: no other way of asking is tried', async () => {
    const body = {
      error: { code: 'content_filter', message: "The response was filtered by Azure's content policy." },
    };
    const { result, sent } = await askScript(() => rejected(body));
    assert.deepEqual([reasonOf(result), sent.length], ['content-filter', 1]);
  });

  it('begins its stream with an event without choices', async () => {
    const { result } = await askScript(() =>
      events(
        { choices: [], prompt_filter_results: [{ content_filter_results: {} }] },
        { choices: [{ delta: { content: '{}' } }] },
        { choices: [{ delta: {}, finish_reason: 'stop' }] },
        { choices: [], usage },
      ),
    );
    assert.deepEqual(textAndUsage(result), ['{}', 100]);
  });
});

describe('OpenRouter', () => {
  it('keeps the connection alive by comments', async () => {
    const { result } = await askScript(() => ({
      kind: 'raw',
      body:
        ': OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n' +
        sse({ choices: [{ delta: { content: '{}' }, finish_reason: 'stop' }], usage }),
    }));
    assert.deepEqual(textAndUsage(result), ['{}', 100]);
  });

  it('has the status of a failure in the stream that began with 200', async () => {
    for (const [code, reason] of [
      [429, 'rate-limited'],
      [502, 'overloaded'],
      [402, 'auth'],
    ] as const) {
      const { result } = await askScript(() =>
        events(
          { choices: [{ delta: { content: '{"te' } }] },
          { error: { code, message: 'Provider returned error' }, choices: [{ finish_reason: 'error' }] },
        ),
      );
      assert.equal(reasonOf(result), reason);
    }
  });

  it('answers with a failure and status 200', async () => {
    const { result } = await askScript(() => ({
      kind: 'status',
      status: 200,
      body: { error: { code: 429, message: 'Rate limit exceeded: free-models-per-min.' } },
    }));
    assert.equal(reasonOf(result), 'rate-limited');
  });
});

describe('Ollama', () => {
  it('needs no key and answers to the schema', async () => {
    await using server = await startScriptedServer(() => answer);
    const result = await ask(server.baseUrl, 'llama3.2', null);
    assert.equal(result.kind, 'answered');
    assert.equal(server.requests[0]?.headers.authorization, undefined);
  });

  it('says that a model is not pulled', async () => {
    const { result } = await askScript(() =>
      rejected({ error: { message: 'model "x" not found, try pulling it first', type: 'api_error' } }, 404),
    );
    assert.ok(result.kind === 'failed');
    assert.deepEqual(
      [result.failure.reason, result.failure.detail],
      ['bad-request', '404 model "x" not found, try pulling it first'],
    );
  });
});

describe('LM Studio', () => {
  it('takes no json_object, says so in a bare text, and is asked in words', async () => {
    const { result, sent } = await askScript(({ body }) =>
      body.response_format === undefined
        ? answer
        : rejected({ error: "'response_format.type' must be 'json_schema' or 'text'" }),
    );
    assert.equal(result.kind, 'answered');
    assert.deepEqual(sent.map(formatOf), ['json_schema', 'json_object', 'text']);
  });

  it('has an error event in its stream', async () => {
    const { result } = await askScript(() => ({
      kind: 'raw',
      body: `event: error\n${sse({ error: { message: 'The model has crashed.' } })}`,
    }));
    assert.ok(result.kind === 'failed');
    assert.equal(result.failure.reason, 'network');
    assert.match(result.failure.detail, /The model has crashed/u);
  });
});

describe('llama.cpp', () => {
  it('is overloaded while it loads its model', async () => {
    const { result } = await askScript(() =>
      rejected({ error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }, 503),
    );
    assert.equal(reasonOf(result), 'overloaded');
  });

  it('reports no usage where it is old', async () => {
    const { result } = await askScript(() => ({ ...answer, reportsUsage: false }));
    assert.ok(result.kind === 'answered');
    assert.equal(result.usage, null);
  });

  it('is told of a prompt beyond its context once, without a limit of length, and no other way', async () => {
    const message = 'the request exceeds the available context size, try increasing it';
    const { result, sent } = await askScript(() =>
      rejected({ error: { code: 400, message, type: 'exceed_context_size_error' } }),
    );
    assert.ok(result.kind === 'failed');
    assert.deepEqual([result.failure.reason, sent.length], ['bad-request', 2]);
    assert.match(result.failure.detail, /available context size/u);
    assert.deepEqual(sent.map(formatOf), ['json_schema', 'json_schema']);
  });
});

describe('vLLM', () => {
  it('complains in the document itself, which is read', async () => {
    const message = "This model's maximum context length is 4096 tokens. However, you requested 4600.";
    const { result, sent } = await askScript(({ body }) =>
      'max_tokens' in body
        ? rejected({ object: 'error', message, type: 'BadRequestError', param: null, code: 400 })
        : answer,
    );
    assert.equal(result.kind, 'answered');
    assert.deepEqual(
      sent.map(({ body }) => [body['max_tokens'], formatOf({ body })]),
      [
        [64, 'json_schema'],
        [undefined, 'json_schema'],
      ],
    );
  });

  it('lists parameters that it does not know', async () => {
    const detail = [
      { type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' },
    ];
    const { result, sent } = await askScript(({ body }) =>
      'stream_options' in body ? rejected({ detail }, 422) : { ...answer, reportsUsage: false },
    );
    assert.equal(result.kind, 'answered');
    assert.deepEqual(sent.map(formatOf), ['json_schema', 'json_schema']);
  });
});

describe('a server behind a gateway', () => {
  for (const [name, body] of [
    ['a text', { detail: 'Not for you.' }],
    ['a list', [{ error: { message: 'Not for you.' } }]],
    ['a message', { message: 'Not for you.' }],
  ] as const) {
    it(`is quoted where it says what is wrong as ${name}`, async () => {
      const { result } = await askScript(() => rejected(body, 403));
      assert.ok(result.kind === 'failed');
      assert.deepEqual([result.failure.reason, result.failure.detail], ['auth', '403 Not for you.']);
    });
  }

  it('may send a page of any length with its error', async () => {
    const { result } = await askScript(() => rejected('x'.repeat(5_000_000), 500));
    assert.ok(result.kind === 'failed');
    assert.equal(result.failure.reason, 'overloaded');
    assert.ok(result.failure.detail.length < 400);
  });
});

describe('what was found out about an endpoint', () => {
  it('holds for its other models, unless the complaint was about the model', async () => {
    const ofEndpoint = await sentByTwoModels(({ body }) =>
      formatOf({ body }) === 'json_schema'
        ? rejected({ error: { message: 'response_format: unknown' } })
        : answer,
    );
    assert.deepEqual(ofEndpoint, ['one json_schema', 'one json_object', 'two json_object']);
    const ofModel = await sentByTwoModels(({ body }) =>
      body.model === 'one' && formatOf({ body }) === 'json_schema'
        ? rejected({ error: { message: "'json_schema' is not supported with this model." } })
        : answer,
    );
    assert.deepEqual(ofModel, ['one json_schema', 'one json_object', 'two json_schema']);
  });

  it('is found out at most once by each of the calls that began together', async () => {
    await using server = await startScriptedServer(({ body }) =>
      body.response_format === undefined ? answer : rejected({ error: { message: 'response_format' } }),
    );
    const url = new URL(server.baseUrl);
    const model = await createEndpointConnections().connect({ url, model: 'tiny', key });
    const complete = (repeat: number): Promise<ChatResult> =>
      model.complete({ ...request, repeat }, { signal: new AbortController().signal });
    await Promise.all([0, 1, 2, 3].map(complete));
    const first = server.requests.length;
    await Promise.all([4, 5, 6, 7].map(complete));
    assert.ok(first <= 12, String(first));
    assert.deepEqual(server.requests.slice(first).map(formatOf), ['text', 'text', 'text', 'text']);
  });

  it('leaves the limit of length and the temperature of a reasoning model to that model', async () => {
    const sent = await sentByTwoModels(
      ({ body }) => {
        if (body.model === 'two') return answer;
        if ('max_tokens' in body) {
          return rejected({
            error: {
              message:
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
              code: 'unsupported_parameter',
              param: 'max_tokens',
            },
          });
        }
        return 'temperature' in body
          ? rejected({
              error: {
                message: "Unsupported value: 'temperature' does not support 0.5 with this model.",
                code: 'unsupported_value',
                param: 'temperature',
              },
            })
          : answer;
      },
      ({ body }) =>
        Object.keys(body)
          .filter((name) => /^max|^temp/u.test(name))
          .join(),
    );
    assert.deepEqual(sent, [
      'temperature,max_tokens',
      'temperature,max_completion_tokens',
      'max_completion_tokens',
      'temperature,max_tokens',
    ]);
  });
});

describe('the list of models', () => {
  it('is asked for with the key header of the endpoint, the version included', async () => {
    await using server = await startScriptedServer(() => answer);
    const baseUrl = at(server, '/openai?api-version=2024-10-21');
    const signal = new AbortController().signal;
    assert.deepEqual(await listModels({ baseUrl, key, signal }), { kind: 'listed', ids: ['large', 'tiny'] });
    const [asked] = server.listings;
    assert.deepEqual(
      [asked?.path, asked?.headers['api-key'], asked?.headers.authorization],
      ['/openai/models?api-version=2024-10-21', key, undefined],
    );
  });
});

function at({ baseUrl }: ScriptedServer, path: string): string {
  return `${new URL(baseUrl).origin}${path}`;
}

async function ask(baseUrl: string, model: string, withKey: string | null = key): Promise<ChatResult> {
  const address = parseEndpoint(baseUrl);
  assert.ok(address.kind === 'valid');
  const connected = await createEndpointConnections().connect({ url: address.url, model, key: withKey });
  return connected.complete(request, { signal: new AbortController().signal });
}

async function askScript(
  script: Script,
): Promise<{ readonly result: ChatResult; readonly sent: readonly ReceivedRequest[] }> {
  await using server = await startScriptedServer(script);
  return { result: await ask(server.baseUrl, 'tiny'), sent: server.requests };
}

async function sentByTwoModels(
  script: Script,
  describe = ({ body }: Pick<ReceivedRequest, 'body'>): string => `${body.model} ${formatOf({ body })}`,
): Promise<readonly string[]> {
  await using server = await startScriptedServer(script);
  const connections = createEndpointConnections();
  for (const model of ['one', 'two']) {
    const connected = await connections.connect({ url: new URL(server.baseUrl), model, key });
    const result = await connected.complete(request, { signal: new AbortController().signal });
    assert.equal(result.kind, 'answered');
  }
  return server.requests.map(describe);
}

function formatOf({ body }: Pick<ReceivedRequest, 'body'>): string {
  return body.response_format?.type ?? 'text';
}

function events(...documents: readonly unknown[]): ScriptedReply {
  return { kind: 'raw', body: `${documents.map(sse).join('')}data: [DONE]\n\n` };
}

function sse(document: unknown): string {
  return `data: ${JSON.stringify(document)}\n\n`;
}

function reasonOf(result: ChatResult): string | null {
  return result.kind === 'failed' ? result.failure.reason : null;
}

function textAndUsage(result: ChatResult): readonly unknown[] {
  assert.ok(result.kind === 'answered', JSON.stringify(result));
  return [result.text, result.usage?.inputTokens];
}

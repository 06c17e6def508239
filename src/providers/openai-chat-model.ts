import type OpenAI from 'openai';
import {
  cancelled,
  failed,
  type ChatCall,
  type ChatFailed,
  type ChatFailure,
  type ChatModel,
  type ChatRequest,
  type ChatResult,
} from '../core/models/chat-model.ts';
import { chatParameters } from './chat-parameters.ts';
import { complaintOf, describeApiError, headersOf } from './describe-api-error.ts';
import { addressAt, keyHeader } from './endpoint-address.ts';
import { createEndpointMemory, type EndpointMemory, type WayOfAsking } from './endpoint-memory.ts';
import type { EndpointTraits } from './endpoint-traits.ts';
import { readAllowance } from './read-allowance.ts';
import { withReadableError } from './readable-error.ts';
import { readChatStream, type StreamedAnswer } from './read-chat-stream.ts';

export interface OpenAiOptions {
  readonly baseUrl: string;
  readonly model: string;
  /** Null for endpoints that need none: then no credential of any kind is sent. */
  readonly key: string | null;
  /** Longest time until the endpoint answers with headers, in milliseconds; the decorators hold the finer limits. */
  readonly timeoutMs?: number;
  /** What is known of the endpoint, shared by its models; absent: nothing. */
  readonly memory?: EndpointMemory;
}

const defaultTimeoutMs = 600_000;

/** What an endpoint has been seen to do; null: nothing was asked yet. */
export interface EndpointAbilities {
  /** The strictest form of asking for structured answers that it has not refused. */
  readonly format: EndpointTraits['formats'][0];
  readonly takesTemperature: boolean;
  readonly streams: boolean | null;
  readonly reportsUsage: boolean | null;
}

export interface OpenAiChatModel extends ChatModel {
  abilities(): EndpointAbilities;
}

/** A model behind any endpoint that speaks the chat-completions protocol. What the endpoint cannot do is found out once. */
export function createOpenAiChatModel(options: OpenAiOptions): OpenAiChatModel {
  const endpoint = new URL(options.baseUrl);
  let connection: Promise<Connection> | undefined;
  const memory = options.memory ?? createEndpointMemory(endpoint.origin);
  let isStreamed: boolean | null = null;
  let reportsUsage: boolean | null = null;
  return {
    name: options.model,
    endpoint: `${endpoint.origin}${endpoint.pathname}${endpoint.search}`,
    complete: async (request, call) => {
      const startedAt = performance.now();
      connection ??= connect(options);
      const ask = { connection: await connection, options, request, call };
      const { result, ...asked } = await askWithFallback(ask, memory.wayOf(options.model));
      isStreamed = asked.isStreamed ?? isStreamed;
      if (result.kind === 'answered') reportsUsage = result.usage !== null;
      return { ...result, latencyMs: performance.now() - startedAt };
    },
    abilities: () => {
      const { formats, takesTemperature } = memory.wayOf(options.model).traits;
      return { format: formats[0], takesTemperature, streams: isStreamed, reportsUsage };
    },
  };
}

interface Connection {
  readonly client: OpenAI;
  isTimeout(error: unknown): boolean;
}

/** Loads the package on the first call. Nothing of the environment may reach the client: no key, no header, no address. */
async function connect({ baseUrl, key, timeoutMs = defaultTimeoutMs }: OpenAiOptions): Promise<Connection> {
  const { OpenAI, APIConnectionTimeoutError } = await import('openai');
  const endpoint = new URL(baseUrl);
  const headers = allowedHeaders(endpoint, key);
  const client = new OpenAI({
    baseURL: addressAt(`${endpoint.origin}${endpoint.pathname}`, ''),
    defaultQuery: Object.fromEntries(endpoint.searchParams),
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    // A host with a window, such as the editor, is no browser: the key comes from its own secret store.
    dangerouslyAllowBrowser: true,
    fetch: async (url, init) => withReadableError(await fetch(url, { ...init, headers, redirect: 'error' })),
  });
  return { client, isTimeout: (error) => error instanceof APIConnectionTimeoutError };
}

/** The package adds headers about this machine and, from the environment, about an account: none of them is sent. */
function allowedHeaders(endpoint: URL, key: string | null): Record<string, string> {
  const headers = { accept: 'text/event-stream, application/json', 'content-type': 'application/json' };
  return key === null ? headers : { ...headers, ...keyHeader(endpoint, key) };
}

interface Ask {
  readonly connection: Connection;
  readonly options: OpenAiOptions;
  readonly request: ChatRequest;
  readonly call: ChatCall;
}

interface Asked {
  readonly result: ChatResult;
  /** Null when no answer came. */
  readonly isStreamed: boolean | null;
}

async function askWithFallback(ask: Ask, first: WayOfAsking): Promise<Asked> {
  for (let way = first; ;) {
    const refusal = ask.call.beforeRequest?.() ?? null;
    if (refusal !== null) return { result: failed(refusal), isStreamed: null };
    const attempt = await askOnce(ask, way.traits);
    if (attempt.kind === 'done') {
      // Whatever the answer is worth, the endpoint has taken the request.
      if (attempt.isStreamed !== null) way.keep();
      return attempt;
    }
    const next = attempt.complaint === null ? null : way.afterComplaint(attempt.complaint);
    if (next === null) return { result: attempt.result, isStreamed: null };
    way = next;
  }
}

type Attempt =
  | { readonly kind: 'done'; readonly result: ChatResult; readonly isStreamed: boolean | null }
  | { readonly kind: 'failed'; readonly result: ChatFailed; readonly complaint: string | null };

async function askOnce(ask: Ask, traits: EndpointTraits): Promise<Attempt> {
  const { connection, options, request, call } = ask;
  const { key, model } = options;
  try {
    const { data, response } = await connection.client.chat.completions
      .create(chatParameters({ model, request, traits }), { signal: call.signal })
      .withResponse();
    const answer = await readChatStream({
      stream: data,
      response,
      onFirstToken: call.onFirstToken,
      onText: call.onText,
    });
    // A cancelled stream ends as if it were complete.
    if (call.signal.aborted) return { kind: 'done', result: cancelled(), isStreamed: null };
    const { isStreamed } = answer;
    return { kind: 'done', result: withAllowance(toResult(answer, key), response.headers), isStreamed };
  } catch (error) {
    if (call.signal.aborted) return { kind: 'done', result: cancelled(), isStreamed: null };
    const described = describeApiError(error, key);
    const failure = connection.isTimeout(error)
      ? { reason: 'timeout' as const, detail: described.detail }
      : described;
    const result = withAllowance(failed(failure), headersOf(error));
    return { kind: 'failed', result, complaint: complaintOf(error) };
  }
}

function withAllowance<Result extends ChatResult>(result: Result, headers: Headers | null): Result {
  const allowance = readAllowance(headers);
  return allowance === null ? result : { ...result, allowance };
}

function toResult(answer: StreamedAnswer, key: string | null): ChatResult {
  const failure = failureOf(answer, key);
  if (failure !== null) {
    const used = answer.usage === null ? {} : { usage: answer.usage };
    return { ...failed(failure), ...used };
  }
  const { text, usage, finishReason } = answer;
  return {
    kind: 'answered',
    text,
    usage,
    finishReason: finishReason === 'stop' ? 'stop' : 'unknown',
    latencyMs: 0,
    source: 'model',
  };
}

function failureOf(answer: StreamedAnswer, key: string | null): ChatFailure | null {
  const { text, finishReason } = answer;
  if (answer.isTooLong || finishReason === 'length') {
    return { reason: 'length', detail: 'The answer was cut at its length limit.' };
  }
  if (finishReason === 'content_filter') {
    return { reason: 'content-filter', detail: 'The content filter of the endpoint stopped the answer.' };
  }
  if (answer.isRefusal) return { reason: 'refused', detail: 'The model refused to answer.' };
  if (finishReason === null || finishReason === 'error') {
    return { reason: 'network', detail: 'The answer broke off.' };
  }
  if (text.trim() === '') return { reason: 'invalid-answer', detail: 'The answer is empty.' };
  if (key !== null && text.includes(key))
    return { reason: 'invalid-answer', detail: 'The answer repeats the key.' };
  return null;
}

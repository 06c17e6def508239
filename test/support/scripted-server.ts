import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request of the chat-completions protocol. */
export type ScriptedReply =
  | {
      readonly kind: 'answer';
      readonly text: string;
      readonly delayMs?: number;
      readonly finishReason?: string;
      /** False: the endpoint reports no usage. */
      readonly reportsUsage?: boolean;
      readonly refusal?: string;
      /** True: one JSON document although a stream was asked for. */
      readonly isWhole?: boolean;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang'; readonly after: 'nothing' | 'headers' | 'first-token' }
  /** A whole answer, piece by piece. */
  | { readonly kind: 'pieces'; readonly pieces: readonly string[]; readonly pauseMs: number }
  | { readonly kind: 'cut'; readonly text: string }
  | { readonly kind: 'raw'; readonly body: string };

/** A request as the server received it. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly stream?: boolean;
    readonly response_format?: { readonly type: string };
    readonly [parameter: string]: unknown;
  };
}

/** Decides the reply; `index` counts the requests from 0. */
export type Script = (request: ReceivedRequest, index: number) => ScriptedReply;

export interface ScriptedServer extends AsyncDisposable {
  /** With the version in its path, as `--base-url` takes it. */
  readonly baseUrl: string;
  readonly requests: readonly ReceivedRequest[];
  /** What `GET` was asked for; such requests are no calls. */
  readonly listings: readonly Pick<ReceivedRequest, 'path' | 'headers'>[];
  /** Requests whose connection the client closed before the reply was complete. */
  abandoned(): number;
}

/** A real HTTP server on this machine that speaks the chat-completions protocol and fails where it is told to. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const listings: Pick<ReceivedRequest, 'path' | 'headers'>[] = [];
  let abandoned = 0;
  const server = createServer((incoming, response) => {
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    if (incoming.method === 'GET') {
      listings.push({ path: incoming.url ?? '', headers: incoming.headers });
      listModels(incoming, response);
      return;
    }
    void receive(incoming).then((request) => {
      const index = requests.push(request) - 1;
      return reply(response, script(request, index));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    listings,
    abandoned: () => abandoned,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The models that `GET /models` names. */
export const listedModels: readonly string[] = ['large', 'tiny'];

function listModels({ url }: IncomingMessage, response: ServerResponse): void {
  const isList = url?.split('?')[0]?.endsWith('/models') === true;
  response.writeHead(isList ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(isList ? { data: listedModels.map((id) => ({ id })) } : {}));
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedRequest['body'];
  return { path: incoming.url ?? '', headers: incoming.headers, body };
}

async function reply(response: ServerResponse, scripted: ScriptedReply): Promise<void> {
  switch (scripted.kind) {
    case 'answer':
      return answer(response, scripted);
    case 'status':
      response.writeHead(scripted.status, { 'content-type': 'application/json', ...scripted.headers });
      response.end(JSON.stringify(scripted.body ?? { error: { message: `Scripted ${scripted.status}.` } }));
      return;
    case 'page':
      response.writeHead(scripted.status, { 'content-type': 'text/html' });
      response.end('<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>');
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      if (scripted.after !== 'nothing') startStream(response);
      if (scripted.after === 'first-token') sendChunk(response, { delta: { content: '{' } });
      return;
    case 'pieces':
      return answerInPieces(response, scripted);
    case 'cut':
      startStream(response);
      sendChunk(response, { delta: { content: scripted.text } });
      await pause(20);
      response.end();
      return;
    case 'raw':
      startStream(response);
      response.end(scripted.body);
  }
}

async function answer(
  response: ServerResponse,
  scripted: Extract<ScriptedReply, { kind: 'answer' }>,
): Promise<void> {
  const { text, delayMs = 0, finishReason = 'stop', reportsUsage = true, refusal } = scripted;
  if (delayMs > 0) await pause(delayMs);
  if (scripted.isWhole === true) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ choices: [{ message: { content: text }, finish_reason: finishReason }], usage }),
    );
    return;
  }
  startStream(response);
  if (refusal !== undefined) sendChunk(response, { delta: { refusal } });
  for (let at = 0; at < text.length; at += chunkLength) {
    sendChunk(response, { delta: { content: text.slice(at, at + chunkLength) } });
  }
  sendChunk(response, { delta: {}, finish_reason: finishReason });
  if (reportsUsage) response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
  response.end('data: [DONE]\n\n');
}

async function answerInPieces(
  response: ServerResponse,
  { pieces, pauseMs }: Extract<ScriptedReply, { kind: 'pieces' }>,
): Promise<void> {
  startStream(response);
  for (const content of pieces) {
    sendChunk(response, { delta: { content } });
    await pause(pauseMs);
  }
  sendChunk(response, { delta: {}, finish_reason: 'stop' });
  response.end('data: [DONE]\n\n');
}

/** What every answer is said to have used. */
export const usage = {
  prompt_tokens: 100,
  completion_tokens: 20,
  prompt_tokens_details: { cached_tokens: 40 },
};

const chunkLength = 65_536;

function startStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
}

function sendChunk(response: ServerResponse, choice: Readonly<Record<string, unknown>>): void {
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in does instead of what GitHub would do. */
export type GistFault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'endless' };

export interface GistRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on this machine that answers as GitHub's API of gists does, and fails where it is told to. */
export interface GistServer extends AsyncDisposable {
  readonly origin: string;
  readonly requests: readonly GistRequest[];
  /** Files of the gists that are there, by their identifiers. */
  readonly gists: Map<string, Readonly<Record<string, string>>>;
  /** Done instead of an answer, until it is taken away. */
  fault: GistFault | null;
}

interface NewGist {
  readonly public: boolean;
  readonly files: Readonly<Record<string, { readonly content: string }>>;
}

export async function startGistServer(): Promise<GistServer> {
  const requests: GistRequest[] = [];
  const gists: GistServer['gists'] = new Map();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(chunks).toString() };
      requests.push(request);
      if (stand.fault === null) answer(gists, request, response);
      else fail(stand.fault, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stand: GistServer = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    gists,
    fault: null,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stand;
}

function answer(gists: GistServer['gists'], request: GistRequest, response: ServerResponse): void {
  const { method, path, body, headers } = request;
  const isSigned = headers.authorization === 'Bearer secret-token';
  if (method !== 'GET' && !isSigned) return send(response, 401, { message: 'Bad credentials' });
  if (method === 'POST' && path === '/gists') {
    const { files } = JSON.parse(body) as NewGist;
    const id = (gists.size + 10).toString(16).padStart(32, 'a');
    gists.set(id, Object.fromEntries(Object.entries(files).map(([name, { content }]) => [name, content])));
    return send(response, 201, { id, html_url: `https://gist.github.com/ada/${id}` });
  }
  const id = path.slice('/gists/'.length);
  const files = gists.get(id);
  if (files === undefined) return send(response, 404, { message: 'Not Found' });
  if (method === 'DELETE') {
    gists.delete(id);
    response.writeHead(204).end();
    return;
  }
  const listed: Record<string, { content: string; truncated: boolean }> = {};
  for (const [name, content] of Object.entries(files)) listed[name] = { content, truncated: false };
  send(response, 200, { id, truncated: false, files: listed });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function fail(fault: GistFault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, fault.headers).end('{"message":"no"}');
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
      return;
    case 'body':
      response.writeHead(200).end(fault.body);
      return;
    case 'reset':
      response.destroy();
      return;
    case 'endless': {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
      return;
    }
    case 'hang':
      return;
  }
}

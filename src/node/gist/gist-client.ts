import * as z from 'zod/mini';
import { isPromptOpsError } from '../../core/errors.ts';
import type { GistFiles } from './gist-files.ts';
import { failed, failureOfAnswer, failureOfConnection, type GistTask } from './gist-failure.ts';

/** Where gists live. Nothing but a test names another place. */
export const githubApi = 'https://api.github.com';

/** Bytes of an answer that are read at most. */
export const mostAnswerBytes = 5 * 1024 * 1024;

const defaultTimeoutMs = 20_000;

export interface NewGist {
  readonly description: string;
  readonly files: GistFiles;
}

export interface CreatedGist {
  readonly id: string;
  /** The page of the gist. */
  readonly url: string;
}

/** The few calls of GitHub's API that sharing needs. Each rejects with a `PromptOpsError` `sharing-failed`. */
export interface GistClient {
  /** Makes a secret gist: it is not listed, and whoever has its address can read it. */
  create(gist: NewGist, call: SignedCall): Promise<CreatedGist>;
  /** Reads a gist as anybody may. */
  read(id: string, call: GistCall): Promise<GistFiles>;
  /** Deletes a gist for good; false when it was gone already. */
  remove(id: string, call: SignedCall): Promise<boolean>;
}

export interface GistCall {
  readonly signal: AbortSignal;
}

export interface SignedCall extends GistCall {
  readonly token: string;
}

export interface GistClientOptions {
  readonly origin?: string;
  readonly timeoutMs?: number;
}

const createdSchema = z.object({ id: z.string(), html_url: z.string() });
const gistSchema = z.object({
  truncated: z.optional(z.boolean()),
  files: z.record(
    z.string(),
    z.nullable(z.object({ content: z.optional(z.string()), truncated: z.optional(z.boolean()) })),
  ),
});

/** Identifiers of gists are hexadecimal digits, those of old ones decimal. */
export function isGistId(id: string): boolean {
  return /^[0-9a-f]{1,64}$/iu.test(id);
}

export function createGistClient({
  origin = githubApi,
  timeoutMs = defaultTimeoutMs,
}: GistClientOptions = {}): GistClient {
  const call = (task: GistTask, request: ApiRequest): Promise<ApiAnswer> =>
    callApi(task, { ...request, address: `${origin}${request.address}`, timeoutMs });
  return {
    create: async ({ description, files }, { token, signal }) => {
      const body = {
        description,
        public: false,
        files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, { content }])),
      };
      const { text } = await call('create', { method: 'POST', address: '/gists', body, token, signal });
      const { id, html_url: url } = parseAnswer('create', createdSchema, text);
      if (!isGistId(id) || !url.startsWith('https://')) throw unreadable('create');
      return { id, url };
    },
    read: async (id, { signal }) => {
      const { text } = await call('read', { method: 'GET', address: addressOf(id), signal });
      return filesOf(parseAnswer('read', gistSchema, text));
    },
    remove: async (id, { token, signal }) => {
      const request = { method: 'DELETE', address: addressOf(id), token, signal, accepts: [404] };
      return (await call('delete', request)).status !== 404;
    },
  };
}

interface ApiRequest {
  readonly method: string;
  readonly address: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly signal: AbortSignal;
  /** Statuses that are answers as well. */
  readonly accepts?: readonly number[];
}

interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

async function callApi(
  task: GistTask,
  {
    method,
    address,
    body,
    token,
    signal,
    accepts = [],
    timeoutMs,
  }: ApiRequest & { readonly timeoutMs: number },
): Promise<ApiAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address, {
      method,
      // Another origin than the one that was asked has no say.
      redirect: 'error',
      signal: AbortSignal.any([signal, timeout]),
      headers: {
        accept: 'application/vnd.github+json',
        'user-agent': 'promptops',
        'x-github-api-version': '2022-11-28',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok && !accepts.includes(response.status)) {
      await response.body?.cancel();
      throw failureOfAnswer(task, response);
    }
    return { status: response.status, text: await readLimited(task, response) };
  } catch (error) {
    signal.throwIfAborted();
    if (isPromptOpsError(error)) throw error;
    throw failureOfConnection(task, timeout.aborted ? timeout.reason : error);
  }
}

/** Reads an answer and stops as soon as it is too large, whatever it said of its length. */
async function readLimited(task: GistTask, { body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  const chunks: AsyncIterable<Uint8Array> = body;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > mostAnswerBytes) throw tooLarge(task);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** GitHub cuts long files and long lists of files: half a history is none. */
function filesOf({ truncated, files }: z.infer<typeof gistSchema>): GistFiles {
  const entries = Object.entries(files).flatMap(([name, file]) => (file === null ? [] : [{ name, file }]));
  if (truncated === true || entries.some(({ file }) => file.truncated === true)) throw tooLarge('read');
  return Object.fromEntries(entries.map(({ name, file }) => [name, file.content ?? '']));
}

function addressOf(id: string): string {
  return `/gists/${encodeURIComponent(id)}`;
}

function parseAnswer<Schema extends z.core.$ZodType>(
  task: GistTask,
  schema: Schema,
  text: string,
): z.infer<Schema> {
  try {
    const parsed = z.safeParse(schema, JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unreadable(task);
}

function unreadable(task: GistTask): Error {
  return failed(task, 'the answer is none of GitHub’s', 'Check the proxy settings and try again.');
}

function tooLarge(task: GistTask): Error {
  return failed(task, 'it is larger than 5 MB', 'Use Export History and Import History with a file instead.');
}

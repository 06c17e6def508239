import * as z from 'zod/mini';

/** Bytes of an error that are read: enough for any sentence, whatever page a proxy sends. */
const mostBytes = 65_536;

/**
 * Endpoints put what they complain about in different places: an object `error` (OpenAI), a text `error` (LM Studio),
 * the document itself (vLLM), `detail` (servers on FastAPI), a list (Google). The openai package looks at the first
 * alone; here all the others are given that form.
 */
export async function withReadableError(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  const text = await readStart(response);
  const error = errorIn(text);
  const { status, statusText, headers } = response;
  return new Response(error === null ? text : JSON.stringify({ error }), { status, statusText, headers });
}

async function readStart(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  // Leaving the loop cancels the rest.
  const chunks: AsyncIterable<Uint8Array> = response.body;
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= mostBytes) break;
  }
  return text;
}

interface ReadableError {
  readonly message: string;
  readonly code: string | number | null;
  readonly param: string | null;
}

const errorObject = z.object({
  message: z.string(),
  code: z.catch(z.nullable(z.union([z.string(), z.number()])), null),
  param: z.catch(z.nullable(z.string()), null),
});

/** What a document says is wrong; null when it says nothing that is known. */
export function errorIn(text: string): ReadableError | null {
  const document = z.record(z.string(), z.unknown()).safeParse(firstOf(parseJson(text)));
  if (!document.success) return null;
  const { error, detail } = document.data;
  for (const place of [error, document.data]) {
    const read = errorObject.safeParse(place);
    if (read.success) return read.data;
  }
  const message = [error, detail].find((place) => typeof place === 'string') ?? listed(detail);
  return typeof message === 'string' ? { message, code: null, param: null } : null;
}

const detailList = z.array(z.object({ msg: z.string(), loc: z.optional(z.array(z.unknown())) }));

/** `[{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }]` as a sentence. */
function listed(detail: unknown): string | null {
  const list = detailList.safeParse(detail);
  if (!list.success || list.data.length === 0) return null;
  return list.data.map(({ msg, loc = [] }) => `${loc.join('.')}: ${msg}`).join('; ');
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

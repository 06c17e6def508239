import * as z from 'zod/mini';
import { addressAt, keyHeader } from './endpoint-address.ts';
import { oneLine, redact } from '../core/models/redact.ts';

/** The models that an endpoint names, or why it names none. */
export type ListedModels =
  | { readonly kind: 'listed'; readonly ids: readonly string[] }
  | { readonly kind: 'failed'; readonly status: number | null; readonly detail: string };

interface ListRequest {
  readonly baseUrl: string;
  readonly key: string | null;
  readonly signal: AbortSignal;
}

/** More than any endpoint has; what comes after is not shown. */
const mostModels = 2000;

const listSchema = z.object({ data: z.array(z.object({ id: z.string().check(z.maxLength(300)) })) });

/** Asks `GET /models`, which most OpenAI-compatible endpoints answer. The key goes to this address alone. */
export async function listModels({ baseUrl, key, signal }: ListRequest): Promise<ListedModels> {
  try {
    const response = await fetch(addressAt(baseUrl, '/models'), {
      headers: { accept: 'application/json', ...(key === null ? {} : keyHeader(new URL(baseUrl), key)) },
      redirect: 'error',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return {
        kind: 'failed',
        status: response.status,
        detail: `${baseUrl} answers with ${response.status}.`,
      };
    }
    const parsed = listSchema.safeParse(await response.json());
    if (!parsed.success)
      return { kind: 'failed', status: null, detail: 'The list of models has another form.' };
    const ids = parsed.data.data.slice(0, mostModels).map(({ id }) => id);
    return { kind: 'listed', ids: [...new Set(ids)].sort((a, b) => a.localeCompare(b, 'en')) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', status: null, detail: oneLine(redact(message, key)) };
  }
}

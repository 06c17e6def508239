import * as z from 'zod/mini';
import type { ChatUsage } from '../core/models/chat-model.ts';
import { errorIn } from './readable-error.ts';

/** What came of a streamed answer. */
export interface StreamedAnswer {
  readonly text: string;
  readonly usage: ChatUsage | null;
  /** Null when the stream ended without one: it was cut. */
  readonly finishReason: string | null;
  readonly isRefusal: boolean;
  /** True when more came than any prompt needs; the rest was not read. */
  readonly isTooLong: boolean;
  /** False when the endpoint sent one document although a stream was asked for. */
  readonly isStreamed: boolean;
}

interface StreamInput {
  readonly stream: AsyncIterable<unknown>;
  readonly response: Response;
  readonly onFirstToken?: (() => void) | undefined;
  readonly onText?: ((piece: string) => void) | undefined;
}

/** Characters after which an answer is not read any further. */
const mostCharacters = 2_000_000;

/** Reads an answer chunk by chunk, or whole from endpoints that do not stream. Chunks of another form are passed over. */
export async function readChatStream({
  stream,
  response,
  onFirstToken,
  onText,
}: StreamInput): Promise<StreamedAnswer> {
  const isWhole = response.headers.get('content-type')?.includes('application/json') === true;
  const chunks: AsyncIterable<unknown> | readonly unknown[] = isWhole ? [await readWhole(response)] : stream;
  let answer: StreamedAnswer = {
    text: '',
    usage: null,
    finishReason: null,
    isRefusal: false,
    isTooLong: false,
    isStreamed: !isWhole,
  };
  let isFirst = true;
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (isFirst) onFirstToken?.();
    isFirst = false;
    const parsed = chunkSchema.safeParse(chunk);
    if (!parsed.success) continue;
    const { text, ...read } = readChunk(parsed.data);
    parts.push(text);
    if (text !== '') onText?.(text);
    length += text.length;
    answer = merge(answer, read);
    if (length > mostCharacters) {
      answer = { ...answer, isTooLong: true };
      break;
    }
  }
  return { ...answer, text: parts.join('') };
}

/** @throws Error with the `code` of the endpoint, as the openai package does for streams that hold an error. */
async function readWhole(response: Response): Promise<unknown> {
  const text = await response.text();
  const document: unknown = JSON.parse(text);
  const error = errorIn(text);
  if (error === null || 'choices' in Object(document)) return document;
  throw Object.assign(new Error(error.message), { code: error.code });
}

const content = z.object({
  content: z.optional(z.nullable(z.string())),
  refusal: z.optional(z.nullable(z.string())),
});

const chunkSchema = z.object({
  choices: z.optional(
    z.nullable(
      z.array(
        z.object({
          delta: z.optional(z.nullable(content)),
          message: z.optional(z.nullable(content)),
          finish_reason: z.optional(z.nullable(z.string())),
        }),
      ),
    ),
  ),
  usage: z.optional(
    z.nullable(
      z.object({
        prompt_tokens: z.number(),
        completion_tokens: z.number(),
        prompt_tokens_details: z.optional(
          z.nullable(z.object({ cached_tokens: z.optional(z.nullable(z.number())) })),
        ),
      }),
    ),
  ),
});

type Chunk = z.infer<typeof chunkSchema>;
type ChunkPart = Pick<StreamedAnswer, 'text' | 'usage' | 'finishReason' | 'isRefusal'>;

function readChunk({ choices, usage }: Chunk): ChunkPart {
  const choice = choices?.[0];
  const part = choice?.delta ?? choice?.message;
  return {
    text: part?.content ?? '',
    usage: usage === null || usage === undefined ? null : readUsage(usage),
    finishReason: choice?.finish_reason ?? null,
    isRefusal: (part?.refusal ?? '') !== '',
  };
}

function readUsage(usage: NonNullable<Chunk['usage']>): ChatUsage {
  return {
    inputTokens: usage.prompt_tokens,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage.completion_tokens,
  };
}

function merge(answer: StreamedAnswer, part: Omit<ChunkPart, 'text'>): StreamedAnswer {
  return {
    ...answer,
    usage: part.usage ?? answer.usage,
    finishReason: part.finishReason ?? answer.finishReason,
    isRefusal: answer.isRefusal || part.isRefusal,
  };
}

import type { ChatFailure, ChatModel, ChatRequest } from './chat-model.ts';
import { withTimeout } from './timeout.ts';

/** What came of a test call. */
export type Probe =
  | { readonly kind: 'failed'; readonly failure: ChatFailure }
  | {
      readonly kind: 'answered';
      readonly latencyMs: number;
      /** Whether the answer has the form that was asked for. */
      readonly followsSchema: boolean;
      readonly reportsUsage: boolean;
    };

/** A model that is loaded only now may take a while; one that takes longer is of no use in a run. */
const limits = { firstTokenMs: 90_000, totalMs: 120_000 } as const;

/** Room for the thoughts of a reasoning model. */
const maxOutputTokens = 2048;

const request: ChatRequest = {
  messages: [
    { role: 'system', content: 'You are being tested for availability. Do exactly what the user says.' },
    { role: 'user', content: 'Set "ready" to true.' },
  ],
  answer: {
    name: 'availability',
    schema: {
      type: 'object',
      properties: { ready: { type: 'boolean' } },
      required: ['ready'],
      additionalProperties: false,
    },
  },
  temperature: 0,
  maxOutputTokens,
  repeat: 0,
};

/** Asks a bare model one short question that needs all that a run needs: access, a form, a temperature. */
export async function probeModel(model: ChatModel, signal: AbortSignal): Promise<Probe> {
  const result = await withTimeout(model, limits).complete(request, { signal });
  if (result.kind === 'failed') return result;
  const { text, usage, latencyMs } = result;
  return { kind: 'answered', latencyMs, followsSchema: isReady(text), reportsUsage: usage !== null };
}

/** Tolerant of fences and of words around the object, as the runs are. */
function isReady(text: string): boolean {
  return /\{\s*"ready"\s*:\s*true\s*\}/.test(text.slice(0, 10_000));
}

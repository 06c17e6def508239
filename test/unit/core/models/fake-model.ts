import type {
  ChatAnswer,
  ChatCall,
  ChatFailure,
  ChatModel,
  ChatRequest,
  ChatResult,
} from '../../../../src/core/models/chat-model.ts';
import { failed } from '../../../../src/core/models/chat-model.ts';

export const sampleRequest: ChatRequest = {
  messages: [{ role: 'user', content: 'Hello' }],
  answer: null,
  temperature: null,
  maxOutputTokens: 100,
  repeat: 0,
};

export function answered(text: string, parts: Partial<ChatAnswer> = {}): ChatAnswer {
  const usage = { inputTokens: 10, cachedInputTokens: 0, outputTokens: 5 };
  return { kind: 'answered', text, usage, finishReason: 'stop', latencyMs: 1, source: 'model', ...parts };
}

export function failing(
  reason: Exclude<ChatFailure['reason'], 'rate-limited' | 'overloaded' | 'budget'>,
): ChatResult {
  return failed({ reason, detail: 'Scripted.' }, 1);
}

export interface FakeModel extends ChatModel {
  readonly calls: { readonly request: ChatRequest; readonly call: ChatCall }[];
}

/** A model that asks for permission as a provider does, and then answers as told; `index` counts from 0. */
export function fakeModel(
  reply: (index: number, call: ChatCall, request: ChatRequest) => ChatResult | Promise<ChatResult>,
): FakeModel {
  const calls: FakeModel['calls'] = [];
  return {
    name: 'fake',
    endpoint: 'https://fake.test/v1',
    calls,
    complete: async (request, call) => {
      const refusal = call.beforeRequest?.() ?? null;
      if (refusal !== null) return failed(refusal);
      const index = calls.push({ request, call }) - 1;
      return reply(index, call, request);
    },
  };
}

/** Never ends, not even when it is cancelled. */
export function deaf(): Promise<ChatResult> {
  return new Promise(() => undefined);
}

/** Ends when it is cancelled. */
export function untilCancelled(call: ChatCall): Promise<ChatResult> {
  return new Promise((resolve) => {
    call.signal.addEventListener('abort', () => resolve(failing('cancelled')), { once: true });
  });
}

export function reasonOf(result: ChatResult): ChatFailure['reason'] | 'answered' {
  return result.kind === 'answered' ? 'answered' : result.failure.reason;
}

export function never(): AbortSignal {
  return new AbortController().signal;
}

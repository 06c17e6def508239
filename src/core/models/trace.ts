import type { ChatModel, ChatRequest, ChatResult } from './chat-model.ts';
import { oneLine, redact } from './redact.ts';

/** A call as a person may want to see it: what was asked and what came of it, word for word. */
export interface Exchange {
  readonly model: string;
  readonly endpoint: string;
  readonly request: ChatRequest;
  readonly result: ChatResult;
}

export interface TraceOptions {
  /** Takes one line for every call: never a key, never a word of a prompt. */
  readonly log?: (line: string) => void;
  /** Takes the whole of every call, for somebody who asks to see it; it must not be written anywhere. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** Tells about every call when it ends: how long, how much, how. */
export function withTrace(model: ChatModel, { log, onExchange }: TraceOptions): ChatModel {
  return {
    ...model,
    complete: async (request, call) => {
      const result = await model.complete(request, call);
      log?.(oneLine(redact(traceLine(model.name, request, result), null)));
      onExchange?.({ model: model.name, endpoint: model.endpoint, request, result });
      return result;
    },
  };
}

function traceLine(name: string, { answer, repeat }: ChatRequest, result: ChatResult): string {
  const what = `${name} ${answer?.name ?? 'text'} #${repeat}`;
  return `${what}: ${outcomeOf(result)} in ${Math.round(result.latencyMs)} ms`;
}

function outcomeOf(result: ChatResult): string {
  if (result.kind === 'failed') return `${result.failure.reason} (${result.failure.detail})`;
  if (result.source === 'cache') return 'answered from the cache';
  const { usage } = result;
  return usage === null
    ? 'answered, tokens unknown'
    : `answered, ${usage.inputTokens} tokens in (${usage.cachedInputTokens} cached), ${usage.outputTokens} out`;
}

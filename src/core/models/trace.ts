import type { ChatModel, ChatRequest, ChatResult } from './chat-model.ts';

/** Tells `log` one line about every call when it ends: how long, how much, how. Never a key, never a word of a prompt. */
export function withTrace(model: ChatModel, log: (line: string) => void): ChatModel {
  return {
    ...model,
    complete: async (request, call) => {
      const result = await model.complete(request, call);
      log(traceLine(model.name, request, result));
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

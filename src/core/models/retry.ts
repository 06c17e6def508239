import { cancelled, type ChatFailure, type ChatModel, type ChatResult } from './chat-model.ts';
import { wait } from './linked-abort.ts';

export interface RetryPolicy {
  /** Most tries after the first one. */
  readonly retries: number;
  /** Tries after one that ended in a time-out: each of them may take as long again. */
  readonly timeoutRetries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** An endpoint that asks for a longer pause than this is given up. */
  readonly longestRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  retries: 3,
  timeoutRetries: 1,
  firstDelayMs: 500,
  longestDelayMs: 20_000,
  longestRetryAfterMs: 60_000,
};

interface RetryOptions {
  readonly policy?: RetryPolicy;
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number;
  readonly pause?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** Tries again what may pass by itself: rate limits, overload, broken connections, time-outs. Never after a cancel. */
export function withRetry(model: ChatModel, options: RetryOptions): ChatModel {
  const { policy = defaultRetryPolicy, random, pause = wait } = options;
  return {
    ...model,
    complete: async (request, call) => {
      let latencyMs = 0;
      for (let tries = 1; ; tries += 1) {
        const result = await model.complete(request, call);
        latencyMs += result.latencyMs;
        const delayMs = delayBeforeRetry({ result, tries, policy, random });
        if (delayMs === null) return { ...result, latencyMs };
        await pause(delayMs, call.signal);
        if (call.signal.aborted) return cancelled();
        latencyMs += delayMs;
      }
    },
  };
}

interface FinishedTry {
  readonly result: ChatResult;
  readonly tries: number;
  readonly policy: RetryPolicy;
  readonly random: () => number;
}

/** Milliseconds to wait, or null when the result is final. */
function delayBeforeRetry({ result, tries, policy, random }: FinishedTry): number | null {
  if (result.kind === 'answered' || tries > retriesFor(result.failure, policy)) return null;
  const askedFor = retryAfterOf(result.failure);
  if (askedFor !== null && askedFor > policy.longestRetryAfterMs) return null;
  const backoffMs = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (tries - 1));
  // Half of the pause is fixed, half by chance, so that calls that failed together do not come back together.
  const jittered = backoffMs * (0.5 + random() / 2);
  return askedFor === null ? jittered : askedFor + random() * policy.firstDelayMs;
}

function retriesFor({ reason }: ChatFailure, policy: RetryPolicy): number {
  if (reason === 'timeout') return policy.timeoutRetries;
  return reason === 'rate-limited' || reason === 'overloaded' || reason === 'network' ? policy.retries : 0;
}

function retryAfterOf(failure: ChatFailure): number | null {
  return 'retryAfterMs' in failure ? failure.retryAfterMs : null;
}

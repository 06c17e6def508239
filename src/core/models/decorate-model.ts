import { withBudget } from './budget.ts';
import { withCache, type AnswerCache } from './cache.ts';
import type { ChatModel } from './chat-model.ts';
import { withRateLimit, type RateLimiter } from './rate-limit.ts';
import { defaultRetryPolicy, withRetry, type RetryPolicy } from './retry.ts';
import { defaultTimeouts, withTimeout, type TimeoutLimits } from './timeout.ts';
import { withTrace, type TraceOptions } from './trace.ts';
import type { CallAccount } from './usage-ledger.ts';

export interface DecoratorOptions extends TraceOptions {
  readonly account: CallAccount;
  readonly cache: AnswerCache;
  /** Shared by all runs that use the same endpoint with the same key. */
  readonly limiter: RateLimiter;
  /** A number in [0, 1), for the jitter of retries. */
  readonly random: () => number;
  readonly timeouts?: TimeoutLimits;
  readonly retry?: RetryPolicy;
}

/** A provider's model with everything that calls of a run need, the outermost first: trace, budget, cache, retry, rate limit, timeout. */
export function decorateModel(provider: ChatModel, options: DecoratorOptions): ChatModel {
  const {
    account,
    cache,
    limiter,
    random,
    timeouts = defaultTimeouts,
    retry = defaultRetryPolicy,
    log,
    onExchange,
  } = options;
  const limited = withRateLimit(withTimeout(provider, timeouts), limiter);
  const patient = withRetry(limited, { policy: retry, random });
  const budgeted = withBudget(withCache(patient, cache), account);
  if (log === undefined && onExchange === undefined) return budgeted;
  return withTrace(budgeted, {
    ...(log === undefined ? {} : { log }),
    ...(onExchange === undefined ? {} : { onExchange }),
  });
}

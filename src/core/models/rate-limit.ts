import { createAllowanceGate } from './allowance-gate.ts';
import { createWaitingLine } from '../waiting-line.ts';
import { cancelled, type ChatCall, type ChatModel, type ChatRequest, type ChatResult } from './chat-model.ts';

/** How many calls may be under way at a time; it learns from what the endpoint says. */
export interface RateLimiter {
  /** Resolves to a ticket when the call may start, to null when it was cancelled while waiting. */
  enter(signal: AbortSignal): Promise<Ticket | null>;
  leave(ticket: Ticket, result: ChatResult): void;
}

/** How often the limit had been lowered when the call began. */
interface Ticket {
  readonly lowered: number;
}

interface RateLimits {
  /** Calls under way at the start. */
  readonly initial: number;
  readonly most: number;
  /** Longest pause that an endpoint may ask for by its headers, in milliseconds. */
  readonly longestPauseMs: number;
}

// A default run has up to four proposals and the judgements of four candidates under way, five calls each.
const defaultLimits: RateLimits = { initial: 24, most: 64, longestPauseMs: 60_000 };

/**
 * One limiter for each endpoint and key, shared by all runs of a host. Additive increase, multiplicative decrease (as
 * in TCP): one more call after as many successes as calls may be under way, half as many after a rate limit. Calls that
 * were under way together and fail together teach that only once. Where the endpoint tells how much it still takes
 * (`x-ratelimit-*`), no call starts beyond that before the allowance is full again.
 */
export function createRateLimiter(limits: Partial<RateLimits> = {}): RateLimiter {
  const { initial, most, longestPauseMs } = { ...defaultLimits, ...limits };
  const gate = createAllowanceGate({ longestPauseMs });
  let limit = initial;
  let running = 0;
  let lowered = 0;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  // Only while somebody waits: a timer would keep a finished command line alive.
  const line = createWaitingLine<Ticket>(() => {
    if (line.isEmpty()) clearTimeout(alarm);
  });
  const start = (): Ticket => {
    running += 1;
    gate.countStart();
    return { lowered };
  };
  const admit = (): void => {
    clearTimeout(alarm);
    for (let isAdmitted = true; isAdmitted && running < Math.floor(limit) && gate.isOpen();) {
      isAdmitted = line.admitFirst(start);
    }
    const opensInMs = gate.opensInMs();
    if (opensInMs !== null && !line.isEmpty()) alarm = setTimeout(admit, opensInMs);
  };
  return {
    enter: (signal) => {
      const turn = line.join(signal);
      admit();
      return turn;
    },
    leave: (ticket, result) => {
      running -= 1;
      if (result.kind === 'answered') limit = Math.min(most, limit + 1 / limit);
      else if (result.failure.reason === 'rate-limited' && ticket.lowered === lowered) {
        // At least one call may always be under way, or nothing would ever be learnt again.
        limit = Math.max(1, limit / 2);
        lowered += 1;
      }
      gate.heed(result, running);
      admit();
    },
  };
}

/** Holds calls back while as many are under way as the endpoint has been seen to bear. */
export function withRateLimit(model: ChatModel, limiter: RateLimiter): ChatModel {
  return { ...model, complete: (request, call) => completeInTurn({ model, limiter, request, call }) };
}

interface LimitedCall {
  readonly model: ChatModel;
  readonly limiter: RateLimiter;
  readonly request: ChatRequest;
  readonly call: ChatCall;
}

async function completeInTurn({ model, limiter, request, call }: LimitedCall): Promise<ChatResult> {
  const ticket = await limiter.enter(call.signal);
  if (ticket === null) return cancelled();
  let result: ChatResult = cancelled();
  try {
    result = await model.complete(request, call);
    return result;
  } finally {
    limiter.leave(ticket, result);
  }
}

import type { ChatResult } from './chat-model.ts';

/** Keeps calls back while an endpoint has said that it takes no more for now. */
export interface AllowanceGate {
  /** Whether another call may start; one that does is counted with `countStart`. */
  isOpen(): boolean;
  countStart(): void;
  /** Milliseconds until the gate opens by itself; null: it is not closed for a time. */
  opensInMs(): number | null;
  /** Reads what a finished call says of the limits while `running` others are under way. */
  heed(result: ChatResult, running: number): void;
}

interface GateOptions {
  /** No endpoint is taken at its word for longer than this. */
  readonly longestPauseMs: number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A gate that is open as long as the endpoint says nothing of limits. */
export function createAllowanceGate({ longestPauseMs, now = Date.now }: GateOptions): AllowanceGate {
  let closedUntilMs = 0;
  /** Calls that the endpoint still takes; infinite where it says nothing. */
  let allowed = Infinity;
  const opensInMs = (): number | null => {
    if (closedUntilMs === 0) return null;
    const leftMs = Math.min(longestPauseMs, closedUntilMs - now());
    if (leftMs > 0) return leftMs;
    closedUntilMs = 0;
    allowed = Infinity;
    return null;
  };
  return {
    opensInMs,
    isOpen: () => opensInMs() === null && allowed >= 1,
    countStart: () => {
      allowed -= 1;
    },
    heed: (result, running) => {
      const { requests, pauseMs } = readAllowance(result, longestPauseMs);
      // The endpoint may not have counted those that are under way when it answered.
      if (requests !== null) allowed = Math.max(0, requests - running);
      if (pauseMs !== null) {
        closedUntilMs = Math.max(closedUntilMs, now() + Math.min(longestPauseMs, pauseMs));
      }
      // With nothing under way nobody would tell that there is room again.
      else if (allowed < 1 && running === 0) allowed = 1;
    },
  };
}

interface ReadAllowance {
  /** Calls that may still start; null: unknown. */
  readonly requests: number | null;
  /** How long no call may start; null: none has to wait. */
  readonly pauseMs: number | null;
}

/** Tokens count as used up when a call as large as this one would not fit any more. */
function readAllowance(result: ChatResult, longestPauseMs: number): ReadAllowance {
  const { requests = null, tokens = null } = result.allowance ?? {};
  const usage = result.kind === 'answered' ? result.usage : null;
  const size = usage === null ? 1 : usage.inputTokens + usage.outputTokens;
  const pauses = [
    requests !== null && requests.remaining < 1 ? requests.resetMs : null,
    tokens !== null && tokens.remaining < size ? tokens.resetMs : null,
    retryAfterOf(result, longestPauseMs),
  ].filter((pauseMs) => pauseMs !== null);
  return {
    requests: requests?.remaining ?? null,
    pauseMs: pauses.length === 0 ? null : Math.max(...pauses),
  };
}

/** Who is told when to come back is not the only one that would be refused. A pause too long to wait for is none. */
function retryAfterOf(result: ChatResult, longestPauseMs: number): number | null {
  if (result.kind === 'answered' || !('retryAfterMs' in result.failure)) return null;
  const { retryAfterMs } = result.failure;
  return retryAfterMs !== null && retryAfterMs <= longestPauseMs ? retryAfterMs : null;
}

import type { ChatModel } from './chat-model.ts';

/**
 * The critical path of work in hand: milliseconds of calls of which each waited for the one before. Calls that run side
 * by side in one chain count once, as the longest of them.
 */
export interface CallChain {
  lengthMs(): number;
  /** A model whose calls belong to this chain. */
  follow(model: ChatModel): ChatModel;
  /** A chain of its own that begins where this one stands. */
  fork(): CallChain;
  /** Waits for other chains: this one goes on from the longest of them. */
  join(...others: readonly CallChain[]): void;
}

/** A chain that begins after `startMs` of calls. */
export function createCallChain(startMs = 0): CallChain {
  let reachedMs = startMs;
  const reach = (pointMs: number): void => {
    reachedMs = Math.max(reachedMs, pointMs);
  };
  return {
    lengthMs: () => reachedMs,
    follow: (model) => ({
      ...model,
      complete: async (request, call) => {
        const beganMs = reachedMs;
        const result = await model.complete(request, call);
        reach(beganMs + result.latencyMs);
        return result;
      },
    }),
    fork: () => createCallChain(reachedMs),
    join: (...others) => {
      for (const other of others) reach(other.lengthMs());
    },
  };
}

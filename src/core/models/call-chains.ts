import type { CallChain } from './call-chain.ts';
import type { ChatModel } from './chat-model.ts';

/** Finds the chain of a call by its signal, for work that is given models once and signals every time. */
export interface CallChains {
  /** From now on, calls with this signal belong to the chain. */
  assign(signal: AbortSignal, chain: CallChain): void;
  follow(model: ChatModel): ChatModel;
}

/** Chains without any assignment yet; a call with an unknown signal belongs to none. */
export function createCallChains(): CallChains {
  const chains = new WeakMap<AbortSignal, CallChain>();
  return {
    assign: (signal, chain) => void chains.set(signal, chain),
    follow: (model) => ({
      ...model,
      complete: (request, call) => {
        const chain = chains.get(call.signal);
        return (chain === undefined ? model : chain.follow(model)).complete(request, call);
      },
    }),
  };
}

import type { EncodingName } from '../model.ts';
import type { ResourceLoader, TokenCounter } from '../ports.ts';
import { createTokenCounter } from './token-counter.ts';

/** Counters of the encodings, each made when it is first asked for. */
export function createLazyCounters(
  resources: ResourceLoader,
): (encoding: EncodingName) => Promise<TokenCounter> {
  const counters = new Map<EncodingName, Promise<TokenCounter>>();
  return (encoding) => {
    const counter = counters.get(encoding) ?? loadCounter(resources, encoding);
    counters.set(encoding, counter);
    return counter;
  };
}

async function loadCounter(resources: ResourceLoader, encoding: EncodingName): Promise<TokenCounter> {
  return createTokenCounter(encoding, await resources.load(`tokens/${encoding}.bin`));
}

import assert from 'node:assert/strict';
import { createMemoryCache } from '../../../../src/core/models/cache.ts';
import { failed, type ChatModel } from '../../../../src/core/models/chat-model.ts';
import { decorateModel, type DecoratorOptions } from '../../../../src/core/models/decorate-model.ts';
import { createRateLimiter } from '../../../../src/core/models/rate-limit.ts';
import { createUsageLedger } from '../../../../src/core/models/usage-ledger.ts';
import { loadTestCounter } from '../../../support/token-counter.ts';
import { answered, deaf, fakeModel, failing, never, reasonOf, sampleRequest } from './fake-model.ts';

const patience = {
  retries: 3,
  timeoutRetries: 1,
  firstDelayMs: 1,
  longestDelayMs: 4,
  longestRetryAfterMs: 1000,
};

interface Decorated {
  readonly model: ChatModel;
  readonly lines: readonly string[];
  usage(): { readonly calls: number; readonly cachedCalls: number };
}

/** A model with all its decorators, as every role of a run has it. */
function decorate(provider: ChatModel, options: Partial<DecoratorOptions> = {}, calls = 10): Decorated {
  const lines: string[] = [];
  const ledger = createUsageLedger({
    budget: { calls, tokens: null, costUsd: null, timeMs: null },
    clock: { now: () => Date.now(), monotonicMs: () => performance.now() },
    counter: loadTestCounter('o200k_base'),
  });
  const model = decorateModel(provider, {
    account: ledger.accountOf({ role: 'proposer', model: 'fake', price: null }),
    cache: createMemoryCache(),
    limiter: createRateLimiter(),
    random: () => 0,
    retry: patience,
    log: (line) => lines.push(line.replace(/ in \d+ ms$/u, '')),
    ...options,
  });
  return { model, lines, usage: () => ledger.usage() };
}

const ask = async (model: ChatModel, repeat = 0): Promise<string> =>
  reasonOf(await model.complete({ ...sampleRequest, repeat }, { signal: never() }));

describe('the decorators in their order', () => {
  it('trace outside of all: one line a call, whatever happens inside', async () => {
    const provider = fakeModel((index) => (index < 2 ? failing('network') : answered('hi')));
    const { model, lines } = decorate(provider);
    await ask(model);
    await ask(model);
    assert.deepEqual(lines, [
      'fake text #0: answered, 10 tokens in (0 cached), 5 out',
      'fake text #0: answered from the cache',
    ]);
  });

  it('budget outside of the cache and inside of every retry: answers that are there cost nothing, tries do', async () => {
    const provider = fakeModel((index) => (index < 2 ? failing('network') : answered('hi')));
    const { model, usage } = decorate(provider, {}, 3);
    assert.deepEqual(
      [await ask(model), await ask(model), await ask(model, 1)],
      ['answered', 'answered', 'budget'],
    );
    const { calls, cachedCalls } = usage();
    assert.deepEqual([calls, cachedCalls, provider.calls.length], [3, 1, 3]);
  });

  it('cache outside of retry: who asks the same meanwhile waits for the tries of the first', async () => {
    const provider = fakeModel((index) => (index < 3 ? failing('network') : answered('hi')));
    const { model } = decorate(provider);
    assert.deepEqual(await Promise.all([ask(model), ask(model)]), ['answered', 'answered']);
    assert.equal(provider.calls.length, 4);
  });

  it('retry outside of the limit: a pause keeps no place that another call could have', async () => {
    const order: number[] = [];
    const provider = fakeModel((index, _, { repeat }) => {
      order.push(repeat);
      return index === 0 ? failing('network') : answered('hi');
    });
    const limiter = createRateLimiter({ initial: 1, most: 1 });
    const { model } = decorate(provider, {
      limiter,
      retry: { ...patience, firstDelayMs: 100, longestDelayMs: 100 },
    });
    await Promise.all([ask(model, 0), ask(model, 1)]);
    assert.deepEqual(order, [0, 1, 0]);
  });

  it('limit outside of the time-out: waiting for one’s turn is no silence of the model', async () => {
    const limiter = createRateLimiter({ initial: 1, most: 1 });
    const provider = fakeModel(() => new Promise((resolve) => setTimeout(() => resolve(answered('hi')), 60)));
    const { model } = decorate(provider, { limiter, timeouts: { firstTokenMs: 150, totalMs: 150 } });
    assert.deepEqual(await Promise.all([0, 1, 2, 3].map((repeat) => ask(model, repeat))), [
      'answered',
      'answered',
      'answered',
      'answered',
    ]);
  });

  it('time-out inside of all: a deaf model is left by each of its tries', async () => {
    const provider = fakeModel(deaf);
    const { model } = decorate(provider, { timeouts: { firstTokenMs: 20, totalMs: 40 } });
    assert.equal(await ask(model), 'timeout');
    assert.equal(provider.calls.length, 2);
  });

  it('keep a limiter for each key: a rate limit of one holds no other back', async () => {
    const slow = createRateLimiter();
    const busy = fakeModel(() => failed({ reason: 'rate-limited', retryAfterMs: 900, detail: 'Slow.' }));
    const first = decorate(busy, { limiter: slow, retry: { ...patience, retries: 0 } });
    assert.equal(await ask(first.model), 'rate-limited');
    const free = fakeModel(() => answered('hi'));
    const startedAt = performance.now();
    await ask(decorate(free, { limiter: createRateLimiter() }).model);
    const freeMs = performance.now() - startedAt;
    await ask(decorate(free, { limiter: slow }).model);
    const heldMs = performance.now() - startedAt;
    assert.ok(freeMs < 400 && heldMs > 500, `${freeMs} ms, ${heldMs} ms`);
  });

  it('end within 200 ms of a cancel wherever the call is: in the line, in a pause, under way', async () => {
    const inPause = decorate(
      fakeModel(() => failing('network')),
      {
        retry: { ...patience, firstDelayMs: 60_000, longestDelayMs: 60_000 },
      },
    );
    const inLine = decorate(fakeModel(deaf), { limiter: createRateLimiter({ initial: 1, most: 1 }) });
    const abort = new AbortController();
    const pending = [inPause, inLine, inLine].map(({ model }, repeat) =>
      model.complete({ ...sampleRequest, repeat }, { signal: abort.signal }),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    const cancelledAt = performance.now();
    abort.abort();
    const results = await Promise.all(pending);
    assert.ok(performance.now() - cancelledAt < 200);
    assert.deepEqual(results.map(reasonOf), ['cancelled', 'cancelled', 'cancelled']);
  });
});

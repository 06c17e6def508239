import assert from 'node:assert/strict';
import { failed, type ChatResult } from '../../../../src/core/models/chat-model.ts';
import { createRateLimiter, withRateLimit } from '../../../../src/core/models/rate-limit.ts';
import {
  answered,
  fakeModel,
  failing,
  never,
  reasonOf,
  sampleRequest,
  type FakeModel,
} from './fake-model.ts';

const busy = failed({ reason: 'rate-limited', retryAfterMs: null, detail: 'Slow down.' });

describe('withRateLimit', () => {
  it('lets as many calls run side by side as the limit says, in their order', async () => {
    const { model, finish, started } = manualModel();
    const limited = withRateLimit(model, createRateLimiter({ initial: 2, most: 2 }));
    const all = [0, 1, 2].map((repeat) =>
      limited.complete({ ...sampleRequest, repeat }, { signal: never() }),
    );
    await settle();
    assert.deepEqual(started(), [0, 1]);
    finish(0, answered('a'));
    await settle();
    assert.deepEqual(started(), [0, 1, 2]);
    finish(1, answered('b'));
    finish(2, answered('c'));
    assert.deepEqual((await Promise.all(all)).map(reasonOf), ['answered', 'answered', 'answered']);
  });

  it('halves the limit on a rate limit, but never to nothing', async () => {
    const limiter = createRateLimiter({ initial: 4, most: 8 });
    assert.equal(await sideBySide(limiter), 4);
    await passThrough(limiter, busy);
    assert.equal(await sideBySide(limiter), 2);
    for (let times = 0; times < 5; times += 1) await passThrough(limiter, busy);
    assert.equal(await sideBySide(limiter), 1);
  });

  it('learns once from calls that were under way together', async () => {
    const limiter = createRateLimiter({ initial: 8, most: 8 });
    assert.equal(await sideBySide(limiter, busy), 8);
    assert.equal(await sideBySide(limiter), 4);
  });

  it('raises the limit again with success, up to its ceiling', async () => {
    const limiter = createRateLimiter({ initial: 1, most: 3 });
    for (let times = 0; times < 50; times += 1) await passThrough(limiter, answered('a'));
    assert.equal(await sideBySide(limiter), 3);
  });

  it('takes other failures for neither', async () => {
    const limiter = createRateLimiter({ initial: 4, most: 8 });
    for (let times = 0; times < 9; times += 1) await passThrough(limiter, failing('network'));
    assert.equal(await sideBySide(limiter), 4);
  });

  it('lets a cancelled call leave the queue at once, and nobody wait for it', async () => {
    const { model, finish, started } = manualModel();
    const limited = withRateLimit(model, createRateLimiter({ initial: 1, most: 1 }));
    const abort = new AbortController();
    const first = limited.complete({ ...sampleRequest, repeat: 0 }, { signal: never() });
    const second = limited.complete({ ...sampleRequest, repeat: 1 }, { signal: abort.signal });
    const third = limited.complete({ ...sampleRequest, repeat: 2 }, { signal: never() });
    abort.abort();
    assert.equal(reasonOf(await second), 'cancelled');
    finish(0, answered('a'));
    await settle();
    assert.deepEqual(started(), [0, 2]);
    finish(2, answered('c'));
    assert.deepEqual([reasonOf(await first), reasonOf(await third)], ['answered', 'answered']);
  });
});

describe('the limits that an endpoint tells', () => {
  const left = (remaining: number, resetMs: number | null) => ({
    ...answered('a'),
    allowance: { requests: { remaining, resetMs }, tokens: null },
  });

  it('hold calls back before the endpoint has to refuse them', async () => {
    const limiter = createRateLimiter({ initial: 8 });
    await passThrough(limiter, left(3, null));
    assert.equal(await sideBySide(limiter), 3);
  });

  it('never stop everything for good', async () => {
    const limiter = createRateLimiter({ initial: 8 });
    await passThrough(limiter, left(0, null));
    assert.equal(await sideBySide(limiter), 1);
  });

  it('let calls go on when the allowance is full again', async () => {
    const limiter = createRateLimiter({ initial: 8 });
    await passThrough(limiter, left(0, 60));
    assert.equal(await sideBySide(limiter), 0);
    const startedAt = performance.now();
    assert.ok((await limiter.enter(never())) !== null);
    const waitedMs = performance.now() - startedAt;
    assert.ok(waitedMs > 30 && waitedMs < 1000, `${waitedMs} ms`);
  });

  it('pause when the tokens that are left are fewer than a call needs', async () => {
    const limiter = createRateLimiter({ initial: 8 });
    const tokens = { remaining: 14, resetMs: 60_000 };
    await passThrough(limiter, { ...answered('a'), allowance: { requests: null, tokens } });
    assert.equal(await sideBySide(limiter), 0);
  });

  it('are believed for so long and no longer', async () => {
    const limiter = createRateLimiter({ initial: 8, longestPauseMs: 20 });
    await passThrough(limiter, left(0, 86_400_000));
    assert.ok((await limiter.enter(never())) !== null);
  });

  it('pause all calls when one is told when to come back', async () => {
    const limiter = createRateLimiter({ initial: 8 });
    await passThrough(limiter, failed({ reason: 'rate-limited', retryAfterMs: 60, detail: 'Slow.' }));
    assert.equal(await sideBySide(limiter), 0);
    const startedAt = performance.now();
    assert.ok((await limiter.enter(never())) !== null);
    const waitedMs = performance.now() - startedAt;
    assert.ok(waitedMs > 30 && waitedMs < 1000, `${waitedMs} ms`);
  });

  it('pause nobody for as long as nobody would wait', async () => {
    const limiter = createRateLimiter({ initial: 8, longestPauseMs: 1000 });
    await passThrough(limiter, failed({ reason: 'overloaded', retryAfterMs: 3_600_000, detail: 'Slow.' }));
    assert.equal(await sideBySide(limiter), 8);
  });

  it('let a waiting call be cancelled at once', async () => {
    const limiter = createRateLimiter();
    await passThrough(limiter, left(0, 60_000));
    const abort = new AbortController();
    const waiting = limiter.enter(abort.signal);
    abort.abort();
    assert.equal(await waiting, null);
  });
});

interface ManualModel {
  readonly model: FakeModel;
  finish(repeat: number, result: ChatResult): void;
  started(): readonly number[];
}

/** A model whose calls end when the test says so. */
function manualModel(): ManualModel {
  const pending = new Map<number, (result: ChatResult) => void>();
  const model = fakeModel((_, __, { repeat }) => new Promise((resolve) => pending.set(repeat, resolve)));
  return {
    model,
    finish: (repeat, result) => pending.get(repeat)?.(result),
    started: () => model.calls.map(({ request }) => request.repeat),
  };
}

type Limiter = ReturnType<typeof createRateLimiter>;

async function passThrough(limiter: Limiter, result: ChatResult): Promise<void> {
  const ticket = await limiter.enter(never());
  assert.ok(ticket !== null);
  limiter.leave(ticket, result);
}

/** How many calls get through at a time; they all end with `result`, by default without a lesson for the limiter. */
async function sideBySide(limiter: Limiter, result = failing('network')): Promise<number> {
  const tickets: NonNullable<Awaited<ReturnType<Limiter['enter']>>>[] = [];
  const abort = new AbortController();
  for (let calls = 0; calls < 20; calls += 1) {
    void limiter.enter(abort.signal).then((ticket) => {
      if (ticket !== null) tickets.push(ticket);
    });
  }
  await settle();
  const entered = [...tickets];
  abort.abort();
  for (const ticket of entered) limiter.leave(ticket, result);
  return entered.length;
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

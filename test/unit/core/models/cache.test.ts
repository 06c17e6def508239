import assert from 'node:assert/strict';
import {
  cacheKey,
  createMemoryCache,
  withCache,
  type AnswerCache,
} from '../../../../src/core/models/cache.ts';
import type { ChatRequest } from '../../../../src/core/models/chat-model.ts';
import { withTimeout } from '../../../../src/core/models/timeout.ts';
import {
  answered,
  fakeModel,
  failing,
  never,
  reasonOf,
  sampleRequest,
  untilCancelled,
} from './fake-model.ts';

describe('withCache', () => {
  it('answers an equal request without a call', async () => {
    const inner = fakeModel(() => answered('hi'));
    const model = withCache(inner, createMemoryCache());
    await model.complete(sampleRequest, { signal: never() });
    const second = await model.complete({ ...sampleRequest }, { signal: never() });
    assert.deepEqual(second, answered('hi', { source: 'cache', latencyMs: 0 }));
    assert.equal(inner.calls.length, 1);
  });

  it('keeps no failure', async () => {
    const inner = fakeModel((index) => (index === 0 ? failing('network') : answered('hi')));
    const model = withCache(inner, createMemoryCache());
    await model.complete(sampleRequest, { signal: never() });
    assert.equal(reasonOf(await model.complete(sampleRequest, { signal: never() })), 'answered');
    assert.equal(inner.calls.length, 2);
  });

  it('calls once for equal requests at the same time', async () => {
    const inner = fakeModel(() => Promise.resolve(answered('hi')));
    const model = withCache(inner, createMemoryCache());
    const results = await Promise.all(
      [1, 2, 3].map(() => model.complete(sampleRequest, { signal: never() })),
    );
    assert.equal(inner.calls.length, 1);
    assert.deepEqual(
      results.map((result) => result.kind === 'answered' && result.source),
      ['model', 'cache', 'cache'],
    );
  });

  it('goes on for those who still wait when one of them cancels', async () => {
    const inner = fakeModel(() => new Promise((resolve) => setTimeout(() => resolve(answered('hi')), 30)));
    const model = withCache(inner, createMemoryCache());
    const abort = new AbortController();
    const first = model.complete(sampleRequest, { signal: abort.signal });
    const second = model.complete(sampleRequest, { signal: never() });
    abort.abort();
    assert.deepEqual([reasonOf(await first), reasonOf(await second)], ['cancelled', 'answered']);
    assert.equal(inner.calls.length, 1);
  });

  it('cancels the call when nobody waits any more, and calls anew for the next one', async () => {
    const inner = fakeModel((index, call) => (index === 0 ? untilCancelled(call) : answered('hi')));
    const model = withCache(inner, createMemoryCache());
    const abort = new AbortController();
    const pending = model.complete(sampleRequest, { signal: abort.signal });
    abort.abort();
    assert.equal(reasonOf(await pending), 'cancelled');
    assert.equal(inner.calls[0]?.call.signal.aborted, true);
    assert.equal(reasonOf(await model.complete(sampleRequest, { signal: never() })), 'answered');
  });

  it('passes on what a model throws, which is a bug, and does not hang', async () => {
    const broken = fakeModel(() => Promise.reject(new TypeError('A bug.')));
    const model = withTimeout(withCache(broken, createMemoryCache()));
    const ask = (): Promise<unknown> => model.complete(sampleRequest, { signal: never() });
    await assert.rejects(ask, /A bug\./);
    await assert.rejects(ask, /A bug\./);
    assert.equal(broken.calls.length, 2);
  });

  it('looks once into a slow cache, and calls once when it has nothing', async () => {
    for (const stored of [undefined, answered('kept')]) {
      let looks = 0;
      const memory = createMemoryCache();
      const slow: AnswerCache = {
        ...memory,
        get: () => {
          looks += 1;
          return new Promise((resolve) => setTimeout(() => resolve(stored), 5));
        },
      };
      const inner = fakeModel(() => Promise.resolve(answered('new')));
      const model = withCache(inner, slow);
      const results = await Promise.all(
        [1, 2, 3].map(() => model.complete(sampleRequest, { signal: never() })),
      );
      assert.deepEqual([looks, inner.calls.length], [1, stored === undefined ? 1 : 0]);
      assert.deepEqual(
        results.map((result) => result.kind === 'answered' && [result.text, result.source]),
        stored === undefined
          ? [
              ['new', 'model'],
              ['new', 'cache'],
              ['new', 'cache'],
            ]
          : [
              ['kept', 'cache'],
              ['kept', 'cache'],
              ['kept', 'cache'],
            ],
      );
    }
  });

  it('does not call when everybody has left while it was looking', async () => {
    const inner = fakeModel(() => answered('new'));
    const slow: AnswerCache = { ...createMemoryCache(), get: () => pauseThen(undefined) };
    const abort = new AbortController();
    const pending = withCache(inner, slow).complete(sampleRequest, { signal: abort.signal });
    abort.abort();
    assert.equal(reasonOf(await pending), 'cancelled');
    await pauseThen(undefined);
    assert.equal(inner.calls.length, 0);
  });

  const model = fakeModel(() => answered('hi'));
  const changes: readonly (readonly [string, Partial<ChatRequest>])[] = [
    ['messages', { messages: [{ role: 'system', content: 'Hello' }] }],
    ['answer', { answer: { name: 'a', schema: {} } }],
    ['temperature', { temperature: 0 }],
    ['maxOutputTokens', { maxOutputTokens: 101 }],
    ['repeat', { repeat: 1 }],
  ];
  for (const [part, change] of changes) {
    it(`tells requests apart by ${part}`, () => {
      assert.notEqual(cacheKey(model, { ...sampleRequest, ...change }), cacheKey(model, sampleRequest));
    });
  }

  it('tells models and endpoints apart', () => {
    const keys = [model, { ...model, name: 'b' }, { ...model, endpoint: 'c' }].map((one) =>
      cacheKey(one, sampleRequest),
    );
    assert.equal(new Set(keys).size, 3);
  });
});

describe('the cache in memory', () => {
  it('drops what was used longest ago when it is full', () => {
    const cache = createMemoryCache(10);
    cache.set('a', answered('1234'));
    cache.set('b', answered('1234'));
    cache.get('a');
    cache.set('c', answered('1234'));
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => cache.get(key) !== undefined),
      [true, false, true],
    );
  });

  it('does not keep what is larger than itself, nor drop anything for it', () => {
    const cache = createMemoryCache(10);
    cache.set('a', answered('1'));
    cache.set('b', answered('x'.repeat(20)));
    assert.deepEqual([cache.get('a')?.text, cache.get('b')], ['1', undefined]);
  });

  it('is empty once cleared', () => {
    const cache = createMemoryCache();
    cache.set('a', answered('1'));
    cache.clear();
    assert.equal(cache.get('a'), undefined);
  });
});

function pauseThen<Value>(value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(() => resolve(value), 5));
}

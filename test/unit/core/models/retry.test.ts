import assert from 'node:assert/strict';
import { failed, type ChatResult } from '../../../../src/core/models/chat-model.ts';
import { defaultRetryPolicy, withRetry } from '../../../../src/core/models/retry.ts';
import { answered, fakeModel, failing, never, reasonOf, sampleRequest } from './fake-model.ts';

describe('withRetry', () => {
  it('tries again what passes by itself, with growing pauses', async () => {
    const { result, pauses, tries } = await run((index) => (index < 3 ? failing('network') : answered('hi')));
    assert.deepEqual([reasonOf(result), tries, pauses], ['answered', 4, [250, 500, 1000]]);
  });

  it('gives up after four tries with the last failure', async () => {
    const { result, tries } = await run(() => failing('network'));
    assert.deepEqual([reasonOf(result), tries], ['network', 4]);
  });

  it('tries only once more after a time-out', async () => {
    const { result, tries } = await run(() => failing('timeout'));
    assert.deepEqual([reasonOf(result), tries], ['timeout', 2]);
  });

  for (const reason of [
    'auth',
    'bad-request',
    'refused',
    'length',
    'content-filter',
    'invalid-answer',
    'cancelled',
  ] as const) {
    it(`does not try again after ${reason}`, async () => {
      const { tries } = await run(() => failing(reason));
      assert.equal(tries, 1);
    });
  }

  it('has a ceiling for its pauses', async () => {
    const pauses: number[] = [];
    const policy = { ...defaultRetryPolicy, retries: 10, longestDelayMs: 3000 };
    const model = withRetry(
      fakeModel(() => failing('network')),
      { policy, random: () => 0.999, pause: (delayMs) => Promise.resolve(void pauses.push(delayMs)) },
    );
    await model.complete(sampleRequest, { signal: never() });
    assert.equal(pauses.length, 10);
    assert.ok(Math.max(...pauses) <= 3000 && pauses.slice(-6).every((pauseMs) => pauseMs > 2900));
  });

  it('waits as long as the endpoint asks it to', async () => {
    const { pauses } = await run((index) => (index === 0 ? busy(7000) : answered('hi')));
    assert.deepEqual(pauses, [7000]);
  });

  it('gives up at once when the endpoint asks for an hour', async () => {
    const { result, pauses } = await run(() => busy(3_600_000));
    assert.deepEqual([reasonOf(result), pauses], ['rate-limited', []]);
  });

  it('spreads the pauses of calls that failed together', async () => {
    const early = await run(
      () => failing('network'),
      () => 0,
    );
    const late = await run(
      () => failing('network'),
      () => 0.999,
    );
    assert.ok((late.pauses[0] ?? 0) > (early.pauses[0] ?? 0) * 1.9);
  });

  it('does not try again after a cancel during the pause', async () => {
    const abort = new AbortController();
    const inner = fakeModel(() => failing('network'));
    const model = withRetry(inner, { random: () => 0.5 });
    const pending = model.complete(sampleRequest, { signal: abort.signal });
    setTimeout(() => abort.abort(), 10);
    const startedAt = performance.now();
    assert.equal(reasonOf(await pending), 'cancelled');
    assert.ok(performance.now() - startedAt < 150);
    assert.equal(inner.calls.length, 1);
  });

  it('counts pauses as time that the call took', async () => {
    const { result } = await run((index) => (index === 0 ? failing('network') : answered('hi')));
    assert.equal(result.latencyMs, 252);
  });
});

interface Outcome {
  readonly result: ChatResult;
  readonly pauses: readonly number[];
  readonly tries: number;
}

async function run(reply: (index: number) => ChatResult, random = () => 0): Promise<Outcome> {
  const pauses: number[] = [];
  const inner = fakeModel(reply);
  const pause = (delayMs: number): Promise<void> => {
    pauses.push(delayMs);
    return Promise.resolve();
  };
  const result = await withRetry(inner, { random, pause }).complete(sampleRequest, { signal: never() });
  return { result, pauses, tries: inner.calls.length };
}

function busy(retryAfterMs: number): ChatResult {
  return failed({ reason: 'rate-limited', retryAfterMs, detail: 'Slow down.' });
}

import assert from 'node:assert/strict';
import { withTimeout } from '../../../../src/core/models/timeout.ts';
import { answered, deaf, fakeModel, never, reasonOf, sampleRequest } from './fake-model.ts';

const limits = { firstTokenMs: 20, totalMs: 60 };

describe('withTimeout', () => {
  it('lets an answer in time pass', async () => {
    const model = withTimeout(
      fakeModel(() => answered('hi')),
      limits,
    );
    assert.deepEqual(await model.complete(sampleRequest, { signal: never() }), answered('hi'));
  });

  it('ends a call whose answer does not begin, and cancels it', async () => {
    const inner = fakeModel(deaf);
    const startedAt = performance.now();
    const result = await withTimeout(inner, { ...limits, totalMs: 5000 }).complete(sampleRequest, {
      signal: never(),
    });
    assert.equal(reasonOf(result), 'timeout');
    assert.ok(performance.now() - startedAt < 1000);
    assert.equal(inner.calls[0]?.call.signal.aborted, true);
  });

  it('waits longer for an answer that has begun, but not for ever', async () => {
    const inner = fakeModel((_, call) => {
      call.onFirstToken?.();
      return deaf();
    });
    const startedAt = performance.now();
    const result = await withTimeout(inner, limits).complete(sampleRequest, { signal: never() });
    assert.ok(result.kind === 'failed');
    assert.equal(result.failure.detail, 'The answer did not end within 0.06 s.');
    assert.ok(performance.now() - startedAt >= 55);
  });

  it('ends at once when it is cancelled, even if the model does not listen', async () => {
    const abort = new AbortController();
    const pending = withTimeout(fakeModel(deaf), { firstTokenMs: 9e5, totalMs: 9e5 }).complete(
      sampleRequest,
      {
        signal: abort.signal,
      },
    );
    abort.abort();
    assert.equal(reasonOf(await pending), 'cancelled');
  });

  it('starts nothing when it was cancelled before', async () => {
    const inner = fakeModel(() => answered('hi'));
    const result = await withTimeout(inner, limits).complete(sampleRequest, { signal: AbortSignal.abort() });
    assert.deepEqual([reasonOf(result), inner.calls.length], ['cancelled', 0]);
  });
});

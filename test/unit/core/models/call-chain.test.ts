import assert from 'node:assert/strict';
import { createCallChain } from '../../../../src/core/models/call-chain.ts';
import { answered, fakeModel, never, sampleRequest } from './fake-model.ts';

describe('a chain of calls', () => {
  const model = fakeModel(() => ({ ...answered('hi'), latencyMs: 100 }));
  const ask = (chain: ReturnType<typeof createCallChain>) =>
    chain.follow(model).complete(sampleRequest, { signal: never() });

  it('adds up calls that wait for each other', async () => {
    const chain = createCallChain(50);
    await ask(chain);
    await ask(chain);
    assert.equal(chain.lengthMs(), 250);
  });

  it('counts calls side by side once', async () => {
    const chain = createCallChain();
    await Promise.all([ask(chain), ask(chain), ask(chain)]);
    assert.equal(chain.lengthMs(), 100);
  });

  it('goes on from the longest chain that it waits for', async () => {
    const chain = createCallChain();
    await ask(chain);
    const [short, long] = [chain.fork(), chain.fork()];
    await Promise.all([ask(short), ask(long).then(() => ask(long))]);
    assert.deepEqual([chain.lengthMs(), short.lengthMs(), long.lengthMs()], [100, 200, 300]);
    chain.join(short, long);
    assert.equal(chain.lengthMs(), 300);
  });
});

import assert from 'node:assert/strict';
import { createWaitingLine } from '../../../src/core/waiting-line.ts';

const never = new AbortController().signal;

describe('a waiting line', () => {
  it('lets in one after the other, in the order in which they came', async () => {
    const line = createWaitingLine<number>();
    const turns = [line.join(never), line.join(never)];
    const admitted = [1, 2, 3].map((pass) => line.admitFirst(() => pass));
    assert.deepEqual(
      [await Promise.all(turns), admitted, line.isEmpty()],
      [[1, 2], [true, true, false], true],
    );
  });

  it('makes no pass for nobody', () => {
    const line = createWaitingLine<never>();
    assert.equal(
      line.admitFirst(() => assert.fail('Nobody is there.')),
      false,
    );
  });

  it('lets go at once who gives up, and tells', async () => {
    let told = 0;
    const line = createWaitingLine<string>(() => (told += 1));
    const abort = new AbortController();
    const first = line.join(abort.signal);
    const second = line.join(never);
    abort.abort();
    assert.equal(await first, null);
    assert.equal(told, 1);
    line.admitFirst(() => 'pass');
    assert.equal(await second, 'pass');
  });

  it('takes nobody in who has given up before', async () => {
    const line = createWaitingLine<string>(() => assert.fail('Nobody was in the line.'));
    assert.equal(await line.join(AbortSignal.abort()), null);
    assert.equal(line.isEmpty(), true);
  });

  it('does not mind a cancel after one’s turn', async () => {
    const line = createWaitingLine<string>(() => assert.fail('Nobody gave up.'));
    const abort = new AbortController();
    const turn = line.join(abort.signal);
    const other = line.join(never);
    line.admitFirst(() => 'first');
    abort.abort();
    line.admitFirst(() => 'second');
    assert.deepEqual([await turn, await other], ['first', 'second']);
  });
});

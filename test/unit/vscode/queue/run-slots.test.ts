import assert from 'node:assert/strict';
import { createRunSlots } from '../../../../src/vscode/queue/run-slots.ts';

const never = new AbortController().signal;

describe('the slots of runs', () => {
  it('let so many go on, the others in the order in which they came', async () => {
    const slots = createRunSlots(() => 1);
    const order: string[] = [];
    const first = await slots.take(never);
    const others = ['b', 'c'].map(async (name) => {
      const release = await slots.take(never);
      order.push(name);
      release?.();
    });
    assert.deepEqual(order, []);
    first?.();
    await Promise.all(others);
    assert.deepEqual(order, ['b', 'c']);
  });

  it('let one leave who waits, at once, and nobody wait for it', async () => {
    const slots = createRunSlots(() => 1);
    const first = await slots.take(never);
    const abort = new AbortController();
    const second = slots.take(abort.signal);
    const third = slots.take(never);
    abort.abort();
    assert.equal(await second, null);
    first?.();
    assert.notEqual(await third, null);
  });

  it('are given back once only', async () => {
    const slots = createRunSlots(() => 1);
    const first = await slots.take(never);
    first?.();
    first?.();
    assert.notEqual(await slots.take(never), null);
    const abort = new AbortController();
    const waiting = slots.take(abort.signal);
    abort.abort();
    assert.equal(await waiting, null, 'one slot, not two');
  });

  it('follow a setting that is raised', async () => {
    let limit = 1;
    const slots = createRunSlots(() => limit);
    await slots.take(never);
    limit = 2;
    assert.notEqual(await slots.take(never), null);
  });

  it('are given to those who wait already when the setting is raised', async () => {
    let limit = 1;
    const slots = createRunSlots(() => limit);
    await slots.take(never);
    const waiting = slots.take(never);
    limit = 2;
    slots.refresh();
    assert.notEqual(await waiting, null);
  });
});

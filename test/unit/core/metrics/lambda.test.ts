import assert from 'node:assert/strict';
import {
  lambdaBreakpoints,
  lambdaTradeoff,
  paretoFront,
  pickByLambda,
} from '../../../../src/core/metrics/lambda.ts';
import { member } from './subjects.ts';

const front = [
  member('original', 70, 1),
  member('rich', 80, 1.2),
  member('short', 68, 0.8),
  member('tiny', 40, 0.6),
  member('dominated', 60, 0.9),
];

const ids = (members: readonly { id: string }[]) => members.map(({ id }) => id);

describe('paretoFront', () => {
  it('keeps what nothing beats in both quality and cost, dearest first', () => {
    assert.deepEqual(ids(paretoFront(front)), ['rich', 'original', 'short', 'tiny']);
  });

  it('keeps the original among equals, then the one with fewer tokens, then the lower id', () => {
    const twins = [member('b', 70, 1), member('a', 70, 1), member('original', 70, 1)];
    assert.deepEqual(ids(paretoFront(twins)), ['original']);
    assert.deepEqual(ids(paretoFront(twins.slice(0, 2))), ['a']);
    assert.deepEqual(ids(paretoFront([...twins.slice(0, 2), { ...member('c', 70, 1), tokens: 90 }])), ['c']);
  });

  it('drops the original when a candidate is as good and cheaper', () => {
    assert.deepEqual(ids(paretoFront([member('original', 70, 1), member('a', 70, 0.9)])), ['a']);
  });
});

describe('pickByLambda', () => {
  it('gives up quality for cost as λ rises', () => {
    const picks = [0, 0.2, 0.4, 0.55, 1, 2].map((lambda) => pickByLambda(front, lambda).id);
    assert.deepEqual(picks, ['rich', 'rich', 'short', 'short', 'short', 'tiny']);
  });

  it('prefers the original on its break point, else the cheaper one', () => {
    const two = [member('original', 70, 1), member('rich', 80, 1.25)];
    assert.deepEqual(lambdaBreakpoints(two), [0.4]);
    assert.equal(pickByLambda(two, 0.4).id, 'original');
    const other = [member('original', 70, 1), member('short', 60, 0.75)];
    assert.equal(pickByLambda(other, 0.4).id, 'original');
    const candidates = [member('a', 70, 1), member('b', 60, 0.75)];
    assert.equal(pickByLambda(candidates, 0.4).id, 'b');
  });

  it('refuses an empty front and a bad λ', () => {
    assert.throws(() => pickByLambda([], 0), RangeError);
    for (const lambda of [-1, NaN, Infinity]) assert.throws(() => pickByLambda(front, lambda), RangeError);
  });
});

describe('lambdaBreakpoints', () => {
  it('lists the exchange rates along the convex hull, rising', () => {
    const rounded = lambdaBreakpoints(front).map((value) => Number(value.toFixed(6)));
    assert.deepEqual(rounded, [0.3, 1.4]);
  });

  it('is empty for a front of one', () => {
    assert.deepEqual(lambdaBreakpoints([member('original', 70, 1)]), []);
  });
});

describe('lambdaTradeoff', () => {
  it('is the gain less the price of the added cost', () => {
    assert.equal(lambdaTradeoff({ qualityGain: 5, costChange: -0.2, lambda: 0.1 }), 7);
    assert.equal(lambdaTradeoff({ qualityGain: 5, costChange: 0.5, lambda: 0.2 }), -5);
    assert.equal(lambdaTradeoff({ qualityGain: 0, costChange: 0, lambda: 3 }), 0);
  });
});

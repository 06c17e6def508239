import assert from 'node:assert/strict';

import { pickByLambda } from '../../../src/core/metrics/lambda.ts';
import { lambdaLimit, lambdaRanges } from '../../../webview/lambda-ranges.ts';
import { front } from './snapshots.ts';

describe('lambdaRanges', () => {
  it('gives each member the values of λ that pick it', () => {
    for (const [id, { from, to }] of lambdaRanges(front)) {
      assert.equal(pickByLambda(front, (from + (to ?? from + 2)) / 2).id, id);
    }
    assert.equal(lambdaRanges(front).size, 3);
  });

  it('begins at 0, ends nowhere, and leaves no hole', () => {
    const ranges = [...lambdaRanges(front).values()];
    assert.equal(ranges[0]?.from, 0);
    assert.equal(ranges.at(-1)?.to, null);
    for (const [index, { to }] of ranges.slice(0, -1).entries()) assert.equal(ranges[index + 1]?.from, to);
  });

  it('has nothing to say of an empty front', () => {
    assert.equal(lambdaRanges([]).size, 0);
  });
});

describe('lambdaLimit', () => {
  it('lies beyond the last break point and the value itself, and never below 1', () => {
    assert.equal(lambdaLimit([], 0.35), 1);
    assert.equal(lambdaLimit([0.6, 2.0], 0.35), 2.5);
    assert.equal(lambdaLimit([0.6], 4), 5);
  });
});

import assert from 'node:assert/strict';
import { mergeOverlaps, mergeSpans, spanLookup } from '../../../src/core/spans.ts';

describe('merging spans', () => {
  it('sorts, unites what touches and leaves out what is empty', () => {
    const spans = [
      { start: 5, end: 7 },
      { start: 0, end: 2 },
      { start: 2, end: 3 },
      { start: 6, end: 9 },
      { start: 4, end: 4 },
    ];
    assert.deepEqual(mergeSpans(spans), [
      { start: 0, end: 3 },
      { start: 5, end: 9 },
    ]);
  });

  it('keeps neighbours apart when only overlaps count', () => {
    const spans = [
      { start: 2, end: 4 },
      { start: 0, end: 2 },
      { start: 3, end: 5 },
    ];
    assert.deepEqual(mergeOverlaps(spans), [
      { start: 0, end: 2 },
      { start: 2, end: 5 },
    ]);
  });
});

describe('looking up spans', () => {
  it('finds the span around a place and nothing between spans', () => {
    const at = spanLookup([
      { start: 1, end: 3 },
      { start: 5, end: 6 },
    ]);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((index) => at(index)?.start ?? null),
      [null, 1, 1, null, null, 5, null],
    );
  });
});

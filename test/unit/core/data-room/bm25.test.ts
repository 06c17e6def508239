import assert from 'node:assert/strict';
import { createSearchIndex } from '../../../../src/core/data-room/bm25.ts';
import { searchTerms } from '../../../../src/core/data-room/search-terms.ts';

const texts = [
  'the cat sat on the mat',
  'the dog sat',
  'cats and dogs are animals the the',
  'a refund is paid within thirty days of the refund request',
];

/**
 * Computed twice elsewhere: by a Python script from the formula of the paper, place by place, and by bm25s 0.3.11
 * (`BM25(method="lucene", k1=1.2, b=0.75)`, whose scores lack the constant factor k1 + 1).
 */
const expected: Readonly<Record<string, readonly number[]>> = {
  'cat sat': [1.987459031785, 0.897013998372, 0, 0],
  'refund within days': [0, 0, 0, 3.321162639249],
  the: [0.149543957708, 0.136348902616, 0.143377196565, 0.083780651005],
  'sat the refund': [0.875698146866, 1.033362900988, 0.143377196565, 1.490191360483],
};

describe('createSearchIndex', () => {
  const index = createSearchIndex(texts);

  for (const [query, scores] of Object.entries(expected)) {
    it(`scores “${query}” as computed elsewhere`, () => {
      const found = new Map(index.search(query).map((hit) => [hit.index, hit.score]));
      scores.forEach((score, place) =>
        assert.ok(Math.abs((found.get(place) ?? 0) - score) < 1e-9, `${place}: ${found.get(place) ?? 0}`),
      );
      assert.equal(found.size, scores.filter((score) => score > 0).length);
    });
  }

  it('puts the best first, equal ones by their place', () => {
    assert.deepEqual(
      index.search('sat the refund').map((hit) => hit.index),
      [3, 1, 0, 2],
    );
    const equal = createSearchIndex(['same words', 'same words', 'other']);
    assert.deepEqual(
      equal.search('words').map((hit) => hit.index),
      [0, 1],
    );
  });

  it('does not weigh a repeated word of the query twice, and finds nothing for nothing', () => {
    assert.deepEqual(index.search('cat cat sat'), index.search('cat sat'));
    assert.deepEqual(index.search(' …'), []);
    assert.deepEqual(createSearchIndex([]).search('cat'), []);
  });

  it('takes names of the language itself for words', () => {
    const odd = createSearchIndex(['constructor __proto__ toString', 'nothing']);
    assert.deepEqual(
      odd.search('__proto__ constructor').map((hit) => hit.index),
      [0],
    );
  });
});

describe('searchTerms', () => {
  it('folds case and width and keeps words of every script', () => {
    assert.deepEqual(searchTerms('Größe, ＡＢＣ naïve 42! Привет שלום'), [
      'größe',
      'abc',
      'naïve',
      '42',
      'привет',
      'שלום',
    ]);
  });

  it('makes pairs where no spaces stand between words', () => {
    assert.deepEqual(searchTerms('退款政策 v2'), ['退款', '款政', '政策', 'v2']);
    assert.deepEqual(searchTerms('猫'), ['猫']);
    assert.deepEqual(searchTerms('API退款'), ['api', '退款']);
  });

  it('reads a quarter of a million characters at once', () => {
    const started = performance.now();
    searchTerms('字'.repeat(125_000) + 'x'.repeat(125_000));
    searchTerms('a字'.repeat(125_000));
    assert.ok(performance.now() - started < 2000);
  });
});

import assert from 'node:assert/strict';

import { composeHunks, diffHunks } from '../../../../src/core/diff/hunks.ts';

const before = `You are a very helpful and friendly agent for {{company}}.

Please make sure to answer the question.
Due to the fact that customers are busy, keep it short.
Do not invent prices. Do not invent prices.
`;
const after = `You are an agent for {{company}}.

Answer the question.
Because customers are busy, keep it short.
Do not invent prices.
`;

describe('diffHunks', () => {
  it('gives changes as a reader would name them', () => {
    assert.deepEqual(
      diffHunks(before, after).map((hunk) => [hunk.before, hunk.after]),
      [
        ['a very helpful and friendly', 'an'],
        ['Please make sure to answer', 'Answer'],
        ['Due to the fact that', 'Because'],
        ['Do not invent prices. ', ''],
      ],
    );
  });

  it('says where each change stands in both texts', () => {
    for (const hunk of diffHunks(before, after)) {
      assert.equal(before.slice(hunk.beforeSpan.start, hunk.beforeSpan.end), hunk.before);
      assert.equal(after.slice(hunk.afterSpan.start, hunk.afterSpan.end), hunk.after);
    }
  });

  it('joins changes that only a short word parts, but not across lines', () => {
    assert.deepEqual(
      diffHunks('alpha the beta gamma', 'one the two gamma').map((hunk) => hunk.before),
      ['alpha the beta'],
    );
    assert.deepEqual(
      diffHunks('alpha\nbeta\n', 'one\ntwo\n').map((hunk) => hunk.before),
      ['alpha', 'beta'],
    );
  });

  it('marks whole lines where a repeated line leaves the choice', () => {
    const [hunk] = diffHunks('# A\n- x\n\n# A\n- y\n', '# A\n- y\n');
    assert.deepEqual([hunk?.before, hunk?.after], ['# A\n- x\n\n', '']);
  });

  it('says which changes are coarse: those whose passages differ too much to be searched', () => {
    // Powers of primitive roots of 61: the same words in two orders that have nothing in common.
    const words = (root: number): string => {
      let power = 1;
      return Array.from({ length: 299 }, () => `w${(power = (power * root) % 61)}`).join(' ');
    };
    const hunks = diffHunks(`Be brief.\nOne.\n${words(2)}\nLast.\n`, `Be short.\nOne.\n${words(6)}\nLast.\n`);
    assert.deepEqual(
      hunks.map(({ before: was, isCoarse }) => [was.split(' ').length, isCoarse]),
      [
        [1, undefined],
        [299, true],
      ],
    );
  });

  it('finds nothing between equal texts', () => {
    assert.deepEqual(diffHunks('same', 'same'), []);
  });
});

describe('composeHunks', () => {
  const hunks = diffHunks(before, after);

  it('gives the new text with all hunks and the old with none', () => {
    assert.equal(composeHunks(before, hunks, new Set(hunks.keys())), after);
    assert.equal(composeHunks(before, hunks, new Set()), before);
  });

  it('applies just the accepted hunks', () => {
    assert.equal(
      composeHunks('one middle three', diffHunks('one middle three', 'eins middle drei'), new Set([1])),
      'one middle drei',
    );
  });
});

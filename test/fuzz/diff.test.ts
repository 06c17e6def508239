import assert from 'node:assert/strict';

import fc from 'fast-check';

import { composeHunks, diffHunks } from '../../src/core/diff/hunks.ts';
import { wordDiff } from '../../src/core/diff/word-diff.ts';

const word = fc.constantFrom(
  'a',
  'the',
  'Answer',
  '{{name}}',
  '\n',
  '\n\n',
  ' ',
  '. ',
  '中',
  '👩‍💻',
  '\ud83d',
  'é',
  '\r\n',
);
const prompt = fc.oneof(
  fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
  fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const runs = { seed: 20_261_123, numRuns: 2000 };

describe('the word diff of any two texts', () => {
  it('rebuilds both', () => {
    fc.assert(
      fc.property(prompt, prompt, fc.integer({ min: 0, max: 20 }), (before, after, maxEditLength) => {
        const parts = wordDiff(before, after, { maxEditLength });
        assert.equal(parts.map(({ kind, text }) => (kind === 'added' ? '' : text)).join(''), before);
        assert.equal(parts.map(({ kind, text }) => (kind === 'removed' ? '' : text)).join(''), after);
        assert.ok(parts.every(({ text }) => text !== ''));
      }),
      runs,
    );
  });

  it('falls into hunks that are sorted, apart, true to both texts and compose to the new one', () => {
    fc.assert(
      fc.property(prompt, prompt, (before, after) => {
        const hunks = diffHunks(before, after);
        let end = -1;
        for (const { before: old, after: replacement, beforeSpan, afterSpan } of hunks) {
          assert.ok(beforeSpan.start > end && old !== replacement);
          assert.equal(before.slice(beforeSpan.start, beforeSpan.end), old);
          assert.equal(after.slice(afterSpan.start, afterSpan.end), replacement);
          end = beforeSpan.end;
        }
        assert.equal(composeHunks(before, hunks, new Set(hunks.keys())), after);
        assert.equal(composeHunks(before, hunks, new Set()), before);
      }),
      runs,
    );
  });
});

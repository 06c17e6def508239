import assert from 'node:assert/strict';
import type { TokenCounter } from '../../../../src/core/ports.ts';
import { createIncrementalCounter } from '../../../../src/core/tokens/incremental-counter.ts';
import { loadTestCounter } from '../../../support/token-counter.ts';
import { seededRandom, tokenCorpus } from '../../../support/token-corpus.ts';

/** What people type, and what could tie two lines together. */
const insertions = [
  'x',
  '\n',
  '\n\n',
  '/',
  ' ',
  '\r\n',
  '!\n/',
  '\u0085',
  '\ufeff',
  '\ud83d',
  "'s",
  '```\n',
  '',
];

describe('incremental token counter', () => {
  for (const encoding of ['cl100k_base', 'o200k_base'] as const) {
    it(`is exact for every text of the corpus and after edits of it, for ${encoding}`, () => {
      const counter = loadTestCounter(encoding);
      const incremental = createIncrementalCounter(counter);
      const random = seededRandom(5);
      for (const original of tokenCorpus()) {
        assert.equal(incremental.count(original), counter.count(original));
        const edited = editOnce(original, random);
        assert.equal(incremental.count(edited), counter.count(edited), JSON.stringify(edited.slice(0, 500)));
      }
    });
  }

  it('counts a changed line again and no other', () => {
    const counted: string[] = [];
    const incremental = createIncrementalCounter(recording(counted));
    incremental.count('one\ntwo\nthree\nfour\n');
    counted.length = 0;
    incremental.count('one\ntwo\nthre\nfour\n');
    assert.deepEqual(counted, ['thre\n']);
  });

  it('counts nothing anew when the text stays the same', () => {
    const counted: string[] = [];
    const incremental = createIncrementalCounter(recording(counted));
    const total = incremental.count('one\ntwo\nthree');
    counted.length = 0;
    assert.equal(incremental.count('one\ntwo\nthree'), total);
    assert.deepEqual(counted, []);
  });

  it('keeps lines together that a blank or a slash ties to the line before', () => {
    const counted: string[] = [];
    createIncrementalCounter(recording(counted)).count('a\n b\n/c\n\u0085d\n\ufeffe\nf');
    assert.deepEqual(counted, ['a\n b\n/c\n\u0085d\n\ufeffe\n', 'f']);
  });

  it('copes with a text of 200,000 lines', () => {
    const counter = loadTestCounter('o200k_base');
    const incremental = createIncrementalCounter(counter);
    const text = 'a line\n'.repeat(200_000);
    assert.equal(incremental.count(text), counter.count(text));
    assert.equal(incremental.count(''), 0);
  });
});

function editOnce(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const removed = Math.floor(random() * 4);
  const inserted = insertions[Math.floor(random() * insertions.length)] ?? '';
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

function recording(counted: string[]): TokenCounter {
  return {
    encoding: 'o200k_base',
    count(text) {
      counted.push(text);
      return text.length;
    },
    pieces: () => [],
  };
}

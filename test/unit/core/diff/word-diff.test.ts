import assert from 'node:assert/strict';

import type { DiffPart } from '../../../../src/core/diff/word-diff.ts';
import { leastCpuMs, slowness } from '../../../support/cpu-time.ts';
import { wordDiff } from '../../../../src/core/diff/word-diff.ts';

describe('wordDiff', () => {
  it('marks what was removed before what was added', () => {
    assert.deepEqual(wordDiff('You are a very kind agent.', 'You are a terse agent.'), [
      { kind: 'same', text: 'You are a ' },
      { kind: 'removed', text: 'very kind' },
      { kind: 'added', text: 'terse' },
      { kind: 'same', text: ' agent.' },
    ]);
  });

  it('says of equal texts that all is the same, and of empty ones nothing', () => {
    assert.deepEqual(wordDiff('a\nb', 'a\nb'), [{ kind: 'same', text: 'a\nb' }]);
    assert.deepEqual(wordDiff('', ''), []);
    assert.deepEqual(wordDiff('', 'x'), [{ kind: 'added', text: 'x' }]);
    assert.deepEqual(wordDiff('x', ''), [{ kind: 'removed', text: 'x' }]);
  });

  it('compares whole words of any script, and characters where a script has no spaces', () => {
    assert.deepEqual(wordDiff('Отвечай вежливо', 'Отвечай коротко'), [
      { kind: 'same', text: 'Отвечай ' },
      { kind: 'removed', text: 'вежливо' },
      { kind: 'added', text: 'коротко' },
    ]);
    assert.deepEqual(wordDiff('简短回答', '简明回答'), [
      { kind: 'same', text: '简' },
      { kind: 'removed', text: '短' },
      { kind: 'added', text: '明' },
      { kind: 'same', text: '回答' },
    ]);
  });

  it('keeps a joined emoji and an accent in one piece', () => {
    assert.deepEqual(wordDiff('a 👩‍💻', 'a 👩‍🚀'), [
      { kind: 'same', text: 'a ' },
      { kind: 'removed', text: '👩‍💻' },
      { kind: 'added', text: '👩‍🚀' },
    ]);
  });

  it('anchors on unchanged unique lines, so that a moved passage does not tear the rest', () => {
    const before = 'Be brief.\nCite sources.\nAnswer in French.\n';
    assert.deepEqual(wordDiff(before, 'Cite sources.\nAnswer in French.\nBe brief.\n'), [
      { kind: 'removed', text: 'Be brief.\n' },
      { kind: 'same', text: 'Cite sources.\nAnswer in French.\n' },
      { kind: 'added', text: 'Be brief.\n' },
    ]);
  });

  it('replaces a gap whole when the search would take more edits than allowed, and says so', () => {
    const parts = wordDiff('x a a b b x', 'x c b c a x', { maxEditLength: 2 });
    assert.deepEqual(parts, [
      { kind: 'same', text: 'x ' },
      { kind: 'removed', text: 'a a b b', isCoarse: true },
      { kind: 'added', text: 'c b c a', isCoarse: true },
      { kind: 'same', text: ' x' },
    ]);
  });

  it('stays within its time on similar, different and hostile texts', async () => {
    const changed = words(10_000, 7).replaceAll(/w\d*7 /g, 'changed ');
    const slower = slowness();
    const similar = await leastCpuMs(() => wordDiff(words(10_000, 7), changed));
    assert.ok(similar < 100 * slower, `similar texts took ${similar} ms`);
    const different = await leastCpuMs(() => wordDiff(words(20_000, 7), words(20_000, 8)));
    assert.ok(different < 500 * slower, `different texts took ${different} ms`);
    const unlike = await leastCpuMs(() => wordDiff(words(20_000, 7), strangeWords(20_000)));
    assert.ok(unlike < 500 * slower, `texts without a common word took ${unlike} ms`);
    let parts: readonly DiffPart[] = [];
    const monotone = await leastCpuMs(() => {
      parts = wordDiff('a '.repeat(125_000), 'a b '.repeat(62_500));
    });
    assert.ok(monotone < 1000 * slower, `repeating texts took ${monotone} ms`);
    assert.equal(side(parts, 'added'), 'a '.repeat(125_000));
  });
});

function side(parts: readonly DiffPart[], hidden: DiffPart['kind']): string {
  return parts
    .filter((part) => part.kind !== hidden)
    .map((part) => part.text)
    .join('');
}

function words(count: number, seed: number): string {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return `w${state % 900}${state % 13 === 0 ? '.\n' : ' '}`;
  }).join('');
}

/** No word of them stands in `words`. */
function strangeWords(count: number): string {
  return words(count, 9).replaceAll('w', 'q');
}

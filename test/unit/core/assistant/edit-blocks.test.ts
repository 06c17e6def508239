import assert from 'node:assert/strict';
import { placeEdit, readEditBlocks } from '../../../../src/core/assistant/edit-blocks.ts';

const block = '<<<<<<< FIND\nPlease answer\n=======\nAnswer\n>>>>>>> REPLACE';

describe('the edits in an answer', () => {
  it('stand between texts', () => {
    assert.deepEqual(readEditBlocks(`Shorter:\n\`\`\`\n${block}\n\`\`\`\nThat is all.\n`), [
      { kind: 'text', text: 'Shorter:' },
      { kind: 'edit', find: 'Please answer', replace: 'Answer' },
      { kind: 'text', text: 'That is all.' },
    ]);
  });

  it('are unfinished while they come', () => {
    for (let end = '<<<<<<< FIND'.length; end < block.length; end += 1) {
      const text = block.slice(0, end);
      assert.deepEqual(readEditBlocks(text), [{ kind: 'unfinished', text }], String(end));
    }
    assert.deepEqual(readEditBlocks(''), []);
  });

  it('may span lines and be empty', () => {
    assert.deepEqual(readEditBlocks('<<<<<<< FIND\na\nb\n=======\n>>>>>>> REPLACE'), [
      { kind: 'edit', find: 'a\nb', replace: '' },
    ]);
  });

  it('are read in linear time', () => {
    const hostile = '<<<<<<< FIND\n=======\n'.repeat(12_000);
    const startedAt = performance.now();
    assert.equal(readEditBlocks(hostile).length, 1);
    assert.ok(performance.now() - startedAt < 500);
  });
});

describe('an edit of a text', () => {
  it('replaces the one passage that it names', () => {
    assert.deepEqual(placeEdit('a b c', 'b', 'x'), { kind: 'placed', text: 'a x c' });
  });

  it('is refused when the passage is missing, stands there twice, or stays the same', () => {
    const reasonOf = (find: string, replace: string): string => {
      const placed = placeEdit('a b b', find, replace);
      return placed.kind === 'refused' ? placed.reason : placed.text;
    };
    assert.equal(reasonOf('x', 'y'), 'missing');
    assert.equal(reasonOf('', 'y'), 'missing');
    assert.equal(reasonOf('b', 'y'), 'ambiguous');
    assert.equal(reasonOf('a', 'a'), 'same');
  });
});

import assert from 'node:assert/strict';
import { splitUnits, wordsOf } from '../../../../src/core/metrics/text-units.ts';

const texts = (text: string) => splitUnits(text).units.map((unit) => [unit.kind, unit.text.trim()]);

describe('splitUnits', () => {
  it('tells headings, tags, items and sentences apart', () => {
    assert.deepEqual(texts('# Task\nRead it. Sum it up.\n- one\n2) two\n<data>\nx\n</data>'), [
      ['heading', 'Task'],
      ['sentence', 'Read it.'],
      ['sentence', 'Sum it up.'],
      ['item', 'one'],
      ['item', 'two'],
      ['tag', '<data>'],
      ['sentence', 'x'],
      ['tag', '</data>'],
    ]);
  });

  it('joins hard-wrapped lines and keeps short ones apart', () => {
    const wrapped = 'Summarize the following text for a reader who has never heard of\nthe subject before.';
    assert.equal(splitUnits(wrapped).units.length, 1);
    assert.equal(splitUnits('Topic\nAudience\nLength').units.length, 3);
  });

  it('does not end a sentence after an abbreviation or inside a number', () => {
    assert.equal(splitUnits('Use names, e.g. Ada. Stay below 0.5 percent.').units.length, 2);
  });

  it('leaves fenced code out and counts it', () => {
    const { units, codeBlocks } = splitUnits('Fix this:\n```js\nlet a = 1;\n```\nThen stop.');
    assert.equal(codeBlocks, 1);
    assert.deepEqual(
      units.map((unit) => unit.text),
      ['Fix this:', 'Then stop.'],
    );
  });

  it('lets an open fence run to the end', () => {
    assert.equal(splitUnits('Fix this:\n```\nlet a = 1;\nDone.').units.length, 1);
  });

  it('counts paragraphs', () => {
    assert.equal(splitUnits('a\n\n\nb\nc\n\nd').paragraphs, 3);
  });
});

describe('wordsOf', () => {
  it('lowers case, keeps inner apostrophes, cuts ideographs one by one', () => {
    assert.deepEqual(wordsOf('Don’t SHOUT, 漢字!'), ["don't", 'shout', '漢', '字']);
  });
});

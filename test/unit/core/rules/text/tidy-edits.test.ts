import assert from 'node:assert/strict';
import { createRuleContext } from '../../../../../src/core/rules/find-findings.ts';
import { removeSentence } from '../../../../../src/core/rules/text/remove-sentence.ts';
import { articleFor, removeTokens, replaceTokens } from '../../../../../src/core/rules/text/tidy-edits.ts';
import { applyEdits, sortEdits } from '../../../../../src/core/text-edits.ts';

const contextOf = (text: string) => createRuleContext({ text, interpolations: [] });

/** Removes the first token with the key; null when it cannot be removed neatly. */
function without(text: string, key: string): string | null {
  const context = contextOf(text);
  const index = context.tokens.findIndex((token) => token.key === key);
  const edits = removeTokens(context, index, index + 1);
  return edits === null ? null : applyEdits(text, sortEdits(edits));
}

describe('removing words', () => {
  it('gives the new first word of a sentence its capital, and only where there was one', () => {
    assert.equal(without('Please go.', 'please'), 'Go.');
    assert.equal(without('Stop. please go.', 'please'), 'Stop. go.');
    assert.equal(without('Please, go.', 'please'), 'Go.');
    assert.equal(without('Please {verb}.', 'please'), '{verb}.');
  });

  it('takes the commas along that have lost their word', () => {
    assert.equal(without('Go home, please.', 'please'), 'Go home.');
    assert.equal(without('Go, please, home.', 'please'), 'Go home.');
    assert.equal(without('Go home please.', 'please'), 'Go home.');
  });

  it('keeps the words apart across brackets and wrapped lines', () => {
    assert.equal(without('Go (please go) home.', 'please'), 'Go (go) home.');
    assert.equal(without('Go home,\nplease go.', 'please'), 'Go home,\ngo.');
  });

  it('makes the article agree', () => {
    assert.equal(without('Write a really apt word.', 'really'), 'Write an apt word.');
    assert.equal(without('Write an awfully short word.', 'awfully'), 'Write a short word.');
    assert.equal(without('Write a really SQL word.', 'really'), null);
  });

  it('gives up where nothing would be left', () => {
    assert.equal(without('Please.', 'please'), null);
    assert.equal(without('Please!', 'please'), null);
  });
});

describe('replacing words', () => {
  it('keeps the capital and leaves words in capitals alone', () => {
    const replace = (text: string): string | null => {
      const edits = replaceTokens(contextOf(text), { first: 0, end: 3 }, 'to');
      return edits === null ? null : applyEdits(text, edits);
    };
    assert.equal(replace('In order to go'), 'To go');
    assert.equal(replace('in order to go'), 'to go');
    assert.equal(replace('IN ORDER TO go'), null);
  });
});

describe('choosing an article', () => {
  it('goes by the sound where the spelling tells it', () => {
    const words = ['expert', 'user', 'hour', 'union', 'umbrella', 'one', 'unimportant', 'good', 'x'];
    assert.deepEqual(words.map(articleFor), ['an', 'a', 'an', 'a', 'an', 'a', 'an', 'a', null]);
  });
});

describe('removing a sentence', () => {
  const cut = (text: string, index: number): string | null => {
    const edits = removeSentence(contextOf(text), index);
    return edits === null ? null : applyEdits(text, edits);
  };

  it('closes the gap in a paragraph', () => {
    assert.equal(cut('One is. Two is. Three is.', 0), 'Two is. Three is.');
    assert.equal(cut('One is. Two is. Three is.', 1), 'One is. Three is.');
    assert.equal(cut('One is. Two is. Three is.', 2), 'One is. Two is.');
  });

  it('takes the line or the paragraph along, and one of two blank lines', () => {
    assert.equal(cut('One is.\nTwo is.\nThree is.', 1), 'One is.\nThree is.');
    assert.equal(cut('One is.\n\nTwo is.\n\nThree is.', 1), 'One is.\n\nThree is.');
    assert.equal(cut('One is.\n\nTwo is.', 1), 'One is.');
    assert.equal(cut('One is.\n\nTwo is.\n', 1), 'One is.\n');
    assert.equal(cut('One is.\n\nTwo is.', 0), 'Two is.');
  });

  it('takes a whole list item, but no number out of the middle of a list', () => {
    assert.equal(cut('- one\n- two\n- three', 1), '- one\n- three');
    assert.equal(cut('1. one\n2. two\n3. three', 1), null);
    assert.equal(cut('1. one\n2. two\n3. three', 2), '1. one\n2. two');
  });

  it('leaves nothing hanging', () => {
    assert.equal(cut('Only this.', 0), null);
    assert.equal(cut('Rules:\n- one\n\nThen stop.', 1), null);
    assert.equal(cut('# Rules\n\nBe exact.\n\n# Style\n\nBe kind.', 1), null);
    assert.equal(cut('- one\n  - under one\n- two', 0), null);
  });
});

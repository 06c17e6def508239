import assert from 'node:assert/strict';
import { compactness } from '../../../../src/core/metrics/compactness.ts';

describe('compactness', () => {
  it('is 1 for texts without repetition and filler, and for no text', () => {
    assert.equal(compactness(''), 1);
    assert.equal(compactness('Translate the text to French.'), 1);
  });

  it('counts the words of a 3-gram seen before', () => {
    assert.equal(compactness('Use short clear sentences. Use short clear words.'), 1 - 3 / 8);
  });

  it('counts a repeated sentence of two words', () => {
    assert.equal(compactness('Be brief. Be brief.'), 0.5);
  });

  it('counts filler', () => {
    assert.equal(compactness('Please make sure to answer briefly.'), 1 - 4 / 6);
  });

  it('does not see a repetition across a sentence end', () => {
    assert.equal(compactness('Read the file. Name one file. Name one.'), 1);
  });

  it('sees repetition in text without spaces', () => {
    assert.ok(compactness('请回答问题。请回答问题。') <= 0.5);
  });
});

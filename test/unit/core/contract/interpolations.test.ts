import assert from 'node:assert/strict';
import { locateInterpolations } from '../../../../src/core/contract/interpolations.ts';
import type { PromptText } from '../../../../src/core/model.ts';

function located(prompt: PromptText, candidate: string): readonly string[] {
  return locateInterpolations(prompt, candidate).map(
    ({ start, end }) => `${start} ${candidate.slice(start, end)}`,
  );
}

describe('finding interpolations again', () => {
  it('finds each by its exact source text', () => {
    const prompt = {
      text: '{a} {b!r} {a}',
      interpolations: [
        { start: 0, end: 3 },
        { start: 4, end: 9 },
        { start: 10, end: 13 },
      ],
    };
    assert.deepEqual(located(prompt, '{b!r}{a} x {a}'), ['0 {b!r}', '5 {a}', '11 {a}']);
  });

  it('prefers the longer source where one begins like another', () => {
    const prompt = {
      text: '${a} ${a}${b}',
      interpolations: [
        { start: 0, end: 4 },
        { start: 5, end: 13 },
      ],
    };
    assert.deepEqual(located(prompt, '${a}${b}${a}'), ['0 ${a}${b}', '8 ${a}']);
  });

  it('keeps plain text that reads the same apart by its place in the row', () => {
    const prompt = { text: 'literal {a}, value {a}', interpolations: [{ start: 19, end: 22 }] };
    assert.deepEqual(located(prompt, '{a} is literal, {a} is not'), ['16 {a}']);
  });

  it('counts every occurrence when there are not as many as before', () => {
    const prompt = { text: 'literal {a}, value {a}', interpolations: [{ start: 19, end: 22 }] };
    assert.deepEqual(located(prompt, 'only {a}'), ['5 {a}']);
  });

  it('finds nothing without interpolations', () => {
    assert.deepEqual(located({ text: '{a}', interpolations: [] }, '{a}'), []);
  });
});

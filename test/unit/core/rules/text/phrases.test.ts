import assert from 'node:assert/strict';
import { createRuleContext } from '../../../../../src/core/rules/find-findings.ts';
import { buildPhrases, findPhrases, phraseSet } from '../../../../../src/core/rules/text/phrases.ts';

const contextOf = (text: string) => createRuleContext({ text, interpolations: [] });

describe('finding phrases', () => {
  const find = (text: string, ...phrases: string[]): string[] => {
    const context = contextOf(text);
    return findPhrases(context, phraseSet(...phrases)).map(({ first, end }) =>
      context.tokens
        .slice(first, end)
        .map(({ key }) => key)
        .join(' '),
    );
  };

  it('reads alternatives and optional parts', () => {
    const pattern = '(make|be) sure (that|) you';
    assert.deepEqual(find('Make sure you go. Be sure that you stop.', pattern), [
      'make sure you',
      'be sure that you',
    ]);
    assert.deepEqual(find('make sure they go', pattern), []);
  });

  it('does not list the million ways to read a phrase with twenty options', () => {
    const pattern = `${'(a|b|) '.repeat(20)}end`;
    const start = performance.now();
    assert.deepEqual(find('a b a b end', pattern), ['a b a b end']);
    assert.ok(performance.now() - start < 500);
  });

  it('takes the longest one and goes on behind it', () => {
    assert.deepEqual(find('in order to in order', 'in', 'in order to', 'order'), [
      'in order to',
      'in',
      'order',
    ]);
  });

  it('matches whole words across a wrapped line, never across sentences or protected spans', () => {
    assert.deepEqual(find('in\norder to', 'in order to'), ['in order to']);
    assert.deepEqual(find('within order to', 'in order to'), []);
    assert.deepEqual(find('Come in.\nOrder to go', 'in order to'), []);
    assert.deepEqual(find('in {x} order to', 'in order to'), []);
  });

  it('keeps the first entry of two for one phrase', () => {
    const [hit] = findPhrases(
      contextOf('go on'),
      buildPhrases([
        ['go on', 1],
        ['go on', 2],
      ]),
    );
    assert.equal(hit?.entry, 1);
  });
});

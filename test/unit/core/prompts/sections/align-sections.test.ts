import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alignSections } from '../../../../../src/core/prompts/sections/align-sections.ts';
import { createSectionedPrompt } from '../../../../../src/core/prompts/sections/sectioned-prompt.ts';
import { loadTestCounter } from '../../../../support/token-counter.ts';

const sections = ['# One\nFirst text.\n', '# Two\nSecond text.\n', '# Three\nThird text.\n'];
const original = sections.join('');
const spans = sections.map((text) => {
  const start = original.indexOf(text);
  return { start, end: start + text.length };
});

function align(rewrite: string): readonly (readonly [string, string])[] {
  return alignSections(original, spans, rewrite).map(({ before, after }) => [
    original.slice(before.start, before.end),
    rewrite.slice(after.start, after.end),
  ]);
}

describe('alignSections', () => {
  it('gives every section its own counterpart', () => {
    assert.deepEqual(
      align(original),
      sections.map((text) => [text, text]),
    );
    const rewrite = original.replace('Second text.', 'Another second text, longer.');
    assert.deepEqual(align(rewrite), [
      [sections[0], sections[0]],
      [sections[1], '# Two\nAnother second text, longer.\n'],
      [sections[2], sections[2]],
    ]);
  });

  it('joins sections whose border has changed', () => {
    const rewrite = original.replace('First text.\n# Two\n', 'One text, and ');
    const [joined, last] = align(rewrite);
    assert.deepEqual(joined, [`${sections[0]}${sections[1]}`, rewrite.slice(0, rewrite.indexOf('# Three'))]);
    assert.deepEqual(last, [sections[2], sections[2]]);
  });

  it('keeps the counterpart of a section that was deleted', () => {
    const rewrite = `${sections[0]}${sections[2]}`;
    assert.equal(
      align(rewrite)
        .map(([, after]) => after)
        .join(''),
      rewrite,
    );
    assert.deepEqual(align(rewrite).at(-1), [sections[2], sections[2]]);
  });

  it('covers both texts without gaps, whatever they are', () => {
    const texts = fc.array(
      fc.constantFrom('# H\n', 'a b. ', '\n', '{{x}}', 'long words here. ', '- item\n'),
      {
        maxLength: 40,
      },
    );
    const counter = loadTestCounter('o200k_base');
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 3, max: 30 }), (before, after, limitTokens) => {
        const [text, rewrite] = [before.join(''), after.join('')];
        const sectioned = createSectionedPrompt({ text, interpolations: [] }, counter);
        const pairs = sectioned.pairs({ text: rewrite, interpolations: [] }, limitTokens);
        assert.equal(pairs.map((pair) => pair.before.text).join(''), text);
        assert.equal(pairs.map((pair) => pair.after.text).join(''), rewrite);
        const parts = sectioned.sections({ text: rewrite, interpolations: [] }, limitTokens);
        assert.equal(parts.map((part) => part.text).join(''), rewrite);
        for (const { span, text: part } of parts) assert.equal(rewrite.slice(span.start, span.end), part);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

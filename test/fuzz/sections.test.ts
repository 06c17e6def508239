import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractContract } from '../../src/core/contract/contract.ts';
import { findControlRanges } from '../../src/core/prompts/sections/control-ranges.ts';
import { joinSections, splitSections } from '../../src/core/prompts/sections/split-sections.ts';
import { slowness } from '../support/cpu-time.ts';
import { loadTestCounter } from '../support/token-counter.ts';

const counter = loadTestCounter('o200k_base');

const pieces = [
  'Answer the question. ',
  'Never guess! ',
  'word ',
  'Antworte auf Deutsch. ',
  '回答は日本語で。',
  '😀',
  '{{name}}',
  '{{ user.name | upper }} ',
  '{name} ',
  '%s ',
  '{% if a %}',
  '{% else %}',
  '{% endif %}',
  '{{#each b}}',
  '{{/each}}',
  '<% c.each do %>',
  '<% end %>',
  '<doc>',
  '</doc>',
  '\n```js\n',
  '\n```\n',
  '{"a": [1, 2]}',
  '"quoted words here" ',
  '\n# Heading\n',
  '\n## Part\n',
  '\n- item',
  '\n\n',
  '\n',
  '\r\n',
  '   ',
  '\ud800',
  'https://example.com/a ',
];

describe('sections of random prompts', () => {
  it('join to the prompt, keep to the limit and cut through nothing that must stay whole', () => {
    const prompt = fc.array(fc.constantFrom(...pieces), { maxLength: 120 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(prompt, fc.integer({ min: 1, max: 80 }), (text, limitTokens) => {
        const sections = splitSections({ text, interpolations: [] }, { limitTokens, counter });
        assert.equal(joinSections(sections), text);
        const cuts = sections.slice(1).map(({ span }) => span.start);
        const contract = extractContract({ text, interpolations: [] });
        const whole = [
          ...contract.placeholders.map(({ span }) => span),
          ...contract.frozen.map(({ span }) => span),
          ...findControlRanges(contract.placeholders),
        ];
        for (const { start, end } of whole) {
          assert.ok(!cuts.some((cut) => start < cut && cut < end), `${text.slice(start, end)} is cut`);
        }
        for (const { tokens, isOverLimit, span } of sections) {
          assert.equal(isOverLimit, tokens > limitTokens);
          assert.ok(span.end > span.start || text === '');
        }
      }),
      { seed: 11, numRuns: 400 },
    );
  });

  it('are within the limit in plain prose', () => {
    const words = fc.constantFrom(
      'word',
      'Sentence.',
      'größer',
      '日本語。',
      '\n',
      '\n\n',
      '# Title\n',
      ', ',
      '😀',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 300 }),
        fc.integer({ min: 12, max: 100 }),
        (parts, limitTokens) => {
          const text = parts.map((part) => `${part} `).join('');
          const sections = splitSections({ text, interpolations: [] }, { limitTokens, counter });
          assert.deepEqual(
            sections.filter(({ isOverLimit }) => isOverLimit).map((section) => section.text),
            [],
          );
        },
      ),
      { seed: 12, numRuns: 200 },
    );
  });

  const length = 250_000;
  const limitMs = 1500;
  for (const unit of [
    'word ',
    'a',
    ' ',
    '{% if a %}',
    '{% endif %}',
    '<a>',
    '</a>',
    '\n',
    '# A\n',
    '```\n',
    '. ',
    '。',
  ]) {
    it(`are found in ${length} characters of ${JSON.stringify(unit)} in under ${limitMs} ms`, () => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const startedAt = performance.now();
      const sections = splitSections({ text, interpolations: [] }, { limitTokens: 4000, counter });
      const tookMs = performance.now() - startedAt;
      assert.equal(joinSections(sections), text);
      assert.ok(tookMs < limitMs * slowness(), `${tookMs.toFixed(0)} ms`);
    });
  }
});

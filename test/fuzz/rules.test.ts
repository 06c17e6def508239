import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkContract } from '../../src/core/contract/check-contract.ts';
import type { Risk } from '../../src/core/model.ts';
import { applyFixes } from '../../src/core/rules/apply-fixes.ts';
import { createRuleContext, findFindings, runRule } from '../../src/core/rules/find-findings.ts';
import { rules } from '../../src/core/rules/rule-table.ts';
import type { RuleContext } from '../../src/core/rules/rule.ts';

const SEED = 20_240_601;
const MOST_PASSES = 12;

const contextOf = (text: string): RuleContext => createRuleContext({ text, interpolations: [] });

/** Pieces of real prompts: joined at random they meet in every way that rules do not expect. */
const pieces = fc.constantFrom(
  ...rules.flatMap(({ examples }) => examples.map(({ text }) => text)).filter((text) => text.length < 200),
  'Please',
  'please,',
  'kindly',
  'in order to',
  'make sure that you',
  'really',
  'a',
  'an',
  'and',
  'not',
  'never',
  'You MUST',
  'only',
  'It is important to note that',
  'I want you to',
  'Try to',
  '{name}',
  '{{text}}',
  '${x}',
  '%s',
  '"quoted, please"',
  '`code, please`',
  '```\n',
  '\n',
  '\n\n\n\n',
  '- ',
  '1. ',
  '2. ',
  '## ',
  '**',
  '. ',
  ', ',
  '! ',
  '?',
  ':',
  '  ',
  '\t',
  '\u200b',
  '“',
  '”',
  '(',
  ')',
  'etc.',
  'such as a, b, etc.',
  '<doc>',
  '</doc>',
  '{% if x %}',
  '{% endif %}',
  '<!-- promptops:freeze -->',
  '<!-- promptops:unfreeze -->',
  '你好',
  'é',
  '👩‍💻',
  '\ud800',
);
const promptLike = fc
  .array(fc.tuple(pieces, fc.constantFrom('', ' ', '\n')), { maxLength: 24 })
  .map((parts) => parts.map(([piece, joint]) => piece + joint).join(''));

function fixCompletely(text: string, maxRisk: Risk): { text: string; passes: number } {
  let current = text;
  for (let passes = 0; passes < MOST_PASSES; passes++) {
    const context = contextOf(current);
    const { text: next, applied } = applyFixes(context, findFindings(context), { maxRisk });
    if (applied.length === 0) return { text: current, passes };
    current = next;
  }
  return { text: current, passes: MOST_PASSES };
}

describe('rules on texts put together at random', () => {
  it('report spans within the text, sorted, with the evidence as it stands there', () => {
    fc.assert(
      fc.property(promptLike, (text) => {
        const findings = findFindings(contextOf(text));
        findings.forEach(({ span, evidence }, index) => {
          assert.ok(span.start <= span.end && span.end <= text.length);
          assert.equal(evidence, text.slice(span.start, span.end));
          assert.ok(span.start >= (findings[index - 1]?.span.start ?? 0));
        });
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('offer only fixes that leave placeholders and frozen spans untouched', () => {
    fc.assert(
      fc.property(promptLike, (text) => {
        const context = contextOf(text);
        for (const { fix } of findFindings(context)) {
          for (const { span } of fix?.edits ?? []) {
            const isTouched = context.protectedSpans.some(
              (shield) => span.start < shield.end && shield.start < span.end,
            );
            assert.ok(!isTouched);
          }
        }
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('come to an end, and fixing the result changes nothing more', () => {
    fc.assert(
      fc.property(promptLike, fc.constantFrom<Risk>('safe', 'moderate', 'bold'), (text, risk) => {
        const fixed = fixCompletely(text, risk);
        assert.ok(fixed.passes < MOST_PASSES);
        assert.equal(fixCompletely(fixed.text, risk).text, fixed.text);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('never lengthen a text by a fix that is said to shorten it', () => {
    fc.assert(
      fc.property(promptLike, (text) => {
        const context = contextOf(text);
        for (const rule of rules.filter(({ effect }) => effect === 'shortens')) {
          const { text: fixed } = applyFixes(context, runRule(context, rule), { maxRisk: 'bold' });
          assert.ok(fixed.length <= text.length, rule.id);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('keep placeholders, frozen spans and the output contract', () => {
    fc.assert(
      fc.property(promptLike, (text) => {
        const context = contextOf(text);
        const { text: fixed } = applyFixes(context, findFindings(context), { maxRisk: 'moderate' });
        // A guess about a text that is half in one language and half in another may tip over.
        const failed = checkContract(context.contract, fixed).filter(
          ({ id, status }) => status === 'failed' && id !== 'language-kept',
        );
        assert.deepEqual(failed, []);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});

describe('rules on hostile texts of 250,000 characters', () => {
  const LENGTH = 250_000;
  /** Ten times what an idle machine needs, so that only growth faster than the text can fail the test. */
  const LIMIT_MS = 10_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
  const nearDuplicates = Array.from(
    { length: 5000 },
    (_, index) => `Always cite the source ${index} of the long text.`,
  ).join(' ');
  const hostile: readonly (readonly [name: string, text: string])[] = [
    ...[' ', '!', 'a ', 'a', '"', '“', '[(', '{', '{{x}} ', '\n', '. ', '<a>\n', '</a>\n', '```json\n'].map(
      (piece) => [JSON.stringify(piece), fill(piece)] as const,
    ),
    ...[
      'please ',
      'in order to ',
      'such as a, etc. ',
      '{user_name} {username} ',
      'sk-',
      'a.a.',
      '1. a\n',
    ].map((piece) => [JSON.stringify(piece), fill(piece)] as const),
    ...['4539 1488 ', 'as many as possible ', 'Never use it in a title. ', 'a\u200b', '# a\n', '<t', '%'].map(
      (piece) => [JSON.stringify(piece), fill(piece)] as const,
    ),
    ['near-duplicate sentences', nearDuplicates.slice(0, LENGTH)],
  ];
  for (const [name, text] of hostile) {
    it(`take time in proportion to the length: ${name}`, () => {
      const started = performance.now();
      const context = contextOf(text);
      applyFixes(context, findFindings(context), { maxRisk: 'bold' });
      assert.ok(performance.now() - started < LIMIT_MS);
    });
  }
});

import assert from 'node:assert/strict';
import { extractContract } from '../../../../src/core/contract/contract.ts';
import { measureComplexity, recommendedIterations } from '../../../../src/core/metrics/complexity.ts';

function complexityOf(text: string): ReturnType<typeof measureComplexity> {
  return measureComplexity(text, extractContract({ text, interpolations: [] }).placeholders);
}

const requirement = (index: number): string =>
  `- Never mention item ${String(index)} of the internal price list.`;

const complex = [
  '# Task',
  'Answer the question of {{customer}} about {{order}} in {{language}} for {{brand}} until {{date}} as {{role}}.',
  '# Rules',
  ...Array.from({ length: 18 }, (_, index) => requirement(index)),
  '# Style',
  'Write in short sentences.',
  '# Examples',
  'Example 1: short.',
  'Example 2: long.',
  'Example 3: none.',
  '# Output',
  'Return JSON with the keys "answer" and "source".',
  ...Array.from(
    { length: 60 },
    (_, index) => `The warehouse number ${String(index)} opens in the early morning.`,
  ),
].join('\n');

describe('the complexity of a prompt', () => {
  it('is simple for one sentence and complex for many requirements, inputs and sections', () => {
    assert.equal(complexityOf('Translate the text into French.').level, 'simple');
    assert.equal(complexityOf(complex).level, 'complex');
  });

  it('counts each factor and names the strongest first', () => {
    const { factors } = complexityOf(complex);
    const counts = Object.fromEntries(factors.map(({ id, count }) => [id, count]));
    assert.equal(counts['placeholders'], 6);
    assert.equal(counts['examples'], 3);
    assert.ok(Number(counts['requirements']) >= 18, String(counts['requirements']));
    assert.ok(Number(counts['sections']) >= 5, String(counts['sections']));
    assert.deepEqual(
      factors.map(({ part }) => part),
      factors.map(({ part }) => part).toSorted((a, b) => b - a),
    );
    assert.equal(factors[0]?.id, 'requirements');
  });

  it('does not count a requirement twice', () => {
    const once = complexityOf('Never mention the price.\nKeep it short.');
    const twice = complexityOf('Never mention the price.\nNever mention the price.\nKeep it short.');
    const requirements = (found: typeof once): number | undefined =>
      found.factors.find(({ id }) => id === 'requirements')?.count;
    assert.equal(requirements(once), requirements(twice));
  });

  it('recommends 3 to 10 rounds, never fewer for a more complex prompt', () => {
    assert.equal(recommendedIterations({ score: 0 }), 3);
    assert.equal(recommendedIterations({ score: 1 }), 10);
    assert.equal(recommendedIterations(complexityOf('Translate the text.')), 3);
    assert.ok(recommendedIterations(complexityOf(complex)) >= 7);
  });

  it('is zero for nothing and at most one for anything', () => {
    assert.equal(complexityOf('').score, 0);
    const { score } = complexityOf(complex.repeat(20));
    assert.ok(score <= 1.000001, String(score));
  });
});

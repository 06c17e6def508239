import assert from 'node:assert/strict';
import { reasoningScaffold, scaffoldChange } from '../../../../src/core/metrics/reasoning-scaffold.ts';
import { subject } from './subjects.ts';

const R = (text: string) => reasoningScaffold(subject(text));

describe('reasoningScaffold', () => {
  it('is null when the task has no reasoning to show', () => {
    assert.equal(R('Translate {text} to French.'), null);
    assert.equal(R('Write a haiku about rain.'), null);
  });

  it('counts the five parts', () => {
    assert.equal(R('Compare the two offers.'), 0);
    assert.equal(R('Compare the two offers based on price and risk.'), 0.2);
    const full = [
      'Compare the two offers based on price and risk.',
      '1. Read both offers.',
      '2. Note the differences.',
      'If a price is missing, say so.',
      'Check that every figure is in the offers before answering.',
      'Return a table with one row for each offer.',
    ].join('\n');
    assert.equal(R(full), 1);
  });
});

describe('scaffoldChange', () => {
  it('asks of the original alone whether there is reasoning to show', () => {
    const none = scaffoldChange(subject('Translate {text}.'), subject('Evaluate {text} step by step.'));
    assert.deepEqual(none, { before: null, after: null });
    const change = scaffoldChange(
      subject('Evaluate the plan.'),
      subject('Think step by step about the plan.'),
    );
    assert.deepEqual(change, { before: 0, after: 0.2 });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyPatch } from '../../../../../src/core/pcv/model-engine/apply-patch.ts';
import { applyRewrite } from '../../../../../src/core/pcv/model-engine/apply-rewrite.ts';
import { explainHunks } from '../../../../../src/core/pcv/explain.ts';
import type { PatchAnswer } from '../../../../../src/core/prompts/proposal-answers.ts';
import { applyEdits } from '../../../../../src/core/text-edits.ts';
import { loadTestCounter } from '../../../../support/token-counter.ts';

const edit = (find: string, replace: string): PatchAnswer['edits'][number] => ({
  find,
  replace,
  why: 'Because.',
  kind: 'clarity',
});

describe('applyPatch', () => {
  it('applies edits in any order and keeps only what they change', () => {
    const rewrite = applyPatch('one two three four', {
      edits: [edit('three four', 'three 4'), edit('one two', 'two')],
    });
    assert.equal(rewrite?.text, 'two three 4');
    assert.deepEqual(
      rewrite.edits.map(({ edit: { span, replacement } }) => [span.start, span.end, replacement]),
      [
        [0, 4, ''],
        [14, 18, '4'],
      ],
    );
  });

  const refused: readonly (readonly [string, PatchAnswer['edits']])[] = [
    ['does not occur', [edit('one', '1'), edit('five', '5')]],
    ['occurs twice', [edit('two', '2'), edit('o', '0')]],
    ['is empty', [edit('', 'x')]],
    ['overlaps another', [edit('one two', '1 2'), edit('two three', '2 3')]],
  ];
  for (const [name, edits] of refused) {
    it(`applies nothing at all when a passage ${name}`, () => {
      assert.equal(applyPatch('one two three', { edits }), null);
    });
  }

  it('counts passages that overlap themselves as two', () => {
    assert.equal(applyPatch('aaa', { edits: [edit('aa', 'b')] }), null);
  });

  it('takes an edit that changes nothing for none', () => {
    assert.deepEqual(applyPatch('one', { edits: [edit('one', 'one')] }), { text: 'one', edits: [] });
  });

  it('gives edits that rebuild the text, whatever the model says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', '\n'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.tuple(text, text), { maxLength: 3 }), (parent, pairs) => {
        const rewrite = applyPatch(parent, { edits: pairs.map(([find, replace]) => edit(find, replace)) });
        if (rewrite === null) return;
        assert.equal(
          applyEdits(
            parent,
            rewrite.edits.map((one) => one.edit),
          ),
          rewrite.text,
        );
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

describe('applyRewrite', () => {
  const parent = '\nPlease kindly translate {text} to French.\nPlease be brief.\n';
  const rewrite = applyRewrite(parent, {
    prompt: 'Translate {text} to French.\nBe brief.',
    reasons: [
      { quote: 'Please kindly', why: ' Drops\n\u001b[31mcourtesy. ', kind: 'economy' },
      { quote: 'nowhere to be found', why: 'Invented.', kind: 'safety' },
    ],
  });

  it('keeps the white space around the prompt', () => {
    assert.equal(rewrite.text, '\nTranslate {text} to French.\nBe brief.\n');
  });

  it('gives each change the reason that quotes its place, and says so where none does', () => {
    assert.deepEqual(
      rewrite.edits.map(({ reason: { why, category, ruleId } }) => [why, category, ruleId]),
      [
        ['Drops [31mcourtesy.', 'economy', null],
        ['Part of the model’s rewrite; it gave no reason for this place.', 'clarity', null],
      ],
    );
  });

  it('gives edits that rebuild the text', () => {
    assert.equal(
      applyEdits(
        parent,
        rewrite.edits.map(({ edit: one }) => one),
      ),
      rewrite.text,
    );
  });
});

describe('applyRewrite without reasons', () => {
  it('leaves each change to be taken or turned down by itself', () => {
    const original = 'Please read this.\nAlways be brief in your answer.\nNever ever guess.\n';
    const { text, edits } = applyRewrite(original, {
      prompt: 'Read this.\nAlways be brief in your answer.\nNever guess.\n',
      reasons: [],
    });
    const explanations = explainHunks({
      original,
      candidate: { text, steps: [edits] },
      counter: loadTestCounter('o200k_base'),
    });
    assert.deepEqual(
      explanations.map(({ before }) => before.trim()),
      ['Please read', 'ever'],
    );
  });
});

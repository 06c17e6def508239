import assert from 'node:assert/strict';
import { explainHunks } from '../../../../src/core/pcv/explain.ts';
import type { Reason, ReasonedEdit } from '../../../../src/core/model.ts';
import { applyEdits } from '../../../../src/core/text-edits.ts';
import { loadTestCounter } from '../../../support/token-counter.ts';

const economy = (ruleId: string, why: string): Reason => ({ ruleId, category: 'economy', why });

/** An edit that replaces the first occurrence of a text. */
function replace(text: string, before: string, after: string, reason: Reason): ReasonedEdit {
  const start = text.indexOf(before);
  return { edit: { span: { start, end: start + before.length }, replacement: after }, reason };
}

function explain(original: string, steps: readonly (readonly ReasonedEdit[])[]) {
  const text = steps.reduce(
    (current, step) =>
      applyEdits(
        current,
        step.map(({ edit }) => edit),
      ),
    original,
  );
  const explanations = explainHunks({
    original,
    candidate: { text, steps },
    counter: loadTestCounter('o200k_base'),
  });
  return explanations.map(({ before, after, why, rule }) => ({
    before: before.trim(),
    after: after.trim(),
    why,
    rule,
  }));
}

describe('explainHunks', () => {
  it('gives each hunk the reason of the edit behind it', () => {
    const text = 'Please answer the question that is asked here in order to help the customer.';
    assert.deepEqual(
      explain(text, [
        [
          replace(text, 'Please answer', 'Answer', economy('PO001', 'Politeness.')),
          replace(text, 'in order to', 'to', economy('PO002', 'Verbose.')),
        ],
      ]),
      [
        { before: 'Please answer', after: 'Answer', why: 'Politeness.', rule: 'PO001' },
        { before: 'in order', after: '', why: 'Verbose.', rule: 'PO002' },
      ],
    );
  });

  it('makes one hunk of the edits of one fix, so that nobody can take half of it', () => {
    const text = 'Here is the data:\n{context}\nNow answer the question with one word.';
    const wrap = economy('PO051', 'Nothing marks where the data ends.');
    const [only, ...others] = explain(text, [
      [
        replace(text, '{context}', '<context>\n{context}', wrap),
        replace(text, '\nNow', '\n</context>\nNow', wrap),
      ],
    ]);
    assert.deepEqual(others, []);
    assert.ok(only);
    assert.equal(only.rule, 'PO051');
    assert.match(only.after, /^<context>[^]*<\/context>$/u);
  });

  it('names only the deletion where a passage was edited first and deleted later', () => {
    const text = 'Answer briefly. Please answer briefly.';
    const polite = replace(text, 'Please answer briefly', 'Answer briefly', economy('PO001', 'Politeness.'));
    const middle = 'Answer briefly. Answer briefly.';
    const start = 'Answer briefly.'.length;
    const deletion = {
      edit: { span: { start, end: middle.length }, replacement: '' },
      reason: economy('PO009', 'Said before.'),
    };
    assert.deepEqual(explain(text, [[polite], [deletion]]), [
      { before: 'briefly. Please answer', after: '', why: 'Said before.', rule: 'PO009' },
    ]);
  });
});

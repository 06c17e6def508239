import assert from 'node:assert/strict';
import { previewEdit } from '../../../../src/core/assistant/edit-preview.ts';
import {
  compareByWorth,
  createWeigher,
  type Suggestion,
} from '../../../../src/core/assistant/suggestions.ts';
import { extractContract } from '../../../../src/core/contract/contract.ts';
import { createRuleContext, findFindings } from '../../../../src/core/rules/find-findings.ts';
import type { TokenCounter } from '../../../../src/core/ports.ts';
import { applyEdits } from '../../../../src/core/text-edits.ts';

const prompt = {
  text: 'Please make sure that you always answer in order to help {customer}.\nReturn JSON. Return XML.\nNever promise a refund.\n',
  interpolations: [],
};

const counter: TokenCounter = {
  encoding: 'o200k_base',
  count: (text) => text.split(/\s+/u).length,
} as TokenCounter;

function suggestions(): readonly Suggestion[] {
  const contract = extractContract(prompt);
  const findings = findFindings(createRuleContext(prompt, contract));
  const weigh = createWeigher({ prompt, contract, findings, counter, disabled: [] });
  return findings
    .map((finding) => {
      const text = finding.fix === null ? null : applyEdits(prompt.text, finding.fix.edits);
      return weigh({ finding, text });
    })
    .sort(compareByWorth);
}

describe('suggestions', () => {
  it('come in the order of what they bring, those without an edit last', () => {
    const found = suggestions();
    const edits = found.map(({ edit }) => edit);
    const firstWithout = edits.indexOf(null);
    assert.ok(firstWithout > 0, 'some have an edit, some have none');
    assert.ok(edits.slice(firstWithout).every((edit) => edit === null));
    const gains = edits.flatMap((edit) => (edit === null ? [] : [edit.qualityGain ?? 0]));
    assert.deepEqual(
      gains,
      gains.toSorted((a, b) => b - a),
    );
  });

  it('have identifiers that do not depend on where the words stand', () => {
    const ids = suggestions().map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => !/:\d+-\d+/u.test(id)));
  });
});

describe('the preview of an edit', () => {
  it('shows the change with a few words around it', () => {
    const before = `${'One sentence before it. '.repeat(10)}Please answer. ${'One sentence after it. '.repeat(10)}`;
    const parts = previewEdit(before, before.replace('Please answer', 'Answer'));
    assert.deepEqual(
      parts.map(({ kind }) => kind),
      ['gap', 'same', 'removed', 'added', 'same', 'gap'],
    );
    const length = parts.reduce((sum, { text }) => sum + text.length, 0);
    assert.ok(length < 160, String(length));
  });

  it('shows short texts whole', () => {
    const parts = previewEdit('Please answer.', 'Answer.');
    assert.equal(
      parts
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join(''),
      'Answer.',
    );
    assert.ok(parts.every(({ kind }) => kind !== 'gap'));
  });

  it('leaves characters of two halves whole', () => {
    const parts = previewEdit(`${'😀'.repeat(100)} end`, `${'😀'.repeat(100)} stop`);
    assert.ok(parts.every(({ text }) => !/\p{Surrogate}/u.test(text)));
  });
});

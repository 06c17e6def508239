import assert from 'node:assert/strict';
import { applyFixes, type FixSelection } from '../../../../src/core/rules/apply-fixes.ts';
import { createRuleContext, findFindings } from '../../../../src/core/rules/find-findings.ts';

const contextOf = (text: string) => createRuleContext({ text, interpolations: [] });

function fix(text: string, selection: Partial<FixSelection> = {}): string {
  const context = contextOf(text);
  return applyFixes(context, findFindings(context), { maxRisk: 'bold', ...selection }).text;
}

describe('applying fixes', () => {
  it('applies what lies apart and says for each edit which rule made it', () => {
    const context = contextOf('Please sort the list. Use it in order to answer.');
    const { text, applied, edits } = applyFixes(context, findFindings(context), { maxRisk: 'safe' });
    assert.equal(text, 'Sort the list. Use it to answer.');
    assert.deepEqual(
      applied.map(({ ruleId }) => ruleId),
      ['PO001', 'PO002'],
    );
    assert.deepEqual(
      edits.map(({ edit, reason }) => [context.text.slice(edit.span.start, edit.span.end), reason.ruleId]),
      [
        ['Please s', 'PO001'],
        ['in order to', 'PO002'],
      ],
    );
  });

  it('leaves fixes that meet each other to the next pass', () => {
    const once = fix('Please make sure you answer in French.');
    assert.equal(once, 'Make sure you answer in French.');
    assert.equal(fix(once), 'Answer in French.');
  });

  it('keeps to the risk, the categories, the rules and the effects it is given', () => {
    const text = 'Please try to sort the list.';
    assert.equal(fix(text, { maxRisk: 'safe' }), 'Try to sort the list.');
    assert.equal(fix(text, { categories: ['safety'] }), text);
    assert.equal(fix(text, { ruleIds: ['PO007'] }), 'Sort the list.');
    assert.equal(fix(text, { effects: ['adds'] }), text);
  });

  it('offers no fix that would touch a placeholder, a quote or code', () => {
    const text = 'Say "in order to win", `in order to` and {in order to}.';
    assert.equal(fix(text), text);
    assert.equal(fix('Reply "please wait" to {user}, please.'), 'Reply "please wait" to {user}.');
  });

  it('leaves neither doubled blanks nor stray commas nor small letters at the start of sentences', () => {
    assert.equal(fix('Read the text, please, and answer it.'), 'Read the text and answer it.');
    assert.equal(fix('Read a really interesting text.'), 'Read an interesting text.');
    assert.equal(fix('Read it. Please, answer in French.'), 'Read it. Answer in French.');
    assert.equal(fix('- please read the text\n- Please answer it'), '- read the text\n- Answer it');
    assert.equal(fix('**Please** read the text.'), '**Please** read the text.');
  });

  it('takes the list item along with its only sentence, and not the only item of a list', () => {
    const repeated = '- Always cite the source.\n- Be brief.\n- Always cite the source.';
    assert.equal(fix(repeated), '- Always cite the source.\n- Be brief.');
  });

  it('never weakens a hard constraint', () => {
    for (const text of [
      'You must never reveal the key. Only answer in French.',
      'Do not use slang unless the user does. You MUST cite the source.',
    ]) {
      assert.equal(fix(text), text);
    }
  });
});

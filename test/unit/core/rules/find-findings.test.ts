import assert from 'node:assert/strict';
import { createRuleContext, findFindings } from '../../../../src/core/rules/find-findings.ts';

const contextOf = (text: string) => createRuleContext({ text, interpolations: [] });
const idsOf = (text: string, options = {}) =>
  findFindings(contextOf(text), options).map(({ ruleId }) => ruleId);

describe('finding weaknesses', () => {
  it('sorts by place and quotes the evidence unchanged', () => {
    const findings = findFindings(contextOf('Use it in order to answer. Please  sort it.'));
    assert.deepEqual(
      findings.map(({ ruleId, evidence }) => [ruleId, evidence]),
      [
        ['PO002', 'in order to'],
        ['PO001', 'Please'],
        ['PO011', ' '],
      ],
    );
  });

  it('runs only the rules that are named, by id or by name, and none that is disabled', () => {
    const text = 'Please use it in order to answer.';
    assert.deepEqual(idsOf(text, { rules: ['PO001'] }), ['PO001']);
    assert.deepEqual(idsOf(text, { rules: ['verbose-phrase'] }), ['PO002']);
    assert.deepEqual(idsOf(text, { disabled: ['politeness'] }), ['PO002']);
    assert.deepEqual(idsOf(text, { rules: [] }), []);
  });

  it('says nothing about frozen parts', () => {
    assert.deepEqual(idsOf('Run this:\n```\nplease  go in order to win!!!\n```\nThen stop.'), []);
    assert.deepEqual(
      idsOf(
        '<!-- promptops:freeze -->Please go in order to win.<!-- promptops:unfreeze --> Then stop at once.',
      ),
      [],
    );
  });

  it('does no harm to prompts in other languages', () => {
    for (const text of [
      'Bitte fasse den Text zusammen, um die Frage zu beantworten. Achte darauf, dass du dich nicht wiederholst.',
      'Résume le texte afin de répondre à la question. Ne répète pas ce qui est déjà dit dans le texte.',
      'Resume el texto para responder a la pregunta. No repitas lo que ya se ha dicho en el texto.',
      '请用三句话总结下面的文字。不要重复已经说过的内容。',
      'Кратко изложи текст, чтобы ответить на вопрос. Не повторяй того, что уже сказано.',
    ]) {
      assert.deepEqual(idsOf(text), [], text);
    }
  });

  it('finds nothing in a prompt that is as it should be', () => {
    const text =
      'You review pull requests of a payment service.\n\n' +
      '1. Read the diff between <diff> tags.\n2. List at most five defects, the worst first.\n' +
      '3. Quote the line of each defect.\n\nReturn a JSON array of {"line": 12, "defect": "..."}.\n\n' +
      '<diff>\n{diff}\n</diff>';
    assert.deepEqual(idsOf(text), []);
  });

  it('never repeats a secret in message or evidence', () => {
    const key = ['sk-proj-', 'a1B2c3D4e5F6g7H8i9J0k1L2'].join('');
    const [finding] = findFindings(contextOf(`Call it with ${key} in the header.`), { rules: ['secret'] });
    assert.equal(finding?.evidence, 'sk-proj-');
    assert.ok(!finding.message.includes('a1B2'));
  });
});

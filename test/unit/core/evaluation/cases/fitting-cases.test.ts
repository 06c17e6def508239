import assert from 'node:assert/strict';
import { leastCpuMs, slowness } from '../../../../support/cpu-time.ts';
import { asUserMessage } from '../../../../../src/core/evaluation/cases/case-prompt.ts';
import { caseVariablesOf } from '../../../../../src/core/evaluation/cases/case-variables.ts';
import type { EvaluationCase } from '../../../../../src/core/evaluation/cases/evaluation-case.ts';
import { fittingCases } from '../../../../../src/core/evaluation/cases/fitting-cases.ts';
import { renderCase } from '../../../../../src/core/evaluation/cases/render-prompt.ts';
import { findPlaceholders } from '../../../../../src/core/contract/placeholders.ts';

const prompt = (text: string): { text: string; interpolations: [] } => ({ text, interpolations: [] });

function caseOf(vars: Readonly<Record<string, string>>): EvaluationCase {
  return {
    id: JSON.stringify(vars),
    description: null,
    vars,
    assertions: [],
    threshold: null,
    source: null,
    place: null,
    isSynthetic: false,
  };
}

describe('cases for a prompt', () => {
  const suite = [caseOf({ name: 'Ada' }), caseOf({ topic: 'tea' }), caseOf({ input: 'Hello?' })];

  it('are those that fill it in; what the others lack is named', () => {
    const { cases, leftOut, lacking } = fittingCases(prompt('Greet {{name}}.'), suite);
    assert.deepEqual([cases.map(({ vars }) => vars), leftOut, lacking], [[{ name: 'Ada' }], 2, '{{name}}']);
  });

  it('are all of them where the prompt takes nothing', () => {
    assert.equal(fittingCases(prompt('Greet the user.'), suite).cases.length, 3);
  });

  it('are none where only the program can run its control blocks', () => {
    const { cases, leftOut } = fittingCases(prompt('{% if formal %}Dear{% endif %} {{name}}'), suite);
    assert.deepEqual([cases.length, leftOut], [0, 3]);
  });

  it('stay fast for a long prompt and many cases', async () => {
    const many = Array.from({ length: 500 }, (_, index) => caseOf({ name: `Ada ${index}` }));
    const text = `${'Be brief. '.repeat(25_000)}{{name}}`;
    const cpuMs = await leastCpuMs(() => {
      assert.equal(fittingCases(prompt(text), many).cases.length, 500);
    });
    assert.ok(cpuMs < 1000 * slowness(), `${cpuMs} ms`);
  });
});

describe('a prompt without placeholders', () => {
  it('is the message of the system before what the case says its user writes', () => {
    const { messages, unfilled, unused } = renderCase(asUserMessage(prompt('Be kind. Use {"a": 1}.')), {
      input: 'Hi {{name}}',
    });
    assert.deepEqual(messages, [
      { role: 'system', content: 'Be kind. Use {"a": 1}.' },
      { role: 'user', content: 'Hi {{name}}' },
    ]);
    assert.deepEqual([unfilled, unused], [[], []]);
  });

  it('stays one message of the user where no case says so, and in a test configuration', () => {
    const alone = [{ role: 'user', content: 'Be kind.' }];
    assert.deepEqual(renderCase(asUserMessage(prompt('Be kind.')), {}).messages, alone);
    const ofSuite = { ...asUserMessage(prompt('Be kind.'), 'nunjucks'), takesInput: false };
    assert.deepEqual(renderCase(ofSuite, { input: 'Hi' }).messages, alone);
  });

  it('is not taken for one when a placeholder has no value', () => {
    const { messages, unfilled } = renderCase(asUserMessage(prompt('Greet {name}.')), { input: 'Hi' });
    assert.equal(messages.length, 1);
    assert.deepEqual(
      unfilled.map(({ text }) => text),
      ['{name}'],
    );
  });
});

describe('what cases have to give', () => {
  const kinds: readonly (readonly [string, object])[] = [
    ['Greet {{name}}.', { kind: 'placeholders', names: ['name'] }],
    ['Greet the user.', { kind: 'message', names: ['input'] }],
    ['Stop at <|end|>.', { kind: 'message', names: ['input'] }],
    ['{% for x in y %}{{x}}{% endfor %}', { kind: 'control-blocks' }],
    ['<% if a %>Dear<% end %>', { kind: 'control-blocks' }],
  ];
  for (const [text, expected] of kinds) {
    it(`for “${text}”`, () => {
      assert.deepEqual(caseVariablesOf(findPlaceholders(prompt(text))), expected);
    });
  }
});

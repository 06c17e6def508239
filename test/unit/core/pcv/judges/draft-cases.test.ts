import assert from 'node:assert/strict';
import { extractContract } from '../../../../../src/core/contract/contract.ts';
import { renderPrompt } from '../../../../../src/core/evaluation/cases/render-prompt.ts';
import { variableNames } from '../../../../../src/core/evaluation/cases/case-variables.ts';
import { draftCases } from '../../../../../src/core/pcv/judges/draft-cases.ts';
import { dataOf, judgeThat } from './test-judges.ts';

const prompt = 'Reply to {{name}} about {{topic}}. Return JSON.';
const variables = ['name', 'topic'];
const vars = (name: string, topic: string): unknown => [
  { name: 'name', value: name },
  { name: 'topic', value: topic },
];

describe('drafted cases', () => {
  it('are synthetic cases with assertions of their own', async () => {
    const drafts = [
      {
        description: 'usual',
        vars: vars('Ann', 'tea'),
        assert: [
          { type: 'is-json', value: '' },
          { type: 'icontains', value: 'ann' },
          { type: 'equals', value: '{}' },
          { type: 'llm-rubric', value: 'Speaks about tea.' },
          { type: 'contains', value: ' ' },
        ],
      },
    ];
    const judge = judgeThat(() => ({ json: { cases: drafts } }));
    const { value } = await draftCases(judge, { prompt, variables, count: 3 });
    const base = { weight: 1, isNegated: false, metric: null, place: null };
    assert.deepEqual(value, [
      {
        id: 'draft-1',
        description: 'usual',
        vars: { name: 'Ann', topic: 'tea' },
        assertions: [
          { ...base, type: 'is-json', schema: null },
          { ...base, type: 'icontains', value: 'ann' },
          { ...base, type: 'equals', value: { kind: 'text', text: '{}' } },
          { ...base, type: 'llm-rubric', rubric: 'Speaks about tea.', threshold: null },
        ],
        threshold: null,
        source: null,
        place: null,
        isSynthetic: true,
      },
    ]);
    assert.deepEqual(dataOf(judge.requests[0]?.messages ?? []), { count: 3, variables, prompt });
  });

  it('are dropped when they do not fill exactly the variables, or repeat each other', async () => {
    const draft = (drafted: unknown): unknown => ({ description: '', vars: drafted, assert: [] });
    const cases = [
      draft([{ name: 'name', value: 'Ann' }]),
      draft([...(vars('Ann', 'tea') as unknown[]), { name: 'extra', value: 'x' }]),
      draft([...(vars('Ann', 'tea') as unknown[]), { name: 'name', value: 'Bob' }]),
      draft([
        { name: 'Name', value: 'Ann' },
        { name: 'topic', value: 'tea' },
      ]),
      draft(vars('Ann', 'x'.repeat(30_000))),
      draft(vars('Ann', 'tea')),
      draft([...(vars('Ann', 'tea') as unknown[])].reverse()),
      draft(vars('', 'coffee')),
      draft(vars('Bob', 'more than asked for')),
    ];
    const judge = judgeThat(() => ({ json: { cases } }));
    const { value } = await draftCases(judge, { prompt, variables, count: 2 });
    assert.deepEqual(
      value?.map((drafted) => drafted.vars),
      [
        { topic: 'tea', name: 'Ann' },
        { name: '', topic: 'coffee' },
      ],
    );
  });

  it('are missing data when none is left', async () => {
    const judge = judgeThat(() => ({ json: { cases: [{ description: '', vars: [], assert: [] }] } }));
    const { value, failures } = await draftCases(judge, { prompt, variables, count: 2 });
    assert.deepEqual([value, failures[0]?.reason], [null, 'invalid-answer']);
  });

  it('keep to a number that fits into an answer', async () => {
    const judge = judgeThat(() => ({ json: { cases: [] } }));
    await draftCases(judge, { prompt, variables, count: 1e9 });
    await draftCases(judge, { prompt, variables, count: -3.5 });
    assert.deepEqual(
      judge.requests.map(({ messages }) => dataOf(messages)['count']),
      [30, 1],
    );
  });

  it('keep a variable with the name of a built-in property a variable', async () => {
    const drafted = [{ description: '', vars: [{ name: '__proto__', value: 'x' }], assert: [] }];
    const judge = judgeThat(() => ({ json: { cases: drafted } }));
    const { value } = await draftCases(judge, { prompt, variables: ['__proto__'], count: 1 });
    assert.deepEqual(Object.entries(value?.[0]?.vars ?? {}), [['__proto__', 'x']]);
  });

  const prompts: readonly (readonly [string, readonly string[]])[] = [
    ['{% if formal %}Dear{% endif %} {{name}}, {{name}}: {{topic}} <|im_end|>', ['name', 'topic']],
    ['Translate {text} into {language}. Answer as <result>.', ['text', 'language']],
    ['Write about [TOPIC] for [READER].', ['TOPIC', 'READER']],
    ['Say %s to %s.', ['0', '1']],
    ['Say {} to {}.', ['0', '1']],
    ['<% if formal %>Dear <%= name %><% end %>', ['name']],
    ['Nothing to fill in.', []],
  ];
  for (const [text, names] of prompts) {
    it(`know the variables of “${text}”`, () => {
      const { placeholders } = extractContract({ text, interpolations: [] });
      assert.deepEqual(variableNames(placeholders), names);
    });
  }

  it('fill the prompt that they are for', () => {
    for (const [text, names] of prompts.slice(1, 5)) {
      const values = Object.fromEntries(names.map((name) => [name, `value-${name}`]));
      const rendered = renderPrompt({ text, interpolations: [] }, values);
      assert.deepEqual([rendered.unfilled, rendered.unused], [[], []]);
      for (const value of Object.values(values)) assert.ok(rendered.text.includes(value));
    }
  });
});

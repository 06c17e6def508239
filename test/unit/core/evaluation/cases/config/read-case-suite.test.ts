import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CaseFiles } from '../../../../../../src/core/evaluation/cases/config/case-files.ts';
import type { CaseSuite } from '../../../../../../src/core/evaluation/cases/config/case-suite.ts';
import { readCaseSuite } from '../../../../../../src/core/evaluation/cases/config/read-case-suite.ts';
import { isPromptOpsError, PromptOpsError } from '../../../../../../src/core/errors.ts';

type Texts = Readonly<Record<string, string>>;

function filesOf(texts: Texts): CaseFiles {
  return {
    read: async (path) => {
      const text = texts[path];
      if (text !== undefined) return Promise.resolve(text);
      const message = `${path} does not exist.`;
      return Promise.reject(
        new PromptOpsError({ reason: 'file-not-found', message, nextStep: 'Check the path.' }),
      );
    },
    list: async (folder) =>
      Promise.resolve(
        Object.keys(texts)
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1))
          .sort(),
      ),
  };
}

function read(config: string, others: Texts = {}): Promise<CaseSuite> {
  return readCaseSuite('evals/config.yaml', filesOf({ 'evals/config.yaml': config, ...others }));
}

async function problemsOf(config: string, others: Texts = {}): Promise<string[]> {
  const { problems } = await read(config, others);
  return problems.map(
    ({ place, message, effect }) => `${place.file}:${place.line}:${place.column} ${effect}: ${message}`,
  );
}

async function failureOf(config: string, others: Texts = {}): Promise<string> {
  try {
    await read(config, others);
  } catch (error) {
    assert.ok(isPromptOpsError(error), String(error));
    return error.message;
  }
  return 'nothing failed';
}

function without(value: object, ...keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

describe('readCaseSuite', () => {
  it('reads prompts, tests and the default test', async () => {
    const suite = await read(
      `
description: Capitals
prompts:
  - 'What is the capital of {{country}}?'
  - file://prompts.txt
  - id: file://chat.json
    label: chat
defaultTest:
  vars: { tone: kind }
  assert:
    - type: not-icontains
      value: sorry
tests:
  - description: France
    vars: { country: France, tone: dry }
    threshold: 0.5
    assert:
      - { type: contains, value: Paris, weight: 2, metric: fact }
      - { type: equals, value: '{{country}}: Paris' }
  - vars: { country: Spain, year: 2024, flag: true, nothing: null, facts: { a: 1 } }
`,
      {
        'evals/prompts.txt': 'First {{country}}\n---\nSecond {{country}}\n---\n',
        'evals/chat.json':
          '[{"role":"system","content":"Be {{tone}}."},{"role":"user","content":"{{country}}"}]',
      },
    );
    assert.deepEqual(suite.problems, []);
    assert.deepEqual(
      suite.prompts.map(({ label, prompt }) => [
        label,
        prompt.messages.map(({ role, prompt: { text } }) => `${role}: ${text}`),
      ]),
      [
        ['What is the capital of {{country}}?', ['user: What is the capital of {{country}}?']],
        ['evals/prompts.txt (1)', ['user: First {{country}}']],
        ['evals/prompts.txt (2)', ['user: Second {{country}}']],
        ['chat', ['system: Be {{tone}}.', 'user: {{country}}']],
      ],
    );
    const [france, spain] = suite.cases;
    assert.deepEqual(
      [france?.id, france?.description, france?.vars, france?.threshold, france?.place?.line],
      ['1', 'France', { tone: 'dry', country: 'France' }, 0.5, 14],
    );
    assert.deepEqual(
      france?.assertions.map((assertion) => without(assertion, 'place')),
      [
        { weight: 1, isNegated: true, metric: null, type: 'icontains', value: 'sorry' },
        { weight: 2, isNegated: false, metric: 'fact', type: 'contains', value: 'Paris' },
        {
          weight: 1,
          isNegated: false,
          metric: null,
          type: 'equals',
          value: { kind: 'text', text: 'France: Paris' },
        },
      ],
    );
    assert.deepEqual(spain?.vars, {
      tone: 'kind',
      country: 'Spain',
      year: '2024',
      flag: 'true',
      nothing: '',
      facts: '{"a":1}',
    });
  });

  it('multiplies lists of texts, and groups what comes out of one entry', async () => {
    const { cases } = await read(`
tests:
  - vars: { language: [French, German], input: [a, b, c], numbers: [1, 2] }
  - vars: { language: [x, y] }
    options: { disableVarExpansion: true }
`);
    assert.deepEqual(
      cases.map(({ id, vars, source }) => [
        id,
        vars['language'],
        vars['input'] ?? '',
        vars['numbers'] ?? '',
        source,
      ]),
      [
        ['1.1', 'French', 'a', '[1,2]', 'evals/config.yaml:3'],
        ['1.2', 'French', 'b', '[1,2]', 'evals/config.yaml:3'],
        ['1.3', 'French', 'c', '[1,2]', 'evals/config.yaml:3'],
        ['1.4', 'German', 'a', '[1,2]', 'evals/config.yaml:3'],
        ['1.5', 'German', 'b', '[1,2]', 'evals/config.yaml:3'],
        ['1.6', 'German', 'c', '[1,2]', 'evals/config.yaml:3'],
        ['2', '["x","y"]', '', '', null],
      ],
    );
  });

  it('reads tests out of YAML, JSON, JSONL and CSV', async () => {
    const csv = [
      'question,__expected,__expected2,__description,__threshold,__metric',
      '"What, is 1+1?",2,"contains-any: two,""2, really""",Sum,0.4,maths',
      'say "hi",grade: is polite,,,,',
      '"two',
      'lines",levenshtein(3): hello,is-json,,,',
    ].join('\r\n');
    const { cases, problems } = await read(
      'tests: [file://a.yaml, file://b.json, file://c.jsonl, file://d.csv]',
      {
        'evals/a.yaml': '- vars: { q: 1 }',
        'evals/b.json': '[{"vars":{"q":"2"}}]',
        'evals/c.jsonl': '{"vars":{"q":"3"}}\n\n{"vars":{"q":"4"}}\n',
        'evals/d.csv': csv,
      },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      cases.map(({ id, vars, place }) => [
        id,
        vars['q'] ?? vars['question'],
        `${place?.file}:${place?.line}`,
      ]),
      [
        ['1', '1', 'evals/a.yaml:1'],
        ['2', '2', 'evals/b.json:1'],
        ['3', '3', 'evals/c.jsonl:1'],
        ['4', '4', 'evals/c.jsonl:3'],
        ['5', 'What, is 1+1?', 'evals/d.csv:2'],
        ['6', 'say "hi"', 'evals/d.csv:3'],
        ['7', 'two\r\nlines', 'evals/d.csv:4'],
      ],
    );
    const short = cases
      .slice(4)
      .map(({ description, threshold, assertions }) => [
        description,
        threshold,
        assertions.map((assertion) => without(assertion, 'place', 'weight', 'isNegated')),
      ]);
    assert.deepEqual(short, [
      [
        'Sum',
        0.4,
        [
          { metric: 'maths', type: 'equals', value: { kind: 'text', text: '2' } },
          { metric: 'maths', type: 'contains-any', values: ['two', '2, really'] },
        ],
      ],
      ['', null, [{ metric: null, type: 'llm-rubric', rubric: 'is polite', threshold: null }]],
      [
        '',
        null,
        [
          { metric: null, type: 'levenshtein', value: 'hello', mostEdits: 3 },
          { metric: null, type: 'is-json', schema: null },
        ],
      ],
    ]);
  });

  it('reads values of variables, schemas and whole maps of variables out of files', async () => {
    const { cases, problems } = await read(
      `
tests:
  - vars: { text: file://docs/*.txt, table: file://table.yaml }
    assert:
      - { type: is-json, value: file://schema.json }
      - { type: contains-json, value: '{"type":"object"}' }
  - vars: file://vars.yaml
`,
      {
        'evals/docs/a.txt': ' one\n',
        'evals/docs/b.txt': 'two',
        'evals/docs/c.md': 'three',
        'evals/table.yaml': 'rows: [1, 2]',
        'evals/schema.json': '{"required":["a"]}',
        'evals/vars.yaml': 'q: hello',
      },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      cases.map(({ vars }) => vars),
      [{ text: 'one', table: '{"rows":[1,2]}' }, { text: 'two', table: '{"rows":[1,2]}' }, { q: 'hello' }],
    );
    assert.deepEqual(
      cases[0]?.assertions.map((assertion) => ('schema' in assertion ? assertion.schema : null)),
      [{ required: ['a'] }, { type: 'object' }],
    );
  });

  it('names what is not supported with its place, and leaves its case out', async () => {
    const config = `
providers: [openai:gpt-4o]
prompts:
  - file://prompt.py
  - exec:./prompt.sh
tests:
  - assert:
      - type: javascript
        value: output.length > 3
  - assert:
      - { type: contains, value: '{{ name | upper }}' }
  - assert: [{ type: regex, value: '(?=look)' }]
  - vars: { a: '{{b}}', b: x }
  - options: { transform: output.trim() }
  - vars: { a: file://script.js }
  - assert: [{ type: contian, value: x }]
  - assert: [{ type: latency }]
  - assert: [{ type: is-json, value: { type: object, unevaluatedProperties: false } }]
  - assert: [{ type: llm-rubric, value: kind, provider: openai:gpt-4o }]
  - vars: { a: file://missing.txt }
  - assert: [{ type: contains, value: x, transform: output.trim() }]
scenarios: [{ config: [] }]
`;
    assert.deepEqual(await problemsOf(config), [
      'evals/config.yaml:2:1 ignored: `providers` is ignored: the model and its options are chosen with the command.',
      'evals/config.yaml:22:1 case-left-out: `scenarios` are not supported. Their tests are left out.',
      'evals/config.yaml:4:5 prompt-left-out: file://prompt.py is code, which is not run. The prompt is left out.',
      'evals/config.yaml:5:5 prompt-left-out: exec:./prompt.sh is code, which is not run. The prompt is left out.',
      'evals/config.yaml:8:15 case-left-out: Assertions of the type javascript are not supported. Test 1 is left out.',
      'evals/config.yaml:11:34 case-left-out: {{ name | upper }} in an expectation is not supported. Test 2 is left out.',
      'evals/config.yaml:12:14 case-left-out: The regular expression cannot be used: look-ahead and look-behind cannot be bounded in time. Test 3 is left out.',
      'evals/config.yaml:13:13 case-left-out: The value holds {{b}}; variables inside of values are not filled. Test 4 is left out.',
      'evals/config.yaml:14:16 case-left-out: `options.transform` is not supported. Test 5 is left out.',
      'evals/config.yaml:15:16 case-left-out: file://script.js is code, which is not run. Test 6 is left out.',
      'evals/config.yaml:16:22 case-left-out: Assertions of the type contian are not supported. Test 7 is left out.',
      'evals/config.yaml:17:14 case-left-out: latency needs a threshold. Test 8 is left out.',
      'evals/config.yaml:18:14 case-left-out: The JSON schema cannot be used: the keyword unevaluatedProperties of JSON schemas is not supported. Test 9 is left out.',
      'evals/config.yaml:19:47 ignored: `provider` of an assertion is ignored: the judge is chosen with the command.',
      'evals/config.yaml:20:16 case-left-out: evals/missing.txt does not exist. Test 11 is left out.',
      'evals/config.yaml:21:42 case-left-out: `transform` of an assertion is not supported. Test 12 is left out.',
    ]);
    const { cases, prompts } = await read(config);
    assert.deepEqual([cases.map(({ id }) => id), prompts], [['10'], []]);
  });

  it('leaves every test out when the default test cannot be read', async () => {
    const config = 'defaultTest:\n  options: { transformVars: x }\ntests: [{ vars: { a: b } }]';
    assert.deepEqual(await problemsOf(config), [
      'evals/config.yaml:2:14 case-left-out: `options.transformVars` is not supported. It is part of every test, so all are left out.',
    ]);
    assert.deepEqual((await read(config)).cases, []);
  });

  it('reads nothing outside of the folder', async () => {
    for (const path of [
      '../../secret.txt',
      '/etc/passwd',
      'C:\\secret.txt',
      '~/.ssh/id',
      'a/../../../b.txt',
    ]) {
      assert.match(
        await failureOf(`tests: [{ vars: { a: 'file://${path}' } }]`),
        /^evals\/config\.yaml:1:\d+: .* lies outside of the folder\.$/,
      );
    }
    const { cases } = await read('tests: [{ vars: { a: file://../shared.txt } }]', { 'shared.txt': 'x' });
    assert.deepEqual(cases[0]?.vars, { a: 'x' });
  });

  it('says where a file is broken', async () => {
    assert.match(
      await failureOf('tests:\n  - vars: [\n  a: {'),
      /^evals\/config\.yaml:\d+:\d+: this is no valid YAML/,
    );
    assert.equal(await failureOf('a: 1\na: 2'), 'evals/config.yaml:2:1: the key a stands here twice.');
    assert.equal(await failureOf('- 1'), 'evals/config.yaml: it is no test configuration.');
    assert.equal(
      await failureOf('tests: [1]'),
      'evals/config.yaml:1:9: a test must be a map with vars and assert.',
    );
    assert.equal(
      await failureOf('tests: file://a.csv', { 'evals/a.csv': 'a,b\n1,2,3' }),
      'evals/a.csv:2:1: the row has 3 fields, but there are 2 columns.',
    );
    assert.equal(
      await failureOf('tests: file://a.csv', { 'evals/a.csv': 'a\n"x' }),
      'evals/a.csv:2:1: a quoted field of this row is never closed.',
    );
    assert.equal(
      await failureOf('tests: file://a.jsonl', { 'evals/a.jsonl': '{}\n{' }),
      'evals/a.jsonl:2:1: this line is no JSON.',
    );
  });

  it('follows aliases and merge keys, and stops where they explode', async () => {
    const { cases } = await read('base: &base { a: "1", b: "2" }\ntests: [{ vars: { <<: *base, a: "3" } }]');
    assert.deepEqual(cases[0]?.vars, { a: '3', b: '2' });
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map(
        (name, index) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefg'.charAt(index)}`)
            .join(',')}]`,
      ),
    ];
    assert.match(await failureOf(bomb.join('\n')), /unfolds to more than 500000 values/);
    assert.match(await failureOf('a: &a [*a]'), /nested too deeply/);
    assert.match(await failureOf('['.repeat(200_000)), /nested too deeply|no valid YAML/);
  });

  it('keeps variables with the names of prototypes as what they are', async () => {
    const { cases } = await read('tests: [{ vars: { __proto__: evil, constructor: x, toString: y } }]');
    assert.deepEqual(Object.entries(cases[0]?.vars ?? {}), [
      ['__proto__', 'evil'],
      ['constructor', 'x'],
      ['toString', 'y'],
    ]);
    assert.equal(({} as Record<string, unknown>)['evil'], undefined);
  });
});

import assert from 'node:assert/strict';
import { findPlaceholders } from '../../../../src/core/contract/placeholders.ts';
import type { Span } from '../../../../src/core/model.ts';

/** `kind text` of every placeholder, in order. */
function found(text: string, interpolations: readonly Span[] = []): readonly string[] {
  return findPlaceholders({ text, interpolations }).map(
    (placeholder) => `${placeholder.kind} ${placeholder.text}`,
  );
}

function check(cases: Readonly<Record<string, readonly string[]>>): void {
  for (const [text, expected] of Object.entries(cases)) {
    it(JSON.stringify(text), () => assert.deepEqual(found(text), expected));
  }
}

describe('placeholders between braces', () => {
  check({
    'Hello {name}, you are {user.age} years old.': ['brace {name}', 'brace {user.age}'],
    'Items: {items[0]} {items[first]} {name!r:>10} {price:.2f} {day:%Y-%m-%d}': [
      'brace {items[0]}',
      'brace {items[first]}',
      'brace {name!r:>10}',
      'brace {price:.2f}',
      'brace {day:%Y-%m-%d}',
    ],
    'Translate {} into {}: {0} {1}': ['brace {}', 'brace {}', 'brace {0}', 'brace {1}'],
    'Write about {your topic} for {user-name} in {Sprache} und {主题}.': [
      'brace {your topic}',
      'brace {user-name}',
      'brace {Sprache}',
      'brace {主题}',
    ],
    'Text: ```{text}```': ['brace {text}'],
    '```\n{document}\n```': ['brace {document}'],
    '```python\n{code}\n```': ['brace {code}'],
    'Touching {a}{b}_{c}.': ['brace {a}', 'brace {b}', 'brace {c}'],
    '#{number}': ['brace {number}'],
  });
});

describe('braces that are no placeholders', () => {
  check({
    '{"name": "Ada", "age": 36}': [],
    'Return {"a": {"b": [1, 2]}, "c": {}}': [],
    "{'name': 'Ada'}": [],
    '{ name: string, age: number }': [],
    'Return {{"label": "positive"}} only.': [],
    'body { color: red; }': [],
    'a {x, y} set and {1, 2, 3}': [],
    [String.raw`\frac{a}{b} and \text{hello} and x_{i} and x^{n}`]: [],
    [String.raw`Match \d{3}-[a-z]{2} and (ab){4}`]: [],
    "import { useState } from 'react'": [],
    'const {a} = b; send({ row });': [],
    '```ts\nfunction f() { return x }\nconst y = `${a} {b}`;\n```': ['dollar-brace ${a}'],
    'choose {positive|negative}': [],
    'class A {}': ['brace {}'],
    'sad :{ or :}': [],
    '{\n}': [],
  });
});

describe('placeholders inside JSON', () => {
  check({
    '{"name": {name}, "city": "{city}"}': ['brace {name}', 'brace {city}'],
    '{{"name": "{name}", "age": {age}}}': ['brace {name}', 'brace {age}'],
    '{"CONTEXT": {{context}}, "ANSWER": "{{ answer }}"}': ['mustache {{context}}', 'mustache {{ answer }}'],
  });
});

describe('doubled braces and blocks', () => {
  check({
    'Hi {{name}}, {{ user.name | upper }}, {{{raw}}}': [
      'mustache {{name}}',
      'mustache {{ user.name | upper }}',
      'mustache {{{raw}}}',
    ],
    '{{#each items}}{{this}}{{/each}}': ['block {{#each items}}', 'mustache {{this}}', 'block {{/each}}'],
    '{{> header}}{{^empty}}x{{/empty}}{{! note }}': [
      'block {{> header}}',
      'block {{^empty}}',
      'block {{/empty}}',
      'block {{! note }}',
    ],
    '{{#if a}}x{{else}}y{{/if}}': ['block {{#if a}}', 'block {{else}}', 'block {{/if}}'],
    '{{ if .System }}{{ .System }}{{ end }}': [
      'block {{ if .System }}',
      'mustache {{ .System }}',
      'block {{ end }}',
    ],
    '{%- if a -%}x{% else %}y{% endif %}{# note #}': [
      'block {%- if a -%}',
      'block {% else %}',
      'block {% endif %}',
      'block {# note #}',
    ],
    '{{ items | join(", ") }}': ['mustache {{ items | join(", ") }}'],
    '{{\n  name\n}}': ['mustache {{\n  name\n}}'],
    '<% if (a) { %>x<%= a %><% } %>': ['erb <% if (a) { %>', 'erb <%= a %>', 'erb <% } %>'],
  });
});

describe('placeholders with a dollar', () => {
  check({
    'Hi ${name}, ${user.name}, ${topic:cats and dogs}, ${LANG:-en}': [
      'dollar-brace ${name}',
      'dollar-brace ${user.name}',
      'dollar-brace ${topic:cats and dogs}',
      'dollar-brace ${LANG:-en}',
    ],
    'Hi ${items.map((x) => `${x}`).join()}': ['dollar-brace ${items.map((x) => `${x}`).join()}'],
    'Do $ARGUMENTS with $file_name.': ['dollar-name $ARGUMENTS', 'dollar-name $file_name'],
    '$TITLE$ | $LINK$': ['dollar-name $TITLE$', 'dollar-name $LINK$'],
    'It costs $5, $1,000 or US$NAME.': [],
    'Let $x$ be $y_1 + z$ and $f(x)$.': [],
    '"$schema": "https://json-schema.org"': [],
    '```bash\necho $HOME\n```': [],
  });
});

describe('printf placeholders', () => {
  check({
    'Hi %s, %d of %5.2f, %-10s, %(name)s, %1$s': [
      'printf %s',
      'printf %d',
      'printf %5.2f',
      'printf %-10s',
      'printf %(name)s',
      'printf %1$s',
    ],
    '50% sure, 100%. 5% discount, 20% cheaper, 100%s': [],
    '%%s is escaped, %20 and %2F are encoded': [],
    'Dates as %Y-%m-%d or %d/%m/%Y': [],
    'run date +%s now': [],
  });
});

describe('angle brackets', () => {
  check({
    'Hello <name>, about <your topic>.': ['angle <name>', 'angle <your topic>'],
    'Title: <title>': ['angle <title>'],
    '<document>\n{text}\n</document>': ['brace {text}'],
    'Think in <thinking> tags, then use <answer> and <verdict> tags.': [],
    'Use <b>bold</b>, <br>, <br/> and <img src="x">.': [],
    'List<String> and Promise<void>; a < b > c': [],
    'in <module>': [],
    'Mail <ada@example.org> or <https://example.org>': [],
    '<|im_start|>system': ['special-token <|im_start|>'],
    'a<|>b': ['special-token <|>'],
    '[INST] <<SYS>> x <</SYS>> [/INST]': [
      'special-token [INST]',
      'special-token <<SYS>>',
      'special-token <</SYS>>',
      'special-token [/INST]',
    ],
    'Write <code> in <p>, <ul> and <li>': [],
  });
});

describe('square brackets', () => {
  check({
    'Dear [NAME], about [PRODUCT NAME] and [insert your topic here].': [
      'bracket [NAME]',
      'bracket [PRODUCT NAME]',
      'bracket [insert your topic here]',
    ],
    'See [LINK](https://example.org), [REF][A], [1], [ ] and [x] and [X].': [],
    'Match [A-Z] or [A-Z0-9] in arr[INDEX] and ["A", "B"].': [],
    '[ROLE]\nYou are a poet.\n[TASK]\nWrite.': [],
    '[CORRECTNESS]\nIs it right?': [],
    'Text:\n[TEXT]\nSummary:': ['bracket [TEXT]'],
    '[TEXT_BEGIN] x [TEXT_END]': [],
    '[DATA]x[/DATA]': [],
    '[DOCS]: https://example.org': [],
  });
});

describe('interpolations of the host language', () => {
  it('come first, and nothing is looked for inside them', () => {
    const text = 'Hi ${user.name ?? "{nobody}"} and {city}';
    assert.deepEqual(found(text, [{ start: 3, end: 29 }]), [
      'interpolation ${user.name ?? "{nobody}"}',
      'brace {city}',
    ]);
  });

  it('stand when something around them looks like a placeholder', () => {
    const text = '<b {x}> ${{a}}';
    const start = text.indexOf('{x}');
    assert.deepEqual(
      found(text, [
        { start, end: start + 3 },
        { start: 10, end: 13 },
      ]),
      ['interpolation {x}', 'interpolation {a}'],
    );
  });

  it('carry the source of the expression as their name', () => {
    const [placeholder] = findPlaceholders({
      text: '${ user.name }',
      interpolations: [{ start: 0, end: 14 }],
    });
    assert.deepEqual(placeholder, {
      text: '${ user.name }',
      kind: 'interpolation',
      name: 'user.name',
      span: { start: 0, end: 14 },
      positional: false,
    });
  });
});

describe('positional placeholders', () => {
  it('are those without a name or number', () => {
    const text = '%s {} {0} {name} {:>4} %(a)s %1$s';
    const positional = findPlaceholders({ text, interpolations: [] }).filter(
      (placeholder) => placeholder.positional,
    );
    assert.deepEqual(
      positional.map((placeholder) => placeholder.text),
      ['%s', '{}', '{:>4}'],
    );
  });
});

import assert from 'node:assert/strict';
import { checkContract, isIntact } from '../../../../src/core/contract/check-contract.ts';
import { extractContract } from '../../../../src/core/contract/contract.ts';
import type { Span } from '../../../../src/core/model.ts';

/** `id: detail` of every check that failed. */
function failures(
  original: string,
  candidate: string,
  interpolations: readonly Span[] = [],
): readonly string[] {
  const checks = checkContract(extractContract({ text: original, interpolations }), candidate);
  const failed = checks.filter(({ status }) => status === 'failed');
  assert.equal(isIntact(checks), failed.length === 0);
  return failed.map(({ id, detail }) => `${id}: ${detail}`);
}

function check(cases: readonly (readonly [string, string, string, ...(readonly string[])])[]): void {
  for (const [title, original, candidate, ...expected] of cases) {
    it(title, () => assert.deepEqual(failures(original, candidate), expected));
  }
}

describe('the checks of a contract', () => {
  it('have names, in a fixed order', () => {
    const checks = checkContract(
      extractContract({ text: 'Summarize the text.', interpolations: [] }),
      'Sum it up.',
    );
    assert.deepEqual(
      checks.map(({ id }) => id),
      [
        'text-kept',
        'placeholders-kept',
        'no-new-placeholders',
        'positional-order',
        'placeholders-in-section',
        'control-blocks',
        'special-tokens',
        'template-syntax',
        'frozen-kept',
        'tags-kept',
        'literals-kept',
        'urls-kept',
        'no-new-urls',
        'numbers-kept',
        'output-schema-kept',
        'language-kept',
      ],
    );
  });

  check([
    ['reject an empty rewrite', 'Be kind.', ' \n', 'text-kept: Nothing is left of the prompt.'],
    [
      'accept a shorter wording',
      'Please make sure to summarize {text} for {who}.',
      'Summarize {text} for {who}.',
    ],
    ['accept named placeholders in another order', 'Greet {a} and {b}.', 'Greet {b} and {a}.'],
  ]);
});

describe('interpolations', () => {
  it('that touch are two: each must stay, text may come between them', () => {
    const spans = [
      { start: 0, end: 9 },
      { start: 9, end: 19 },
    ];
    const original = '{context}{question} Answer.';
    assert.deepEqual(failures(original, 'Context: {context}\n{question} Answer.', spans), []);
    assert.deepEqual(failures(original, '{context} Answer.', spans), [
      'placeholders-kept: Missing: {question}.',
    ]);
  });
});

describe('placeholders', () => {
  check([
    ['must stay', 'Greet {name} now.', 'Greet them now.', 'placeholders-kept: Missing: {name}.'],
    ['must stay as often', '{a} and {a}', '{a}', 'placeholders-kept: Missing: {a}.'],
    ['must not be added', 'Greet {a}.', 'Greet {a}, {b}.', 'no-new-placeholders: New: {b}.'],
    ['must not be doubled', 'Greet {a}.', 'Greet {a}, {a}, {a}.', 'no-new-placeholders: New: {a} (2 times).'],
    [
      'must not be misspelt',
      'Greet {{ name }}.',
      'Greet {{ nam }}.',
      'placeholders-kept: Missing: {{ name }}.',
      'no-new-placeholders: New: {{ nam }}.',
    ],
    [
      'keep their order when positional',
      'A %s has %d.',
      'Of %d there is %s.',
      'positional-order: Out of order: %s.',
    ],
    [
      'keep their words when positional and equal',
      'Name: %s\nTown: %s',
      'Town: %s\nName: %s',
      'positional-order: Out of order: town %s.',
    ],
    ['may lose the words before them', 'The name is as follows: %s\nThe town: %s', 'Name: %s\nTown: %s'],
    [
      'stay in their section',
      '<doc>{text}</doc> Question: {q}',
      '<doc></doc> Question: {q} {text}',
      'placeholders-in-section: Moved to another section: {text} in <doc>.',
    ],
    ['may get a section', 'Summarize {text}', 'Summarize <doc>{text}</doc>'],
    [
      'list at most five',
      '{a}{b}{c}{d}{e}{f}{g}',
      'x',
      'placeholders-kept: Missing: {a}, {b}, {c}, {d}, {e} and 2 more.',
    ],
  ]);
});

describe('control blocks and special tokens', () => {
  check([
    [
      'keep their order',
      '{% if a %}x{% endif %}{% for b in c %}y{% endfor %}',
      '{% for b in c %}y{% endfor %}{% if a %}x{% endif %}',
      'control-blocks: Changed: {% if a %}.',
    ],
    ['stay closed', '{% if a %}x{% endif %}', '{% if a %}x', 'control-blocks: Changed: {% endif %}.'],
    [
      'keep the placeholders inside',
      '{% if a %}{{ x }} y{% endif %} z',
      '{% if a %}y{% endif %} z {{ x }}',
      'control-blocks: Changed: {% if a %}.',
    ],
    [
      'keep a branch that says something',
      '{% if a %}Be brief.{% else %}Be brief.{% endif %}',
      '{% if a %}Be brief.{% else %}{% endif %}',
      'control-blocks: Changed: {% else %}.',
    ],
    [
      'keep the turns of a chat',
      '<|im_start|>system\nHi<|im_end|>',
      '<|im_start|>system\nHi',
      'special-tokens: Changed: <|im_end|>.',
    ],
  ]);
});

describe('the syntax of a template', () => {
  check([
    [
      'stays fillable by str.format',
      'Describe {name}.',
      'Describe {name} as {"name": 1}.',
      'template-syntax: Not escaped: {"name": 1}., }..',
    ],
    ['takes doubled braces', 'Describe {name}.', 'Describe {name} as {{"name": 1}}.'],
    [
      'stays fillable by the percent operator',
      'Tell %s all.',
      'Tell %s 50% of all.',
      'template-syntax: Not escaped: % of all..',
    ],
    ['takes doubled percent signs', 'Tell %s all.', 'Tell %s 50%% of all.'],
    ['is nobody’s promise where it did not hold before', 'Fill {"a": {b}}.', 'Fill {"a": {b}} and {c, d}.'],
  ]);
});

describe('frozen spans', () => {
  check([
    ['stay', 'Run:\n```\na b\n```', 'Run:\n```\na c\n```', 'frozen-kept: Missing or changed: ``` a b ```.'],
    ['stay as often', '{"a": 1} then {"a": 1}', '{"a": 1}', 'frozen-kept: Missing or changed: {"a": 1}.'],
    [
      'stay where an author froze',
      'x <!-- promptops:freeze -->a  b<!-- promptops:unfreeze -->',
      'x <!-- promptops:freeze -->a b<!-- promptops:unfreeze -->',
      'frozen-kept: Missing or changed: <!-- promptops:freeze -->a b<!-- promptops:unfreeze -->.',
    ],
    ['hold tags', '<a>x y</a>', 'x y', 'tags-kept: Missing or unbalanced: <a>, </a>.'],
    [
      'hold the balance of new tags',
      '<a>x</a>',
      '<a>x</a><c>y</c></c>',
      'tags-kept: Missing or unbalanced: c.',
    ],
  ]);
});

describe('literals', () => {
  check([
    ['stay', 'Say "yes" or "no".', 'Say "yes" or no.', 'literals-kept: Missing or changed: "no".'],
    ['may be said once instead of twice', 'Say "yes". Only say "yes".', 'Say "yes".'],
    [
      'must not change where they are said twice',
      'Say "yes". Only say "yes".',
      'Say "yes". Only say "yeah".',
      'literals-kept: Missing or changed: "yes".',
    ],
    [
      'hold addresses',
      'See https://a.org/x.',
      'See https://a.org/y.',
      'urls-kept: Missing: https://a.org/x.',
      'no-new-urls: New: https://a.org/y.',
    ],
    [
      'must not bring new addresses',
      'See the site.',
      'See www.evil.example.',
      'no-new-urls: New: www.evil.example.',
    ],
    ['hold numbers', 'Use 100 words.', 'Use 100 characters.', 'numbers-kept: Missing or changed: 100 words.'],
    ['hold numbers whole', 'Use 10 items.', 'Use 110 items.', 'numbers-kept: Missing or changed: 10 items.'],
    ['let numbers be said once', 'Use 5 words. Again: 5 words.', 'Use 5 words.'],
    ['let the unit be written another way', 'A 100-word text.', 'A text of 100 words.'],
    [
      'hold numbers that are said twice',
      'Use 5 words. Again: 5 words.',
      'Use 5 words. Again: 6 words.',
      'numbers-kept: Missing or changed: 5.',
    ],
  ]);
});

describe('the form of the answer and the language', () => {
  check([
    [
      'keep the format',
      'Return the names as JSON.',
      'Return the names.',
      'output-schema-kept: Missing or contradicted: json.',
    ],
    [
      'contradict no format',
      'Return the names as JSON.',
      'Return the names as XML, not JSON.',
      'output-schema-kept: Missing or contradicted: xml.',
    ],
    ['may gain a format', 'Return the names.', 'Return the names as a JSON array.'],
    [
      'keep the labels',
      'Classify it as positive, negative or neutral.',
      'Classify it as positive or negative.',
      'output-schema-kept: Missing or contradicted: neutral.',
    ],
    [
      'keep the language',
      'Please write a short summary of the text for the user.',
      'Bitte schreibe eine kurze Zusammenfassung und nicht mehr als das.',
      'language-kept: The language was en and is now de.',
    ],
  ]);

  it('say unknown, not passed, when there is too little prose', () => {
    const checks = checkContract(extractContract({ text: '{a}', interpolations: [] }), '{a} x');
    assert.deepEqual(checks.at(-1), {
      id: 'language-kept',
      status: 'unknown',
      detail: 'Too little prose to tell the language.',
    });
    assert.equal(isIntact(checks), true);
  });
});

describe('interpolations', () => {
  const original = 'Hi ${user.name}, see ${list.map((x) => x.id)}.';
  const interpolations = [
    { start: 3, end: 15 },
    { start: 21, end: 45 },
  ];

  it('count by their exact source text', () => {
    assert.deepEqual(failures(original, 'See ${list.map((x) => x.id)}, ${user.name}.', interpolations), []);
  });

  it('are missing when their source changes', () => {
    assert.deepEqual(failures(original, 'Hi ${user.nam}, see ${list.map((x) => x.id)}.', interpolations), [
      'placeholders-kept: Missing: ${user.name}.',
      'no-new-placeholders: New: ${user.nam}.',
    ]);
  });
});

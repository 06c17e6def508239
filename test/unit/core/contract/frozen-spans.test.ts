import assert from 'node:assert/strict';
import { extractContract, protectedSpans } from '../../../../src/core/contract/contract.ts';

/** `kind text` of every frozen span, in order. */
function frozen(text: string): readonly string[] {
  return extractContract({ text, interpolations: [] }).frozen.map((span) => `${span.kind} ${span.text}`);
}

function check(cases: Readonly<Record<string, readonly string[]>>): void {
  for (const [text, expected] of Object.entries(cases)) {
    it(JSON.stringify(text), () => assert.deepEqual(frozen(text), expected));
  }
}

describe('frozen code', () => {
  check({
    'Run\n```sh\nls "a" 5\n```\nnow.': ['fenced-code ```sh\nls "a" 5\n```'],
    'Run\n~~~\nls\n~~~\nnow.': ['fenced-code ~~~\nls\n~~~'],
    'Never closed\n```js\nx()\n\nprose': ['fenced-code ```js\nx()\n\nprose'],
    'Four\n````\n```\n````\nnow.': ['fenced-code ````\n```\n````'],
    '- item\n  ```\n  x\n  ```': ['fenced-code ```\n  x\n  ```'],
    'Call `f(x)` and ``a`b``.': ['inline-code `f(x)`', 'inline-code ``a`b``'],
    'Text: ```{text}``` end': ['inline-code ```{text}```'],
    'A lone ` stays alone.\n\nAnother ` too.': [],
    'Unclosed ``` in a line': [],
  });
});

describe('frozen data', () => {
  check({
    'Return {"a": "}", "b": [1, 2]} only.': ['json {"a": "}", "b": [1, 2]}'],
    'Return {{"a": "{name}", "b": {{"c": 1}}}} only.': ['json {{"a": "{name}", "b": {{"c": 1}}}}'],
    'Return [{"a": 1}] or ["x", "y"].': ['json [{"a": 1}]', 'json ["x", "y"]'],
    'Like {\n  name: string,\n  age: number // years\n}.': [
      'json {\n  name: string,\n  age: number // years\n}',
    ],
    'Cut off {"a": "b"\n\nThen prose.': ['json {"a": "b"'],
    'Use:\nserver:\n  port: x\n  host: y\nNow go.': ['yaml server:\n  port: x\n  host: y'],
    'role: poet\ntone: calm\nlength: short': [],
    '---\nname: x\n---\nHello.': ['front-matter ---\nname: x\n---'],
    'Return\n<r>\n  <a>x</a>\n  <b>y</b>\n</r>\nonly.': ['xml <r>\n  <a>x</a>\n  <b>y</b>\n</r>'],
    '<task>Translate.</task>': ['tag <task>', 'tag </task>'],
    'Input: a cat\nOutput: animal\nNow you.': ['example Input: a cat\nOutput: animal'],
    'Question: {question}\nAnswer:': [],
    'Note <!-- keep --> this.': ['comment <!-- keep -->'],
    'Solve $x^2 = 4$ and $$y = 1$$.': ['formula $x^2 = 4$', 'formula $$y = 1$$'],
  });
});

describe('frozen literals', () => {
  check({
    'Say "hello there" or “bonjour” or «hallo» or \'ciao\'.': [
      'quote "hello there"',
      'quote “bonjour”',
      'quote «hallo»',
      "quote 'ciao'",
    ],
    "Don't use the users' data; it's 'don’t know' or ‘can’t say’.": [
      "quote 'don’t know'",
      'quote ‘can’t say’',
    ],
    'An unclosed " mark and a 6" pipe.': ['number 6'],
    'See https://example.org/a_(b)?c=d#e. Or (https://example.org).': [
      'url https://example.org/a_(b)?c=d#e',
      'url https://example.org',
    ],
    'See [docs](./guide.md#top) and www.example.org, please.': ['url ./guide.md#top', 'url www.example.org'],
    'Mail ada.l+x@mail.example.org, not @ada.': ['email ada.l+x@mail.example.org'],
    'Dear [Customer], see [1] and [docs][d] and - [ ] todo': ['slot [Customer]', 'number 1'],
  });
});

describe('frozen numbers', () => {
  check({
    'At most 100 words, 3-5 bullets, 1 to 10, 5%, $5.50, 2024-01-31, 10:30, 1,000.5 kg.': [
      'number 100 words',
      'number 3-5 bullets',
      'number 1 to 10',
      'number 5%',
      'number $5.50',
      'number 2024-01-31',
      'number 10:30',
      'number 1,000.5 kg',
    ],
    '1. First\n2) Second\n  10. Tenth': [],
    'Use gpt4o and utf8, x2.': [],
    'Between -5 and 5 °C, 500-word text': ['number -5', 'number 5 °C', 'number 500-word'],
  });
});

describe('the marks of an author', () => {
  check({
    'a <!-- promptops:freeze -->b {c}<!-- promptops:unfreeze --> d': [
      'marked <!-- promptops:freeze -->b {c}<!-- promptops:unfreeze -->',
    ],
    'a <!--promptops:freeze-->b "c"\n\nd': ['marked <!--promptops:freeze-->b "c"\n\nd'],
    'a <!-- promptops:freeze -->b<!-- promptops:freeze -->c<!-- promptops:unfreeze -->d': [
      'marked <!-- promptops:freeze -->b<!-- promptops:freeze -->c<!-- promptops:unfreeze -->',
    ],
  });
});

describe('what is protected', () => {
  it('is placeholders and frozen spans, sorted and merged', () => {
    const text = 'Hi {name}, say "x {y} z" in 5 words.';
    const contract = extractContract({ text, interpolations: [] });
    assert.deepEqual(
      protectedSpans(contract).map(({ start, end }) => text.slice(start, end)),
      ['{name}', '"x {y} z"', '5 words'],
    );
  });

  it('reaches over spans that touch', () => {
    const text = '{a}{b} c';
    const contract = extractContract({ text, interpolations: [] });
    assert.deepEqual(protectedSpans(contract), [{ start: 0, end: 6 }]);
  });
});

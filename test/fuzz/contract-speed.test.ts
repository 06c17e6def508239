import assert from 'node:assert/strict';
import { checkContract } from '../../src/core/contract/check-contract.ts';
import { extractContract, protectedSpans } from '../../src/core/contract/contract.ts';
import { slowness } from '../support/cpu-time.ts';

const length = 250_000;
const limitMs = 100;
const attempts = 12;

const units = [
  ...'{ } < > [ ] ( ) $ % ` " \' “ ‘ « @ # * - _ | \\ ~ 1 a A é 漢 😀'.split(' '),
  ...'{{ {% {# ${ <% <! <!-- <| </ {" [{ [" %( $$ \\( `` ``` ~~~ ]( <a </a> <a> [A [a "a \'a `a a@ @a 1- 1, $a'.split(
    ' ',
  ),
  ...'{} {0} {a} {{a}} {{{ %s ${a} <x> [NAME] {a: {"a": www. :// http:// \\a{ _{ {{#a}} {%a%} 5% a@b.cd'.split(
    ' ',
  ),
  ' ',
  '\n',
  '\r',
  '\t',
  '\u0000',
  '\ud800',
  '\n```\n',
  '```js\n',
  '\n- a:',
  '\n  a:',
  '<a>b</a>\n',
  '{"a":\n\n',
  'Input: a\n',
  'one of a, ',
  'either A, B, ',
  'rate from 1 to ',
  'return as a ',
  'classify as a, b, ',
  '<!-- promptops:freeze -->',
  '<name> tags ',
  'the ',
  'Ein und das ist nicht ',
];

describe(`reading ${length} characters of one thing`, () => {
  for (const unit of units) {
    it(`takes under ${limitMs} ms for ${JSON.stringify(unit)}`, () => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const bestMs = bestOf(() => void protectedSpans(extractContract({ text, interpolations: [] })));
      assert.ok(bestMs < limitMs, `${bestMs.toFixed(0)} ms`);
    });
  }
});

describe(`checking ${length} characters of one thing`, () => {
  for (const unit of ['{a} ', '<x>', '5 ', '"a" ', '{% a %}', '%s ', '```\n', '{"a":1}\n', 'the ']) {
    it(`takes under ${3 * limitMs} ms for ${JSON.stringify(unit)}`, () => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const contract = extractContract({ text, interpolations: [] });
      const bestMs = bestOf(() => void checkContract(contract, text.slice(unit.length)), 3 * limitMs);
      assert.ok(bestMs < 3 * limitMs, `${bestMs.toFixed(0)} ms`);
    });
  }

  it('stays fast when every interpolation is another', () => {
    const parts = Array.from({ length: 20_000 }, (_, index) => `\${a${index}}`);
    let position = 0;
    const interpolations = parts.map((part) => ({ start: position, end: (position += part.length) }));
    const text = parts.join('');
    const contract = extractContract({ text, interpolations });
    const bestMs = bestOf(() => void checkContract(contract, parts.toReversed().join('')), 5 * limitMs);
    assert.ok(bestMs < 5 * limitMs, `${bestMs.toFixed(0)} ms`);
  });
});

/** Processor time of this thread at the usual speed of the machine; the best of a few runs. */
function bestOf(run: () => void, enoughMs = limitMs): number {
  let best = Infinity;
  for (let attempt = 0; attempt < attempts && best >= enoughMs; attempt += 1) {
    const before = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(before);
    const spentMs = (user + system) / 1000;
    best = Math.min(best, spentMs < enoughMs ? spentMs : spentMs / slowness());
  }
  return best;
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkContract, isIntact } from '../../src/core/contract/check-contract.ts';
import { extractContract, protectedSpans, type Contract } from '../../src/core/contract/contract.ts';
import type { Span, TextEdit } from '../../src/core/model.ts';
import { applyEdits } from '../../src/core/text-edits.ts';

const runs = { seed: 20_261_123, numRuns: 1500 };

const words = 'Summarize the given report for our team and keep every name exactly as it stands there'.split(
  ' ',
);
const placeholders =
  '{name}|{{ user.name }}|${topic:cats}|%s|%d|%(key)s|{}|{0}|$NAME|<your topic>|[CITY]|<%= city %>|<|sep|>|{x!r:>10}|{{{raw}}}'.split(
    '|',
  );
const soundPlaceholders = [
  ...placeholders.filter((text) => !/^(?:<|sep|>)$/.test(text) && text !== ''),
  '<|sep|>',
];
const frozenTexts = [
  '`f(x)`',
  '"as is"',
  'https://example.org/a?b=c',
  'ada@example.org',
  '250 words',
  '5%',
  '{"key": ["a", 7]}',
  '{{"label": "none"}}',
  '\n```js\nconst a = {b};\n```\n',
  '<!-- promptops:freeze -->left  alone<!-- promptops:unfreeze -->',
];
const blocks = [
  ['{% if a %}', '{% endif %}'],
  ['{{#each list}}', '{{/each}}'],
] as const;

const word = fc.constantFrom(...words);
const piece = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 2, arbitrary: fc.constantFrom(...soundPlaceholders) },
  { weight: 1, arbitrary: fc.constantFrom(...frozenTexts) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...blocks), word)
      .map(([[open, close], text]) => `${open} ${text} ${close}`),
  },
);
/** Prompts as people write them: words, placeholders, frozen texts and blocks, apart from each other. */
const prompt = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(' '));

const fragments =
  '{|}|{{|}}|{%|%}|{#|#}|$|${|$$|%|%s|%(|)|<|>|</|<%|%>|<!--|-->|<||>|[|]|](|`|```|~~~|"|\'|“|”|\\|\n|\n\n|\r|: |, |1|5 words|a|the |name|@|://|- |é|漢|😀|\ud800|\u0000|promptops:freeze|---|json'.split(
    '|',
  );
/** Anything at all: the marks that the contract looks for in any order, and random strings. */
const garbage = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 80 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

function contractOf(text: string): Contract {
  return extractContract({ text, interpolations: [] });
}

function replace(text: string, { start, end }: Span, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function isKept(contract: Contract, candidate: string): boolean {
  return isIntact(checkContract(contract, candidate));
}

describe('the contract of any text', () => {
  it('holds for the text itself', () => {
    fc.assert(
      fc.property(fc.oneof(garbage, prompt), (text) => {
        const checks = checkContract(contractOf(text), text);
        assert.deepEqual(
          checks.filter(({ status }) => status === 'failed'),
          [],
        );
      }),
      { ...runs, numRuns: 4000 },
    );
  });

  it('holds for the text itself with interpolations anywhere', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(8)), { maxLength: 4 });
    fc.assert(
      fc.property(garbage, spans, (text, places) => {
        const interpolations = separate(
          places.map(([start, length]) => ({ start, end: Math.min(text.length, start + length) })),
        );
        assert.equal(isKept(extractContract({ text, interpolations }), text), true);
      }),
      runs,
    );
  });

  it('names spans that are in order, inside the text and as long as their texts', () => {
    fc.assert(
      fc.property(fc.oneof(garbage, prompt), (text) => {
        const contract = contractOf(text);
        assertSpans(text, contract.placeholders);
        for (const { span, text: part } of contract.frozen)
          assert.equal(text.slice(span.start, span.end), part);
        for (const { span } of contract.output) assert.ok(span.start < span.end && span.end <= text.length);
        const spans = protectedSpans(contract);
        assert.deepEqual(spans, separate(spans));
      }),
      { ...runs, numRuns: 3000 },
    );
  });
});

function separate(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start < span.end && span.start >= (apart.at(-1)?.end ?? 0)) apart.push(span);
  }
  return apart;
}

function assertSpans(text: string, parts: Contract['placeholders']): void {
  let position = 0;
  for (const { span, text: part } of parts) {
    assert.ok(span.start >= position && span.end > span.start, `${span.start} in ${JSON.stringify(text)}`);
    assert.equal(text.slice(span.start, span.end), part);
    position = span.end;
  }
}

describe('the contract of a prompt', () => {
  it('breaks when any single placeholder is removed', () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const contract = contractOf(text);
        for (const { span } of contract.placeholders)
          assert.equal(isKept(contract, replace(text, span, '')), false);
      }),
      runs,
    );
  });

  it('breaks when a placeholder is added between two words', () => {
    fc.assert(
      fc.property(prompt, fc.constantFrom(...soundPlaceholders), fc.nat(), (text, added, seed) => {
        const gaps = [...text.matchAll(/(?<=\b\p{L}+) (?=\p{L}+\b)/gu)].filter(({ index }) =>
          isFree(text, index),
        );
        const gap = gaps[seed % Math.max(1, gaps.length)];
        if (gap === undefined) return;
        assert.equal(
          isKept(contractOf(text), replace(text, { start: gap.index, end: gap.index }, ` ${added}`)),
          false,
        );
      }),
      runs,
    );
  });

  it('breaks when two positional placeholders trade places', () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const contract = contractOf(text);
        const positional = contract.placeholders.filter((placeholder) => placeholder.positional);
        const [first] = positional;
        const second = positional.find((placeholder) => placeholder.text !== first?.text);
        if (first === undefined || second === undefined) return;
        const swapped = replace(replace(text, second.span, first.text), first.span, second.text);
        assert.equal(isKept(contract, swapped), false);
      }),
      runs,
    );
  });

  it('breaks when control blocks trade places', () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const contract = contractOf(text);
        const [first, second] = contract.placeholders.filter(({ kind }) => kind === 'block');
        if (first === undefined || second === undefined) return;
        const swapped = replace(replace(text, second.span, first.text), first.span, second.text);
        assert.equal(isKept(contract, swapped), false);
      }),
      runs,
    );
  });

  it('breaks when a frozen span changes inside', () => {
    fc.assert(
      fc.property(prompt, fc.nat(), fc.constantFrom('x', '9', 'q'), (text, seed, inserted) => {
        const contract = contractOf(text);
        for (const { span } of contract.frozen) {
          if (span.end - span.start < 2 || isSaidTwice(text, span)) continue;
          const place = span.start + 1 + (seed % (span.end - span.start - 1));
          const candidate = replace(text, { start: place, end: place }, inserted);
          assert.equal(isKept(contract, candidate), false, JSON.stringify(candidate));
        }
      }),
      runs,
    );
  });

  it('holds when words outside what is protected go, come or change', () => {
    const change = fc.tuple(fc.nat(), fc.constantFrom('', 'swiftly', 'really very'));
    fc.assert(
      fc.property(prompt, fc.array(change, { minLength: 1, maxLength: 5 }), (text, changes) => {
        const free = [...text.matchAll(/\p{L}{2,}/gu)].filter(({ index }) => isFree(text, index));
        if (free.length < changes.length + 3) return;
        const edits = new Map(
          changes.flatMap(([seed, replacement]): [number, TextEdit][] => {
            const match = free[seed % free.length];
            if (match === undefined || match.index === free[0]?.index) return [];
            const span = { start: match.index, end: match.index + match[0].length };
            return [[match.index, { span, replacement }]];
          }),
        );
        const sorted = [...edits.values()].sort((a, b) => a.span.start - b.span.start);
        if (emptiesBranch(text, sorted)) return;
        const failed = checkContract(contractOf(text), applyEdits(text, sorted)).filter(
          ({ status }) => status === 'failed',
        );
        assert.deepEqual(failed, []);
      }),
      runs,
    );
  });
});

/** Literals that are said twice may be said once: taking one of them apart cannot be told from that. */
function isSaidTwice(text: string, { start, end }: Span): boolean {
  const part = text.slice(start, end);
  return text.indexOf(part) !== text.lastIndexOf(part);
}

function isFree(text: string, index: number): boolean {
  return !protectedSpans(contractOf(text)).some(({ start, end }) => start <= index && index < end);
}

/** The only word of a branch may not go: that is a promise of the contract too. */
function emptiesBranch(text: string, edits: readonly TextEdit[]): boolean {
  return edits.some(
    ({ span, replacement }) => replacement === '' && /\}\}? $/.test(text.slice(0, span.start)),
  );
}

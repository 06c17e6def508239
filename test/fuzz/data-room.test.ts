import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCopiedPassage } from '../../src/core/data-room/copied-passage.ts';
import { selectGrounding } from '../../src/core/data-room/grounding.ts';
import type { DocumentKind, RoomDocument } from '../../src/core/data-room/room-document.ts';
import { longestSection, splitDocument } from '../../src/core/data-room/split-document.ts';
import { createSearchIndex } from '../../src/core/data-room/bm25.ts';

const kinds: readonly DocumentKind[] = ['markdown', 'text', 'pdf-text', 'json', 'yaml', 'builtin'];
const lines = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('# A', '## B', '```', '====', '', 'key: value', '  "k": 1,', '- item', '字'.repeat(3000)),
);
const texts = fc.array(lines, { maxLength: 30 }).map((parts) => parts.join('\n'));
const documents: fc.Arbitrary<RoomDocument> = fc.record({
  id: fc.uuid(),
  title: fc.string({ maxLength: 20 }),
  kind: fc.constantFrom(...kinds),
  tags: fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }),
  text: texts,
});
const options = { seed: 20_261_123, numRuns: 300 };
const counter = { count: (text: string) => Math.ceil(text.length / 4) };

describe('data room, on random documents', () => {
  it('cuts every text into sections that joined are the text, none too long', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const sections = splitDocument(document);
        assert.equal(sections.map(({ text }) => text).join(''), document.text);
        for (const { text } of sections) assert.ok(text !== '' && text.length <= longestSection);
      }),
      options,
    );
  });

  it('scores are finite, positive and fall, and a text is found by its own words', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 6 }), texts, (all, query) => {
        const hits = createSearchIndex(all).search(query);
        for (const [place, { score }] of hits.entries()) {
          assert.ok(Number.isFinite(score) && score > 0);
          assert.ok(score <= (hits[place - 1]?.score ?? Infinity));
        }
      }),
      options,
    );
  });

  it('keeps to the budget, and gives exact passages only', () => {
    fc.assert(
      fc.property(fc.array(documents, { maxLength: 5 }), texts, fc.nat(2000), (room, prompt, limitTokens) => {
        const grounding = selectGrounding({ documents: room, prompt, counter, limitTokens });
        assert.ok(grounding.tokens <= limitTokens);
        for (const { text } of grounding.passages) {
          assert.ok(room.some((document) => document.text.includes(text)));
        }
      }),
      options,
    );
  });

  it('never finds a copy in the original itself', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), texts, (room, text) => {
        assert.equal(createCopiedPassage(room)(text, text), null);
      }),
      options,
    );
  });

  it('is done with a large hostile document in a moment', () => {
    const hostile = [
      '#'.repeat(250_000),
      '= '.repeat(125_000),
      '"a":\n'.repeat(50_000),
      '\n'.repeat(250_000),
    ];
    for (const [place, text] of hostile.entries()) {
      for (const kind of kinds) {
        const started = performance.now();
        const document = { id: String(place), title: 'x', kind, tags: [], text };
        selectGrounding({ documents: [document], prompt: 'a', counter, limitTokens: 500 });
        assert.ok(performance.now() - started < 1500, `${kind} ${place}`);
      }
    }
  });
});

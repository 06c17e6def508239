import assert from 'node:assert/strict';
import {
  citeSource,
  describeSource,
  sourceIn,
  withoutClaimedSource,
} from '../../../../src/core/data-room/cite-source.ts';
import { createCopiedPassage } from '../../../../src/core/data-room/copied-passage.ts';
import { noGrounding, selectGrounding } from '../../../../src/core/data-room/grounding.ts';
import type { RoomDocument } from '../../../../src/core/data-room/room-document.ts';
import { searchDocuments, sectionName } from '../../../../src/core/data-room/search-documents.ts';

/** One token for each word: numbers that can be counted by hand. */
const counter = { count: (text: string) => text.split(/\s+/u).filter((word) => word !== '').length };

const policy: RoomDocument = {
  id: 'policy',
  title: 'Refund policy',
  kind: 'markdown',
  tags: ['support'],
  text: '# Deadlines\nA refund is paid within 30 days of delivery.\n\n# Exceptions\nGift cards are never refunded.\n',
};
const glossary: RoomDocument = {
  id: 'glossary',
  title: 'Glossary',
  kind: 'text',
  tags: [],
  text: `Terms of the trade.\n\n${'Filler about warehouses and pallets. '.repeat(60)}\n\nSKU: number of an article.`,
};

describe('selectGrounding', () => {
  it('takes whole documents when they fit', () => {
    const grounding = selectGrounding({ documents: [policy], prompt: 'x', counter, limitTokens: 100 });
    assert.deepEqual(grounding.passages, [{ title: 'Refund policy', section: '', text: policy.text.trim() }]);
    assert.equal(grounding.isPartial, false);
  });

  it('takes the sections that match the prompt when they do not', () => {
    const prompt = 'Answer questions about a refund and its deadline in days.';
    const grounding = selectGrounding({ documents: [glossary, policy], prompt, counter, limitTokens: 30 });
    assert.deepEqual(
      grounding.passages.map(({ title, section }) => [title, section]),
      [
        ['Refund policy', 'Deadlines'],
        ['Refund policy', 'Exceptions'],
      ].slice(0, grounding.passages.length),
    );
    assert.ok(grounding.passages.length > 0);
    assert.equal(grounding.isPartial, true);
    assert.ok(grounding.tokens <= 30);
  });

  it('gives nothing where nothing matches or nothing is there', () => {
    const empty = { ...policy, text: '  \n' };
    assert.equal(
      selectGrounding({ documents: [empty], prompt: 'x', counter, limitTokens: 100 }),
      noGrounding,
    );
    const none = selectGrounding({ documents: [glossary], prompt: 'zzz', counter, limitTokens: 20 });
    assert.deepEqual(none.passages, []);
  });
});

describe('searchDocuments', () => {
  it('finds sections by their words, headings and tags', () => {
    const { search } = searchDocuments([glossary, policy]);
    const [best] = search('gift cards').map(({ document, section }) => [document.id, sectionName(section)]);
    assert.deepEqual(best, ['policy', 'Exceptions']);
    assert.deepEqual(new Set(search('support').map(({ document }) => document.id)), new Set(['policy']));
  });
});

describe('citeSource', () => {
  const passages = [
    { title: 'Refund policy', section: 'Deadlines', text: 'A refund is paid within 30 days of delivery.' },
    { title: 'Copy', section: '', text: 'paid within 30 days' },
  ];

  it('names a source only for a quote that stands there exactly', () => {
    const source = citeSource(passages, { title: 'Refund policy', quote: ' paid within 30 days ' });
    assert.deepEqual(source, { title: 'Refund policy', section: 'Deadlines', quote: 'paid within 30 days' });
    assert.equal(citeSource(passages, { title: 'Refund policy', quote: 'paid within 31 days' }), null);
    assert.equal(citeSource(passages, { title: 'Refund policy', quote: 'refund' }), null);
    assert.equal(citeSource(passages, { title: 'Copy', quote: 'paid within 30 days' })?.title, 'Copy');
  });

  it('is read back from a reason, and a claim without a quote is taken out', () => {
    const source = { title: 'Refund\u202e policy', section: 'Deadlines', quote: 'within\n30 days of' };
    const why = `States the deadline. ${describeSource(source)}`;
    assert.equal(sourceIn(why), 'Source: Refund policy › Deadlines: “within 30 days of”');
    assert.equal(withoutClaimedSource('States the deadline (source: Refund policy).'), 'States the deadline');
    assert.equal(withoutClaimedSource('Short. Source: Refund policy: “30 days”'), 'Short.');
    assert.equal(withoutClaimedSource('source: mine'), '');
    for (const kept of ['Names the resource: a file.', 'Asks for the source: a file and a line.']) {
      assert.equal(withoutClaimedSource(kept), kept);
    }
  });
});

describe('createCopiedPassage', () => {
  const text =
    'Customers in all member states may return any article within thirty days of delivery, unless it was made to measure.';
  const find = createCopiedPassage([text]);

  it('finds a long passage of a document, whatever its punctuation', () => {
    assert.notEqual(find('Be kind.', `Be kind. ${text.toUpperCase().replaceAll(',', ' —')}`), null);
  });

  it('lets terms, short rules and what the original already says pass', () => {
    assert.equal(find('Be kind.', 'Be kind. Articles may be returned within thirty days of delivery.'), null);
    assert.equal(find(`Be kind. ${text}`, text), null);
    assert.equal(createCopiedPassage([])('a', text), null);
  });

  it('reads scripts without spaces', () => {
    const chinese = '顾客可以在收到商品后三十天内申请退款并且无需说明任何理由';
    assert.notEqual(createCopiedPassage([chinese])('好', `请记住${chinese}`), null);
  });
});

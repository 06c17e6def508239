import assert from 'node:assert/strict';
import type { DocumentKind } from '../../../../src/core/data-room/room-document.ts';
import { kindOfFile, titleOfText } from '../../../../src/core/data-room/room-document.ts';
import { longestSection, splitDocument } from '../../../../src/core/data-room/split-document.ts';

function split(kind: DocumentKind, text: string): readonly { headings: string; text: string }[] {
  const sections = splitDocument({ id: 'a', title: 'A', kind, tags: [], text });
  assert.equal(sections.map((section) => section.text).join(''), text);
  for (const { span, text: part } of sections) assert.equal(text.slice(span.start, span.end), part);
  return sections.map((section) => ({ headings: section.headings.join(' › '), text: section.text }));
}

describe('splitDocument', () => {
  it('cuts Markdown at headings and knows what stands above each part', () => {
    const text =
      'Preface.\n\n# Refunds #\n\nOne.\n\nTwo.\n\n## Deadlines\n30 days.\n# Shipping\nFast.\n\nRates\n=====\nLow.\n';
    assert.deepEqual(split('markdown', text), [
      { headings: '', text: 'Preface.\n\n' },
      { headings: 'Refunds', text: '# Refunds #\n\nOne.\n\nTwo.\n\n' },
      { headings: 'Refunds › Deadlines', text: '## Deadlines\n30 days.\n' },
      { headings: 'Shipping', text: '# Shipping\nFast.\n\n' },
      { headings: 'Rates', text: 'Rates\n=====\nLow.\n' },
    ]);
  });

  it('takes a comment in a fence for no heading', () => {
    assert.equal(split('markdown', '# A\n```sh\n# no heading\n```\nText.\n').length, 1);
  });

  it('cuts YAML and JSON at their keys', () => {
    assert.deepEqual(
      split('yaml', 'tone: calm\nlimits:\n  words: 50\n').map(({ headings }) => headings),
      ['tone', 'limits'],
    );
    assert.deepEqual(
      split('json', '{\n  "tone": "calm",\n  "limits": {\n    "words": 50\n  }\n}').map(
        ({ headings }) => headings,
      ),
      ['', 'tone', 'limits', 'limits › words'],
    );
  });

  it('joins short paragraphs and cuts long ones', () => {
    assert.equal(split('text', 'One.\n\nTwo.\n\nThree.').length, 1);
    const paragraphs = split('text', Array.from({ length: 30 }, () => `${'word '.repeat(60)}\n\n`).join(''));
    assert.ok(paragraphs.length > 3);
    for (const { text } of [...paragraphs, ...split('text', '字'.repeat(50_000))])
      assert.ok(text.length <= longestSection);
  });

  it('splits a surrogate pair nowhere', () => {
    for (const { text } of split('text', `a${'😀'.repeat(9000)}`))
      assert.doesNotThrow(() => encodeURIComponent(text));
  });

  it('has no section for an empty text', () => {
    assert.deepEqual(split('markdown', ''), []);
  });
});

describe('documents', () => {
  it('are known by their names', () => {
    assert.deepEqual(
      ['a.MD', 'b.txt', 'c.pdf.txt', 'd.json', 'e.yml', 'f.pdf', 'g', '.env', 'h.constructor'].map(
        kindOfFile,
      ),
      ['markdown', 'text', 'pdf-text', 'json', 'yaml', 'pdf-text', null, null, null],
    );
  });

  it('have their first heading or line as a title', () => {
    assert.equal(titleOfText('\n\n## Refund policy\nText'), 'Refund policy');
    assert.equal(titleOfText('  \n\t'), null);
    assert.equal(titleOfText('x'.repeat(200)), `${'x'.repeat(80)}…`);
  });
});

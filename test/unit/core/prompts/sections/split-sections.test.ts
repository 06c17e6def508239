import assert from 'node:assert/strict';
import { joinSections, splitSections } from '../../../../../src/core/prompts/sections/split-sections.ts';
import { loadTestCounter } from '../../../../support/token-counter.ts';

const counter = loadTestCounter('o200k_base');
const filler = (words: number): string =>
  Array.from({ length: words }, (_, index) => `word${index}`).join(' ');

describe('splitting a prompt into sections', () => {
  it('leaves what fits in one piece', () => {
    assert.deepEqual(textsOf('# A\n\nShort.\n\n# B\n\nShort.', 100), ['# A\n\nShort.\n\n# B\n\nShort.']);
    assert.deepEqual(textsOf('', 100), ['']);
  });

  it('cuts at headings before all else', () => {
    const parts = ['Intro.\n\n', `# One\n\n${filler(20)}\n\nMore.\n`, `# Two\n\n${filler(20)}\n\nMore.\n`];
    assert.deepEqual(textsOf(parts.join(''), 75), [`${parts[0]}${parts[1]}`, parts[2]]);
  });

  it('cuts between paragraphs, then lines, then sentences, then words', () => {
    assert.deepEqual(textsOf('One two three four.\n\nFive six seven eight.', 8), [
      'One two three four.\n\n',
      'Five six seven eight.',
    ]);
    assert.deepEqual(textsOf('- one two three four\n- five six seven', 8), [
      '- one two three four\n',
      '- five six seven',
    ]);
    assert.deepEqual(textsOf('One two three four. Five six seven eight.', 8), [
      'One two three four.',
      ' Five six seven eight.',
    ]);
    assert.deepEqual(textsOf('one two three four five six seven', 6), [
      'one two three four',
      ' five six seven',
    ]);
  });

  const kept: readonly (readonly [string, string])[] = [
    ['a fence', `\`\`\`js\n# not a heading\n\n${filler(10)}\n\`\`\``],
    ['a Jinja block', `{% if user.isNew %}\n${filler(10)}\n\n{% else %}\n${filler(10)}\n{% endif %}`],
    ['a Handlebars block', `{{#each items}}\n${filler(10)}\n\n{{#if x}}a b c{{/if}}\n\nx y z\n{{/each}}`],
    ['a Go block', `{{range .Items}}\n${filler(10)}\n\n{{if .A}}b c d{{end}}\n\nx y z\n{{end}}`],
    ['an ERB block', `<% items.each do |item| %>\n${filler(10)}\n\n<%= item %>\n\nx y z\n<% end %>`],
    ['JSON', `{\n  "first": "a b c d e",\n\n  "second": "f g h i j"\n}`],
    ['a placeholder with words', '{{ user.name | default("no name given at all by anybody here") }}'],
  ];
  for (const [name, whole] of kept) {
    it(`keeps ${name} whole and says when it is too long`, () => {
      const text = `${filler(6)}.\n\n${whole}\n\n${filler(6)}.`;
      const sections = splitSections({ text, interpolations: [] }, { limitTokens: 14, counter });
      assert.equal(sections.filter((section) => section.text.includes(whole)).length, 1);
      assert.equal(joinSections(sections), text);
      assert.ok(sections.length >= 3);
    });
  }

  it('keeps what stands between two tags together where it fits', () => {
    const document = `<doc>\n${filler(5)}\n\n${filler(5)}\n</doc>`;
    const text = `${filler(8)}.\n\n${document}\n\n${filler(8)}.`;
    assert.deepEqual(textsOf(text, 40), [`${filler(8)}.\n\n`, `${document}\n\n`, `${filler(8)}.`]);
  });

  it('cuts between two tags where it must, never in a tag', () => {
    const text = `<prompt version="first of many">\n${filler(30)}.\n\n${filler(30)}.\n</prompt>`;
    const texts = textsOf(text, 80);
    assert.ok(texts.length >= 2);
    assert.equal(texts.filter((part) => part.includes('<prompt version="first of many">')).length, 1);
    assert.equal(texts.filter((part) => part.includes('</prompt>')).length, 1);
  });

  it('replaces sections by their index', () => {
    const sections = splitSections(
      { text: 'One two three four.\n\nFive six seven eight.', interpolations: [] },
      { limitTokens: 8, counter },
    );
    assert.equal(joinSections(sections, new Map([[1, 'Five.']])), 'One two three four.\n\nFive.');
  });
});

function textsOf(text: string, limitTokens: number): readonly string[] {
  const sections = splitSections({ text, interpolations: [] }, { limitTokens, counter });
  assert.equal(joinSections(sections), text);
  for (const section of sections) {
    assert.equal(section.text, text.slice(section.span.start, section.span.end));
    assert.equal(section.tokens, counter.count(section.text));
    assert.equal(section.isOverLimit, section.tokens > limitTokens);
  }
  return sections.map((section) => section.text);
}

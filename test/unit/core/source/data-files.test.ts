import assert from 'node:assert/strict';
import { parse, parseAllDocuments } from 'yaml';
import { findPrompts, findSitesAt } from '../../../../src/core/source/find-prompts.ts';
import { writeBack } from '../../../../src/core/source/write-back.ts';
import { hostileTexts } from './oracle/hostile-edits.ts';
import { parser, promptsIn, rewrite, rewritten } from './support.ts';

const agents = [
  '# The agents of the crew',
  'researcher:',
  '  role: >',
  '    {topic} Senior Data Researcher',
  '  goal: Uncover developments in {topic}, and say where each of them comes from',
  '  backstory: >-  # folded',
  "    You're a seasoned researcher with a knack for uncovering the latest",
  '    developments in {topic}. Known for your ability to find the most relevant',
  '    information.',
  '',
  '    You answer in a clear and concise manner.',
  '  max_iter: 25',
  'prompts:',
  '  - role: system',
  '    content: |',
  '      You are a careful judge.',
  '        Be "brief".',
  '',
  '      Score from 1 to 5.',
  "  - {role: user, content: 'Judge the answer of {name}, it''s below.'}",
  'double: "You are a \\"judge\\"\\t of \\u00e9 \\',
  '  and of 🎉',
  '  folded lines."',
  'plain: You are a judge',
  '  on two lines.',
  'kept: |+',
  '  You are kept.',
  '',
  'last: &anchor 12',
  '',
].join('\n');

const messages = `{
  // with a comment
  "model": "x",
  "messages": [
    { "role": "system", "content": "You are a \\"judge\\".\\nBe brief \\u00e9 \\/ \\ud83d\\ude00." },
    { "role": "user", "content": "Say where the answer comes from, in one sentence." }
  ],
  "count": 3
}
`;

describe('prompts in YAML', () => {
  for (const [variant, source] of [
    ['as it is', agents],
    ['CRLF', agents.replace(/\n/g, '\r\n')],
  ] as const) {
    it(`reads every string as the YAML parser does and keeps its bytes, ${variant}`, async () => {
      const sites = await findSitesAt({ path: 'a.yaml', source, parser }, { start: 0, end: source.length });
      const [document] = parseAllDocuments(source);
      assert.ok(document && sites.length === 10);
      for (const site of sites) {
        const path = site.symbolPath.slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
        assert.equal(site.text, document.getIn(path), path.join('/'));
        const same = await writeBack({ path: 'a.yaml', source, site, text: site.text, parser });
        assert.equal(same.kind === 'written' && same.source, source);
      }
    });

    it(`writes hostile texts that the YAML parser reads back, and nothing else changes, ${variant}`, async () => {
      const sites = await findSitesAt({ path: 'a.yaml', source, parser }, { start: 0, end: source.length });
      const refused: string[] = [];
      for (const site of sites) {
        for (const [name, hostile] of Object.entries(hostileTexts)) {
          for (const text of [hostile, site.text + hostile]) {
            const result = await writeBack({ path: 'a.yaml', source, site, text, parser });
            if (result.kind === 'refused') refused.push(`${site.name ?? ''}: ${name}: ${result.reason}`);
            else assertChangedAlone(source, result.source, site.symbolPath.slice(1), text);
          }
        }
      }
      assert.deepEqual(refused, []);
    });
  }

  it('finds the prompts among the strings', async () => {
    const names = (await promptsIn('config/agents.yaml', agents)).map(({ name, form }) => [name, form]);
    assert.deepEqual(names, [
      ['goal', 'plain'],
      ['backstory', 'block'],
      ['content', 'message'],
      ['content', 'message'],
      ['double', 'plain'],
      ['plain', 'plain'],
    ]);
  });

  it('keeps the form, the indentation and the comment of a block', async () => {
    const after = await rewritten('a.yaml', agents, 'Be "brief"', (text) =>
      text.replace('Be', 'Use a scale.\nBe'),
    );
    assert.equal(after, agents.replace('  Be "brief".', '  Use a scale.\n      Be "brief".'));
    const folded = await rewritten('a.yaml', agents, 'seasoned', (text) =>
      text.replace('seasoned', 'senior'),
    );
    assert.ok(folded.includes("  backstory: >-  # folded\n    You're a senior researcher"));
    assert.ok(folded.includes('\n\n    You answer in a clear and concise manner.\n  max_iter: 25\n'));
  });

  it('is overruled by comments', async () => {
    const source =
      '# promptops: ignore\nprompt: You are a careful judge of answers\na: Only these few words  # promptops: prompt\n';
    assert.deepEqual(
      (await promptsIn('a.yaml', source)).map(({ name }) => name),
      ['a'],
    );
  });

  it('leaves broken files alone', async () => {
    assert.equal((await promptsIn('a.yaml', 'a: "You are a judge of prompts\nb: [\n')).length, 0);
  });
});

function assertChangedAlone(before: string, after: string, path: readonly string[], text: string): void {
  const [expected] = parseAllDocuments(before);
  assert.ok(expected);
  expected.setIn(
    path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    text,
  );
  assert.deepEqual(parse(after), expected.toJS());
}

describe('prompts in JSON', () => {
  it('finds them with their place', async () => {
    const prompts = await promptsIn('a.json', messages);
    assert.deepEqual(
      prompts.map(({ symbolPath, form, text }) => [symbolPath.join('/'), form, text]),
      [
        ['messages/0/content', 'message', 'You are a "judge".\nBe brief é / 😀.'],
        ['messages/1/content', 'message', 'Say where the answer comes from, in one sentence.'],
      ],
    );
  });

  it('lists the value of every string that JSON itself reads', async () => {
    const bare = messages.replace('  // with a comment\n', '');
    const { literals } = await findPrompts({ path: 'a.json', source: bare, parser, includeAll: true });
    const read: string[] = [];
    JSON.parse(bare, (_key, value: unknown) => (typeof value === 'string' ? read.push(value) : value));
    assert.deepEqual(
      literals?.map(({ value }) => value),
      read,
    );
  });

  it('writes hostile texts that JSON reads back', async () => {
    const bare = messages.replace('  // with a comment\n', '');
    for (const hostile of Object.values(hostileTexts)) {
      const result = await rewrite('a.json', bare, 'judge', (text) => text + hostile);
      assert.ok(result.kind === 'written');
      const expected = JSON.parse(bare) as { messages: { content: string }[] };
      assert.ok(expected.messages[0]);
      expected.messages[0].content += hostile;
      assert.deepEqual(JSON.parse(result.source), expected);
    }
  });

  it('keeps the escapes of what it does not touch, and reads broken files as far as they go', async () => {
    const same = await rewritten('a.json', messages, 'judge', (text) => text);
    assert.equal(same, messages);
    assert.equal((await promptsIn('a.json', messages.slice(0, 190))).length, 1);
  });
});

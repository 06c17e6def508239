import assert from 'node:assert/strict';
import { writeBack } from '../../../../src/core/source/write-back.ts';
import { hostileTexts } from './oracle/hostile-edits.ts';
import { parser, promptsIn } from './support.ts';

const body = 'You are {{ name }}, a judge.\n\n# Task\n\nScore `answer` from 1 to 5.\n';
const frontMatter =
  '---\nname:   "Judge"   # kept as it is\nmodel: gpt-4o\ninputs:\n    name: { type: string }\n---\n';
const jinja = '{% if name %}You are {{ name }}, a judge.{% endif %}\n{# a note #}\nScore it.\n';

/** Prompt files of every kind that is read whole: path, what stands before the prompt, the prompt. */
const files: readonly (readonly [string, string, string])[] = [
  ['judge.prompt', frontMatter, body],
  ['judge.prompt', '', body],
  ['src/judge.prompty', frontMatter, `system:\n${body}\nuser:\n{{question}}\n`],
  ['.github/prompts/judge.prompt.md', frontMatter, body],
  ['judge.promptfile', '', body],
  ['prompts/judge.txt', '', body],
  ['system-prompts/judge.md', '', body],
  ['agents/judge.md', frontMatter, body],
  ['.github/copilot.instructions.md', '---\napplyTo: "**/*.ts"\n---\n', body],
  ['prompts/judge.j2', '', jinja],
  ['templates/judge_prompt.jinja', '', jinja],
  ['prompts/judge.md.jinja2', '', jinja],
];

describe('prompt files', () => {
  for (const [path, head, text] of files) {
    for (const [variant, mark, lineBreak] of [
      ['as it is', '', '\n'],
      ['CRLF', '', '\r\n'],
      ['BOM and CRLF', '\ufeff', '\r\n'],
    ] as const) {
      const before = mark + head.replace(/\n/g, lineBreak);
      const source = before + text.replace(/\n/g, lineBreak);

      it(`are read whole: ${path}${head === '' ? '' : ' with front matter'}, ${variant}`, async () => {
        const sites = await promptsIn(path, source);
        assert.deepEqual(
          sites.map((site) => [site.form, site.text]),
          [['file', text]],
        );
      });

      it(`keep what stands before the prompt: ${path}${head === '' ? '' : ' with front matter'}, ${variant}`, async () => {
        const [site] = await promptsIn(path, source);
        assert.ok(site);
        const same = await writeBack({ path, source, site, text, parser });
        assert.equal(same.kind === 'written' ? same.source : same.reason, source);
        for (const [kind, hostile] of Object.entries(hostileTexts)) {
          const changed = `${text}${hostile}`;
          const result = await writeBack({ path, source, site, text: changed, parser });
          // A file cannot hold half a character or NUL, and its line breaks are all of one kind.
          const isUnsayable = /\0|\ud83d(?! ?[\udc00-\udfff])|\r/.test(hostile);
          if (result.kind === 'refused') assert.ok(isUnsayable, `${kind}: ${result.reason}`);
          else assert.equal(result.source, before + changed.replace(/\n/g, lineBreak), kind);
        }
      });
    }
  }

  it('do not become front matter by their own text', async () => {
    const [site] = await promptsIn('judge.prompt', body);
    assert.ok(site);
    const text = `---\nmodel: x\n---\n${body}`;
    const result = await writeBack({ path: 'judge.prompt', source: body, site, text, parser });
    assert.equal(result.kind === 'refused' && result.reason, 'not-expressible');
  });
});

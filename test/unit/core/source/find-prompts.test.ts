import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { languageOfEditorId, languageOfPath } from '../../../../src/core/source/languages.ts';
import { parser, promptsIn, siteAround } from './support.ts';

const judge = 'You are a careful judge. Read the answer and return a score from 1 to 5 as JSON.';

describe('finding prompts', () => {
  it('knows the language of a file by its name', () => {
    const idOf = (path: string): string | null => languageOfPath(path)?.id ?? null;
    assert.deepEqual(
      [
        'a.ts',
        'b/c.TSX',
        'x.mjs',
        'y.jsx',
        'z.py',
        'p.prompt.md',
        'q.md',
        'r.j2',
        's.txt',
        '.py',
        'Makefile',
      ].map(idOf),
      ['typescript', 'tsx', 'javascript', 'jsx', 'python', 'prompt', 'markdown', 'jinja', 'text', null, null],
    );
    assert.equal(languageOfEditorId('typescriptreact')?.id, 'tsx');
    assert.equal(languageOfEditorId('cobol'), null);
  });

  it('says where a prompt stands, how it is written and what it is called', async () => {
    const source = `class Agent:\n    def ask(self):\n        system_prompt = f"""${judge} {self.x}"""\n`;
    const [site, ...others] = await promptsIn('agent.py', source);
    assert.equal(others.length, 0);
    assert.ok(site);
    assert.deepEqual(
      {
        language: site.language,
        form: site.form,
        name: site.name,
        symbolPath: site.symbolPath,
        source: source.slice(site.span.start, site.span.end),
        text: site.text,
        code: site.interpolations.map(({ start, end }) => site.text.slice(start, end)),
      },
      {
        language: 'python',
        form: 'f-string',
        name: 'system_prompt',
        symbolPath: ['Agent', 'ask', 'system_prompt'],
        source: `f"""${judge} {self.x}"""`,
        text: `${judge} {self.x}`,
        code: ['{self.x}'],
      },
    );
    assert.ok(site.confidence > 0.5 && site.confidence <= 1);
    assert.ok(site.reasons.length > 0);
  });

  it('gives the role of a message with its place', async () => {
    const source = `const messages = [{ role: 'system', content: "${judge}" }];\n`;
    const [site] = await promptsIn('a.ts', source);
    assert.deepEqual([site?.form, site?.symbolPath], ['message', ['messages', 'system']]);
  });

  it('maps the text to the source through escapes', async () => {
    const source = 'p = "caf\\u00e9 \\\n\\"judge\\" \\U0001F600 end"\n';
    const site = await siteAround('a.py', source, 'judge');
    const map = (needle: string): string | null => {
      const start = site.text.indexOf(needle);
      const span = site.toSource({ start, end: start + needle.length });
      return span === null ? null : source.slice(span.start, span.end);
    };
    assert.equal(site.text, 'café "judge" 😀 end');
    assert.deepEqual(['é', '"judge"', 'caf', '\ud83d', 'end'].map(map), [
      '\\u00e9',
      '\\"judge\\"',
      'caf',
      '\\U0001F600',
      'end',
    ]);
    assert.equal(site.toSource({ start: 0, end: 500 }), null);
    assert.deepEqual(site.toSource({ start: 0, end: 0 }), { start: 5, end: 5 });
  });

  it('is overruled by comments', async () => {
    const source = [
      '# promptops: ignore',
      `system_prompt = "${judge}"`,
      '',
      '# promptops: prompt',
      'x = "Only a few words here"',
      'y = "Only a few words here"  # promptops: prompt',
    ].join('\n');
    const sites = await promptsIn('a.py', source);
    assert.deepEqual(
      sites.map(({ name, confidence }) => [name, confidence]),
      [
        ['x', 1],
        ['y', 1],
      ],
    );
  });

  it('skips what is no source to read, and says why', async () => {
    const skipped = async (path: string, source: string): Promise<string | null> =>
      (await findPrompts({ path, source, parser })).skipped;
    assert.deepEqual(
      [
        await skipped('a.xyz', 'x'),
        await skipped('a.py', 'x = "\0"'),
        await skipped('a.ts', 'x'.repeat(2_000_001)),
        await skipped('a.js', 'var a="b";'.repeat(8_000)),
        await skipped('a.min.js', 'var a;'),
        await skipped('README.md', '# Hello'),
        await skipped('a.ts', ''),
      ],
      ['unsupported-language', 'binary', 'too-large', 'minified', 'minified', 'not-a-prompt-file', null],
    );
  });

  it('reads broken code as far as it goes', async () => {
    const source = `system_prompt = "${judge}"\nx = f"half {\ny = """unterminated\n`;
    const sites = await promptsIn('a.py', source);
    assert.deepEqual(sites.map(({ name }) => name).slice(0, 1), ['system_prompt']);
  });

  it('takes prompt files whole, after their front matter', async () => {
    const body = 'You are {{name}}, a judge.\n';
    const [site] = await promptsIn('.github/prompts/judge.prompt.md', `---\nmode: agent\n---\n${body}`);
    assert.deepEqual([site?.form, site?.name, site?.text], ['file', 'judge.prompt.md', body]);
    assert.equal((await promptsIn('notes.md', '---\ntitle: Notes\n---\nHello.\n')).length, 0);
    const isFound = async (path: string, text: string): Promise<boolean> =>
      (await promptsIn(path, text)).length === 1;
    assert.deepEqual(
      [
        await isFound('prompts/judge.txt', body),
        await isFound('prompts/README.md', body),
        await isFound('skills/a/SKILL.md', `---\nname: a\n---\n${body}`),
        await isFound('skills/a/notes.md', body),
        await isFound('templates/mail.j2', body),
        await isFound('prompts/mail.j2', body),
      ],
      [true, false, true, false, false, true],
    );
    const named = await findPrompts({ path: 'notes.txt', source: 'Hello there.', parser, isExplicit: true });
    assert.deepEqual(
      named.prompts.map(({ text }) => text),
      ['Hello there.'],
    );
  });

  it('lists every literal on request, with the prompts among them', async () => {
    const source = `const a = ['x', "y" + 'z'];\nconst systemPrompt = \`${judge}\`;\n`;
    const { literals } = await findPrompts({ path: 'a.ts', source, parser, includeAll: true });
    assert.deepEqual(
      literals?.map(({ value, form, isPrompt }) => [value, form, isPrompt]),
      [
        ['x', 'plain', false],
        ['yz', 'concatenation', false],
        [judge, 'template', true],
      ],
    );
  });

  it('updates an open document as if it were parsed anew', async () => {
    const language = languageOfPath('a.ts');
    assert.ok(language);
    const before = `const a = 1;\nconst systemPrompt = "${judge}";\n`;
    const after = before.replace('a = 1', 'abc = [1, 2]').replace('1 to 5', '1 to 10');
    const opened = await parser.parse(language, before);
    const parsed = await parser.update(opened, after);
    const updated = await findPrompts({ path: 'a.ts', source: after, parser, parsed });
    const fresh = await findPrompts({ path: 'a.ts', source: after, parser });
    parsed.dispose();
    assert.deepEqual(JSON.stringify(updated), JSON.stringify(fresh));
    assert.equal(updated.prompts.length, 1);
  });
});

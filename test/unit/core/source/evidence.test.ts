import assert from 'node:assert/strict';
import { promptsIn, siteAround } from './support.ts';

const holes = 'Summarize the article about it in some words, please be brief';

describe('texts that are filled in later', () => {
  const cases: readonly (readonly [path: string, source: string, filler: string])[] = [
    ['a.py', `x = "${holes} {n}".format(n=3)`, 'format()'],
    ['a.py', `x = ("${holes} "\n  "{n}").format(n=3)`, 'format()'],
    ['a.py', `x = "${holes} %s" % (n,)`, '%'],
    ['a.py', `x = "${holes} %(n)s" % values`, '%'],
    ['a.py', `x = string.Template("${holes} $n").substitute(n=3)`, 'Template()'],
    ['a.ts', `const x = "${holes} {{n}}".replace("{{n}}", n);`, 'replace()'],
    ['A.java', `class A { String x = String.format("${holes} %s", n); }`, 'format()'],
    ['A.java', `class A { String x = "${holes} %s".formatted(n); }`, 'formatted()'],
    ['A.cs', `class A { string x = string.Format("${holes} {0}", n); }`, 'Format()'],
    ['a.go', `package a\nvar x = fmt.Sprintf("${holes} %s", n)`, 'Sprintf()'],
    ['a.rb', `x = format("${holes} %s", n)`, 'format()'],
    ['a.rb', `x = "${holes} %s" % n`, '%'],
    ['a.php', `<?php $x = sprintf("${holes} %s", $n);`, 'sprintf()'],
    ['a.rs', `fn a() { let x = format!("${holes} {}", n); }`, 'format()'],
  ];
  for (const [path, source, filler] of cases) {
    it(`are known by it: ${filler} in ${path}`, async () => {
      const { reasons } = await siteAround(path, source, 'Summarize');
      assert.ok(reasons.includes(`filled in by ${filler}`), reasons.join('; '));
    });
  }

  it('are not known by an arithmetic rest or a longer name', async () => {
    for (const source of [
      `x = "${holes}"\ny = 5 % n`,
      `x = "${holes}".formatter(n)`,
      `x = Templated("${holes}")`,
    ]) {
      const { reasons } = await siteAround('a.py', source, 'Summarize');
      assert.ok(!reasons.some((reason) => reason.startsWith('filled in')), source);
    }
  });
});

describe('tagged templates', () => {
  const text = 'You are a helper. Answer ${q} in one sentence.';

  it('are raw with String.raw, and no less a prompt', async () => {
    const [site] = await promptsIn('a.ts', `const prompt = String.raw\`${text}\\n\`;`);
    assert.equal(site?.text, `${text}\\n`);
  });

  it('lose their margin with dedent', async () => {
    const [site] = await promptsIn(
      'a.ts',
      `const prompt = dedent\`\n    You are a helper.\n      Answer \${q}.\n\`;`,
    );
    assert.equal(site?.text, 'You are a helper.\n  Answer ${q}.');
  });

  it('are no prompts in other languages', async () => {
    for (const tag of ['gql', 'sql', 'css', 'html']) {
      assert.deepEqual(await promptsIn('a.ts', `const query = ${tag}\`${text}\`;`), [], tag);
    }
  });
});

describe('markup', () => {
  const text = 'You are a helper. Always answer {q} in one sentence.';

  it('is a prompt in elements of prompt libraries, with their role', async () => {
    const [site] = await promptsIn('a.tsx', `const x = <SystemMessage>\n  ${text}\n</SystemMessage>;`);
    assert.deepEqual([site?.text, site?.form], [text, 'message']);
    assert.equal((await promptsIn('a.tsx', `const x = <Prompt><b>${text}</b></Prompt>;`)).length, 1);
  });

  it('is text for people everywhere else', async () => {
    assert.deepEqual(await promptsIn('a.tsx', `const x = <Dialog><p>${text}</p></Dialog>;`), []);
  });
});

describe('messages', () => {
  it('are prompts by their roles, in lists and pairs', async () => {
    const script =
      'const m = [{ role: "system", content: "You are a helper." }, { role: "user", content: "Translate the text into French please." }];';
    assert.deepEqual(
      (await promptsIn('a.ts', script)).map(({ form }) => form),
      ['message', 'message'],
    );
    const python =
      'm = [("system", "You are a helper. Answer shortly."), ("human", "You are given {text}. Translate the text into French and say nothing else.")]';
    assert.equal((await promptsIn('a.py', python)).length, 2);
  });
});

describe('comments at a literal', () => {
  const vague = 'Living players talk about the current situation now.';
  const prompt = 'You are a helper. Answer the question in one sentence.';
  /** A literal, and how comments begin, in every language with comments. */
  const languages: readonly (readonly [path: string, comment: string, write: (text: string) => string])[] = [
    ['a.ts', '//', (text) => `const x = "${text}";`],
    ['a.js', '//', (text) => `const x = '${text}';`],
    ['a.tsx', '//', (text) => `const x = \`${text}\`;`],
    ['a.py', '#', (text) => `x = "${text}"`],
    ['a.go', '//', (text) => `var x = "${text}"`],
    ['A.java', '//', (text) => `String x = "${text}";`],
    ['A.cs', '//', (text) => `string x = "${text}";`],
    ['a.rb', '#', (text) => `x = "${text}"`],
    ['a.php', '//', (text) => `$x = "${text}";`],
    ['a.rs', '//', (text) => `const X: &str = "${text}";`],
    ['a.yaml', '#', (text) => `x: "${text}"`],
    ['a.jsonc', '//', (text) => `"x": "${text}"`],
  ];
  const frames: Readonly<Record<string, readonly [string, string]>> = {
    'a.go': ['package a\n', ''],
    'A.java': ['class A {\n', '\n}'],
    'A.cs': ['class A {\n', '\n}'],
    'a.php': ['<?php\n', ''],
    'a.jsonc': ['{\n', '\n}'],
  };
  for (const [path, comment, write] of languages) {
    it(`decide, above it and behind it: ${path}`, async () => {
      const [head, tail] = frames[path] ?? ['', ''];
      const named = (text: string): string =>
        write(text).replace(/\bx\b/i, (name) => (text === prompt ? `prompt` : name));
      const count = async (code: string): Promise<number> =>
        (await promptsIn(path, `${head}${code}${tail}\n`)).length;
      assert.equal(await count(write(vague)), 0);
      assert.equal(await count(`${comment} promptops: prompt\n${write(vague)}`), 1);
      assert.equal(await count(`${write(vague)} ${comment} promptops: prompt`), 1);
      assert.equal(await count(named(prompt)), 1);
      assert.equal(await count(`${comment} promptops: ignore\n${named(prompt)}`), 0);
      assert.equal(await count(`${named(prompt)} ${comment} promptops: ignore`), 0);
    });
  }
});

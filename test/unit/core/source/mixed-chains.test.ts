import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { parser, promptsIn, rewrite, rewritten, siteAround } from './support.ts';

/** One chain in every language that has an operator for it: its source, and its text as it is shown. */
const chains = {
  'a.ts': [
    'const prompt = "You are " + name + ", a helper. Answer: " + (q ?? "none") + ".";',
    '${name}',
    '${q ?? "none"}',
  ],
  'a.js': [
    "prompt = 'You are ' + this.name + ', a helper. Answer: ' + f('x y z') + '.';",
    '${this.name}',
    "${f('x y z')}",
  ],
  'a.py': [
    'prompt = ("You are " + name + ", a helper. "\n  "Answer: " + str(q) + ".")',
    '{name}',
    '{str(q)}',
  ],
  'A.java': [
    'class A { String prompt = "You are " + name + ", a helper. Answer: " + q.get(0) + "."; }',
    '${name}',
    '${q.get(0)}',
  ],
  'A.cs': [
    'class A { string prompt = "You are " + name + ", a helper. Answer: " + q[0] + "."; }',
    '{name}',
    '{q[0]}',
  ],
  'a.go': [
    'package a\nvar prompt = "You are " + name + ", a helper. Answer: " + q.Text() + "."',
    '${name}',
    '${q.Text()}',
  ],
  'a.php': [
    '<?php\n$prompt = "You are " . $name . ", a helper. Answer: " . trim($q) . ".";',
    '{$name}',
    '{trim($q)}',
  ],
  'a.rb': ['prompt = "You are " + name + ", a helper. Answer: " + q.to_s + "."', '#{name}', '#{q.to_s}'],
} as const;

describe('chains of literals and code', () => {
  for (const [path, [source, name, question]] of Object.entries(chains)) {
    it(`are one prompt, and stay as they are around an edit: ${path}`, async () => {
      const [site, ...others] = await promptsIn(path, source);
      assert.equal(others.length, 0);
      assert.equal(site?.text, `You are ${name}, a helper. Answer: ${question}.`);
      assert.deepEqual(
        site.interpolations.map(({ start, end }) => site.text.slice(start, end)),
        [name, question],
      );
      assert.equal(await rewritten(path, source, 'You are', (text) => text), source);
      assert.equal(
        await rewritten(path, source, 'You are', (text) => text.replace('a helper', 'a kind helper')),
        source.replace('a helper', 'a kind helper'),
      );
    });

    it(`are refused without their code: ${path}`, async () => {
      const result = await rewrite(path, source, 'You are', (text) => text.replace(name, 'Bob'));
      assert.equal(result.kind === 'refused' ? result.reason : result.source, 'interpolation-lost');
    });
  }

  it('keep comments, parentheses and line breaks between their parts', async () => {
    const source = [
      'const prompt = "You are " + // who',
      '  (name /* given */ || "nobody") +',
      '  // what',
      '  ", a helper. " + ("Answer in " + n) + " words.";',
    ].join('\n');
    const site = await siteAround('a.ts', source, 'You are');
    assert.equal(site.text, 'You are ${name /* given */ || "nobody"}, a helper. Answer in ${n} words.');
    assert.equal(
      await rewritten('a.ts', source, 'You are', (text) => text.replace('a helper', 'kind')),
      source.replace('a helper', 'kind'),
    );
  });

  it('put text where code stood without adding numbers', async () => {
    const source = 'const prompt = a + b + " You are a helper. Answer" + c;';
    const site = await siteAround('a.ts', source, 'You are');
    assert.equal(site.text, '${a + b} You are a helper. Answer${c}');
    assert.equal(
      await rewritten('a.ts', source, 'You are', () => 'Say ${a + b}${c}'),
      'const prompt = "Say " + (a + b) + c;',
    );
    assert.equal(
      await rewritten('a.ts', source, 'You are', () => '${a + b}${c}'),
      'const prompt = "" + (a + b) + c;',
    );
  });

  it('move code with the text around it', async () => {
    const source = 'prompt = "You are " + name + ". Always answer " + question';
    assert.equal(
      await rewritten('a.py', source, 'You are', () => 'Answer {question} as {name}, always.'),
      'prompt = "Answer " + question + " as " + name + ", always."',
    );
  });

  it('are no longer than their own parts: literals inside the code stand for themselves', async () => {
    const source = 'const prompt = "You are a helper. Answer " + f("one two three four") + ".";';
    const { literals, prompts } = await findPrompts({ path: 'a.ts', source, parser, includeAll: true });
    assert.deepEqual(
      literals?.map(({ value, isPrompt }) => [value, isPrompt]),
      [
        ['You are a helper. Answer ', true],
        ['one two three four', false],
        ['.', true],
      ],
    );
    assert.equal(prompts.length, 1);
  });

  it('map what is inside their literals to the source and their code as a whole', async () => {
    const source = 'const prompt = "Say \\"hi\\" to " + user.name + ". Always answer kindly.";';
    const site = await siteAround('a.ts', source, 'Say');
    const at = site.text.indexOf('Always');
    const always = site.toSource({ start: at, end: at + 6 });
    assert.equal(source.slice(always?.start, always?.end), 'Always');
    const code = site.toSource({ start: site.text.indexOf('name'), end: site.text.indexOf('name') + 2 });
    assert.equal(source.slice(code?.start, code?.end), 'user.name');
  });

  it('are not read through bytes or heredocs', async () => {
    const source = 'prompt = "You are a helper, always answer " + b"x y z"';
    assert.equal((await siteAround('a.py', source, 'You are')).form, 'plain');
    const ruby = 'prompt = "You are a helper, always answer " + <<~TEXT\n  x y z\nTEXT\n';
    assert.equal((await siteAround('a.rb', ruby, 'You are')).form, 'plain');
  });

  it('stay fast with a thousand parts', async () => {
    const parts = Array.from({ length: 1_000 }, (_, index) => `"part ${index} of it " + name${index}`);
    const source = `const prompt = ${parts.join(' + ')};`;
    const site = await siteAround('a.ts', source, 'part 0');
    assert.equal(site.interpolations.length, 1_000);
    const result = await rewritten('a.ts', source, 'part 0', (text) =>
      text.replace('part 7 of', 'part 007 of'),
    );
    assert.equal(result, source.replace('part 7 of', 'part 007 of'));
  });
});

describe('joined lists with code', () => {
  it('are one prompt, and their code keeps its place', async () => {
    const source =
      'const prompt = [\n  "You are a helper.",\n  name,\n  ...rules,\n  "Answer shortly.",\n].join("\\n");';
    const site = await siteAround('a.ts', source, 'You are');
    assert.equal(site.text, 'You are a helper.\n${name}\n${...rules}\nAnswer shortly.');
    assert.equal(
      await rewritten('a.ts', source, 'You are', (text) => text.replace('shortly', 'in "one" word')),
      source.replace('shortly', 'in \\"one\\" word'),
    );
  });

  it('take code into a template when the text calls for it', async () => {
    const source = 'prompt = "\\n".join(["You are a helper.", name, "Answer shortly."])';
    assert.equal(
      await rewritten('a.py', source, 'You are', () => 'You help {name}.\nAnswer shortly.'),
      'prompt = "\\n".join([f"You help {name}.", "Answer shortly."])',
    );
  });
});

import assert from 'node:assert/strict';
import { writeBack } from '../../../../src/core/source/write-back.ts';
import { parser, rewrite, rewritten, siteAround } from './support.ts';

const replace = (from: string, to: string) => (text: string) => text.replace(from, to);

describe('write-back keeps the shape of the code', () => {
  it('leaves escapes and line continuations of unchanged words alone', async () => {
    const source = 'p = "caf\\u00e9 \\\n  tab\\there, it\\\'s \\x41 word"\n';
    const after = await rewritten('a.py', source, 'word', replace('word', 'text'));
    assert.equal(after, 'p = "caf\\u00e9 \\\n  tab\\there, it\\\'s \\x41 text"\n');
  });

  it('keeps a concatenation one, its comments beside their parts', async () => {
    const source = [
      'p = (',
      '    "You are a judge. "  # role',
      "    'Score the answer. '",
      '    # the rest',
      '    "Be brief."',
      ')',
      '',
    ].join('\n');
    const after = await rewritten('a.py', source, 'judge', replace('Score', 'Rate'));
    assert.equal(after, source.replace('Score', 'Rate'));
  });

  it('adds lines to a concatenation of lines as new parts', async () => {
    const source = "const p =\n  'You are a judge.\\n' +\n  'Be brief.\\n';\n";
    const after = await rewritten('a.ts', source, 'judge', replace('Be brief.', 'Use a scale.\nBe brief.'));
    assert.equal(after, "const p =\n  'You are a judge.\\n' +\n  'Use a scale.\\n' +\n  'Be brief.\\n';\n");
  });

  it('drops a part whose text is gone', async () => {
    const source = "const p =\n  'You are a judge. ' +\n  'Please be so kind. ' +\n  'Be brief.';\n";
    const after = await rewritten('a.ts', source, 'judge', replace('Please be so kind. ', ''));
    assert.equal(after, "const p =\n  'You are a judge. ' +\n  'Be brief.';\n");
  });

  it('keeps an empty part when a comment would go with it', async () => {
    const source = 'p = ("You are a judge. "  # role\n     "Be brief. "\n     "Score.")\n';
    const after = await rewritten('a.py', source, 'judge', replace('You are a judge. ', ''));
    assert.equal(after, 'p = (""  # role\n     "Be brief. "\n     "Score.")\n');
  });

  it('writes a joined list line by line', async () => {
    const source = 'p = "\\n".join([\n    "You are a judge.",\n    "Be brief.",  # always\n])\n';
    const after = await rewritten('a.py', source, 'judge', (text) => `${text}\nScore 1 to 5.`);
    assert.equal(
      after,
      'p = "\\n".join([\n    "You are a judge.",\n    "Be brief.",  # always\n    "Score 1 to 5.",\n])\n',
    );
  });

  it('leaves a comment with the part that it follows', async () => {
    const source = 'p = (\n    "You are a judge.\\n"  # role\n    "Be brief.\\n"\n)\n';
    const after = await rewritten('a.py', source, 'judge', replace('judge.\n', 'judge.\nUse a scale.\n'));
    assert.equal(after, source.replace('# role\n', '# role\n    "Use a scale.\\n"\n'));
  });

  it('indents what stands in dedent', async () => {
    const source =
      'def f():\n    p = textwrap.dedent("""\\\n        You are a judge.\n          Be brief.\n        """)\n';
    const after = await rewritten('a.py', source, 'judge', replace('Be brief.', 'Be brief.\n\nScore.'));
    assert.equal(after, source.replace('Be brief.', 'Be brief.\n\n        Score.'));
  });

  it('indents the docstring of a signature', async () => {
    const source = 'class A(dspy.Signature):\n    """You are a judge.\n\n    Be brief.\n    """\n    x = 1\n';
    const after = await rewritten('a.py', source, 'judge', (text) => `${text}\nScore.`);
    assert.equal(after, source.replace('Be brief.', 'Be brief.\n    Score.'));
  });

  it('uses the line breaks of the file', async () => {
    const source = 'p = """You are a judge.\r\nBe brief."""\r\nq = 1\r\n';
    const after = await rewritten('a.py', source, 'judge', (text) => `${text}\nScore.`);
    assert.equal(after, 'p = """You are a judge.\r\nBe brief.\r\nScore."""\r\nq = 1\r\n');
  });

  it('writes text between tags with character references', async () => {
    const source = 'const p = <System>You are {name}, a judge.</System>;\n';
    const after = await rewritten('a.tsx', source, 'judge', (text) => `${text} Use <b> & {x}.`);
    assert.equal(
      after,
      'const p = <System>You are {name}, a judge. Use &#60;b&#62; &#38; &#123;x&#125;.</System>;\n',
    );
  });

  it('leaves the raw form when it cannot say a quote, and says so', async () => {
    const source = "p = r'Match \\d+ digits.'\n";
    const result = await rewrite('a.py', source, 'digits', replace('digits', "the user's digits"));
    assert.deepEqual(result.kind === 'written' && [result.source, result.form, result.note], [
      "p = 'Match \\\\d+ the user\\'s digits.'\n",
      'plain',
      'Written as plain: as raw the literal could not say the new text.',
    ]);
  });

  it('moves filled-in code into a plain part of a chain by changing that part alone', async () => {
    const source = "const p = 'You are a judge. ' +\n  `Hello ${name}, be brief.`;\n";
    const after = await rewritten(
      'a.ts',
      source,
      'judge',
      () => 'You, ${name}, are a judge. Hello there, be brief.',
    );
    const site = await siteAround('a.ts', after, 'judge');
    assert.equal(site.text, 'You, ${name}, are a judge. Hello there, be brief.');
    assert.deepEqual(site.interpolations, [{ start: 5, end: 12 }]);
  });
});

describe('write-back tells code from text', () => {
  it('escapes again what was text in the original', async () => {
    const source = 'const p = `Costs \\${price} for ${name}, says the judge.`;\n';
    const after = await rewritten('a.ts', source, 'judge', replace('Costs', 'It costs'));
    assert.equal(after, 'const p = `It costs \\${price} for ${name}, says the judge.`;\n');
  });

  it('doubles braces that are text in an f-string', async () => {
    const source = 'p = f"Return {{json}} for {name}, judge."\n';
    const after = await rewritten('a.py', source, 'judge', replace('judge', 'judge of {json} and {other}'));
    assert.equal(after, 'p = f"Return {{json}} for {name}, judge of {{json}} and {{other}}."\n');
  });

  it('lets filled-in code move and repeat', async () => {
    const source = 'p = f"Hello {name!r}, judge {x:>{w}}."\n';
    const after = await rewritten('a.py', source, 'judge', () => 'Judge {x:>{w}} for {name!r} and {name!r}.');
    assert.equal(after, 'p = f"Judge {x:>{w}} for {name!r} and {name!r}."\n');
  });

  it('refuses to lose filled-in code', async () => {
    const result = await rewrite('a.py', 'p = f"Hello {name}, judge."\n', 'judge', () => 'Hello, judge.');
    assert.equal(result.kind === 'refused' && result.reason, 'interpolation-lost');
  });

  it('keeps the same characters apart as code and as text while they do not change', async () => {
    const source = 'p = f"Use {{name}} for {name}, judge."\n';
    const after = await rewritten('a.py', source, 'judge', replace('judge', 'dear judge'));
    assert.equal(after, 'p = f"Use {{name}} for {name}, dear judge."\n');
  });

  it('does not take a placeholder in double braces for the code inside it', async () => {
    const result = await rewrite(
      'a.py',
      'p = f"Hello {name}, judge."\n',
      'judge',
      (text) => `${text} {{name}}`,
    );
    assert.equal(result.kind === 'refused' && result.reason, 'interpolation-ambiguous');
  });

  it('refuses when the same characters could be code or text', async () => {
    const source = 'p = f"Use {{name}} for {name}, judge."\n';
    const result = await rewrite('a.py', source, 'judge', () => 'For {name} write {name}, dear judge.');
    assert.equal(result.kind === 'refused' && result.reason, 'interpolation-ambiguous');
  });
});

describe('write-back refuses', () => {
  it('a site of another text', async () => {
    const site = await siteAround('a.py', 'p = "You are a judge."\n', 'judge');
    const source = 'p = "You are a cook."\n';
    const result = await writeBack({ path: 'a.py', source, site, text: 'x', parser });
    assert.equal(result.kind === 'refused' && result.reason, 'document-changed');
  });

  it('a literal inside broken code', async () => {
    const source = 'def f(:\n    p = call("You are a judge.", \nq = 2\n';
    const result = await rewrite('a.py', source, 'judge', () => 'You are a cook.');
    assert.equal(result.kind === 'refused' && result.reason, 'broken-code');
  });

  it('no literal because of a far error without quotes, which may be a gap of the grammar', async () => {
    const source =
      'const a = (\n  <p title="You are a judge.">\n    <b>x</b>\n\n    <i>Free & Open</i>\n  </p>\n);\n';
    const after = await rewritten('a.tsx', source, 'judge', replace('judge', 'cook'));
    assert.equal(after, source.replace('judge', 'cook'));
  });

  it('a literal beside conflict marks', async () => {
    const source =
      'const a = "You are a judge.";\n<<<<<<< HEAD\nconst b = 1;\n=======\nconst b = 2;\n>>>>>>> x\n';
    const result = await rewrite('a.ts', source, 'judge', () => 'You are a cook.');
    assert.equal(result.kind === 'refused' && result.reason, 'broken-code');
  });

  it('text that a wrapper would change', async () => {
    const source = 'p = """\n  You are a judge.\n""".strip()\n';
    const result = await rewrite('a.py', source, 'judge', () => '  padded  ');
    assert.equal(result.kind === 'refused' && result.reason, 'not-expressible');
  });

  it('files of an unknown kind', async () => {
    const site = await siteAround('a.py', 'p = "You are a judge."\n', 'judge');
    const result = await writeBack({ path: 'a.xyz', source: '', site, text: 'x', parser });
    assert.equal(result.kind === 'refused' && result.reason, 'unsupported-language');
  });
});

describe('write-back of prompt files', () => {
  const source = '\ufeff---\r\nmodel: x\r\n---\r\nYou are a judge.\r\nBe brief.\r\n';

  it('changes the body alone and keeps byte order mark and line breaks', async () => {
    const after = await rewritten('a.prompt.md', source, 'judge', replace('judge', 'cook\nof food'));
    assert.equal(after, '\ufeff---\r\nmodel: x\r\n---\r\nYou are a cook\r\nof food.\r\nBe brief.\r\n');
  });

  it('gives the same bytes for the same text, mixed line breaks included', async () => {
    const mixed = 'You are a judge.\r\nBe brief.\nScore.\r\n';
    assert.equal(await rewritten('a.prompt', mixed, 'judge', (text) => text), mixed);
  });

  it('refuses a body that would become front matter', async () => {
    const result = await rewrite('a.prompt', 'You are a judge.\n', 'judge', () => '---\nx: y\n---\nhello\n');
    assert.equal(result.kind === 'refused' && result.reason, 'not-expressible');
  });
});

describe('write-back of large prompts', () => {
  const many = 'You are a judge. Do this and that.\n'.repeat(7_200);

  it('rewrites 250,000 characters in every other line', async () => {
    const source = `const systemPrompt = \`${many}\`;\n`;
    const after = await rewritten('a.ts', source, 'judge', (text) => text.replaceAll('judge', 'cook'));
    assert.equal(after, source.replaceAll('judge', 'cook'));
  });

  it('replaces them by another 250,000', async () => {
    const other = 'Be brief, "very" brief. '.repeat(10_000);
    const after = await rewritten('a.py', `p = """${many}"""\n`, 'judge', () => other);
    assert.equal(after, `p = """${other}"""\n`);
  });

  it('reads them without their margin', async () => {
    const body = many.replaceAll('You', '    You').replace(/\n$/, '');
    const after = await rewritten(
      'a.py',
      `p = dedent("""\n${body}\n""")\n`,
      'judge',
      (text) => `${text}End.\n`,
    );
    assert.equal(after, `p = dedent("""\n${body}\n    End.\n""")\n`);
  });

  it('keeps a chain of thousands of parts', async () => {
    const source = `const p = ${"'You are a judge. ' +\n  ".repeat(2_000)}'end';\n`;
    const after = await rewritten('a.ts', source, 'judge', (text) => text.replaceAll('judge', 'cook'));
    assert.equal(after, source.replaceAll('judge', 'cook'));
  });
});

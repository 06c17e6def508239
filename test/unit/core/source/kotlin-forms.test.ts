import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { maskDollars } from '../../../../src/core/source/kotlin/kotlin-templates.ts';
import { hostileTexts } from './oracle/hostile-edits.ts';
import { parser, promptsIn, rewrite, rewritten, siteAround } from './support.ts';

/** Literals with several dollars before them (Kotlin 2.2), by the language's documentation of them. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['$$"price $5 and $name and $${code} end"', 'price $5 and $name and $${code} end', ['$${code}']],
  ['$$"""{"$schema": "$id", "name": "$$name"}"""', '{"$schema": "$id", "name": "$$name"}', ['$$name']],
  [
    '$$$"""two $$name three $$$name four $$$$name"""',
    'two $$name three $$$name four $$$$name',
    ['$$$name', '$$$name'],
  ],
  ['$$"nested $${f($$"in $${x} $y")} end"', 'nested $${f($$"in $${x} $y")} end', ['$${f($$"in $${x} $y")}']],
  ['$$"escape \\$\\$name \\t end"', 'escape $$name \t end', []],
  ['"one " + $$"two $name " + "three $name"', 'one two $name three $name', ['$name']],
  ['$$"first $a " + "then $b"', 'first $a then $b', ['$b']],
  ['$$"""\n    cost: $5\n    $${x}\n    """.trimIndent()', 'cost: $5\n$${x}', ['$${x}']],
];

function program(literal: string): string {
  return `val before = "x"\nfun f() {\n    call(${literal}, "after")\n}\nval after = "y"\n`;
}

describe('literals of Kotlin', () => {
  for (const [literal, value, code] of cases) {
    it(`has the value of the documentation: ${JSON.stringify(literal)}`, async () => {
      const site = await siteAround('A.kt', program(literal), literal.slice(0, 6));
      assert.equal(site.text, value);
      assert.deepEqual(
        site.interpolations.map(({ start, end }) => site.text.slice(start, end)),
        code,
      );
    });

    it(`takes every hostile text: ${JSON.stringify(literal)}`, async () => {
      const refused: string[] = [];
      for (const [name, hostile] of Object.entries(hostileTexts)) {
        const change = (text: string): string => `${text.slice(0, 2)} ${hostile} ${text.slice(2)}`;
        const result = await rewrite('A.kt', program(literal), literal.slice(0, 6), change);
        // `trimIndent` makes line feeds of carriage returns.
        const isTrimmed = literal.endsWith('trimIndent()') && hostile.includes('\r');
        if (result.kind === 'refused' && result.reason !== 'interpolation-ambiguous' && !isTrimmed)
          refused.push(`${name}: ${result.reason}`);
      }
      assert.deepEqual(refused, []);
    });
  }

  it('leaves a margin with another mark alone', async () => {
    const source = 'val a = """\n    >You are\n    >a judge\n""".trimMargin(">")\n';
    assert.equal((await siteAround('A.kt', source, 'You')).text, '\n    >You are\n    >a judge\n');
  });

  it('keeps margin and frame of trimmed strings', async () => {
    const source = 'val a = """\n    |You are a judge.\n    |Be brief.\n    """.trimMargin()\n';
    const change = (text: string): string => text.replace('Be', 'Use a scale.\n\nBe');
    const after = await rewritten('A.kt', source, 'judge', change);
    assert.equal(after, source.replace('|Be brief.', '|Use a scale.\n    |\n    |Be brief.'));
    const plain = source.replaceAll('|', '').replace('Margin', 'Indent');
    const indented = await rewritten('A.kt', plain, 'judge', change);
    assert.equal(indented, plain.replace('Be brief.', 'Use a scale.\n\n    Be brief.'));
  });

  it('says dollars and quotes of raw strings as their users do', async () => {
    const source = 'val a = """You are $name, a judge."""\n';
    const after = await rewritten('A.kt', source, 'judge', (text) => `${text} $cost """ end`);
    assert.equal(after, 'val a = """You are $name, a judge. ${\'$\'}cost ""${\'"\'} end"""\n');
  });

  it('keeps a letter behind a name apart from it', async () => {
    const after = await rewritten('A.kt', 'val a = "Say $name. "\n', 'Say', (text) =>
      text.replace('name.', 'names.'),
    );
    assert.equal(after, 'val a = "Say $name\\u0073. "\n');
  });

  it('knows that a plus on a new line begins a statement, but for one in parentheses', async () => {
    const source = [
      'fun f() {',
      '  text {',
      '    +"first line of words"',
      '    +"second line of words"',
      '  }',
      '  val a = "third part " +',
      '    "of words"',
      '  val b = g("fourth part "',
      '    + "of words")',
      '}',
      '',
    ].join('\n');
    const { literals } = await findPrompts({ path: 'a.kt', source, parser, includeAll: true });
    assert.deepEqual(
      literals?.map(({ value }) => value),
      ['first line of words', 'second line of words', 'third part of words', 'fourth part of words'],
    );
  });

  it('takes no message of an exception for a prompt', async () => {
    const text = 'You must answer with JSON. Do not use the model before the system prompt is there.';
    const source = `fun prompt() {\n  require(x) { "${text}" }\n  error("${text}")\n}\n`;
    assert.deepEqual(await promptsIn('a.kt', source), []);
  });

  it('finds prompts by names, calls and defaults of parameters', async () => {
    const text = 'You are a helpful assistant. Answer the question of the user in one sentence.';
    const source = [
      'package demo',
      'class Chat {',
      `  private val systemPrompt = "${text}"`,
      `  fun ask(instructions: String = "${text}") = llm.call(instructions)`,
      `  val agent = AIAgent(executor, systemPrompt = "${text}")`,
      '  val prompt = prompt("id") {',
      `    system("${text}")`,
      '  }',
      '  fun fail() { throw IllegalStateException("You must not call this before the agent has been started, please.") }',
      '}',
      '',
    ].join('\n');
    const prompts = await promptsIn('src/Chat.kt', source);
    assert.deepEqual(
      prompts.map(({ symbolPath }) => symbolPath.join('.')),
      ['Chat.systemPrompt', 'Chat.ask.instructions', 'Chat.systemPrompt', 'Chat.prompt'],
    );
  });

  it('hides dollars from the grammar in strings alone', () => {
    const source =
      '// $$" x\nval a = $$"""$b $$c $${d("$e")}""" /* $$" */ + \'"\' + "$f $$g"\nval h = `$$"`\n';
    const mask = maskDollars(source);
    assert.equal(mask.length, source.length);
    assert.equal(
      mask,
      '// $$" x\nval a =   """ b  $c  ${d("$e")}""" /* $$" */ + \'"\' + "$f $$g"\nval h = `$$"`\n',
    );
  });

  it('stays fast on long files full of dollars', () => {
    const hostile = [
      '$$"'.repeat(60_000),
      `$$"${'$'.repeat(240_000)}`,
      `$$"""${'"'.repeat(240_000)}`,
      `$$"${'${'.repeat(100_000)}`,
    ];
    const before = performance.now();
    for (const source of hostile) assert.equal(maskDollars(source).length, source.length);
    assert.ok(performance.now() - before < 2000);
  });
});

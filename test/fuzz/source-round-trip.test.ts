import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PromptText } from '../../src/core/model.ts';
import { findPrompts, findSitesAt } from '../../src/core/source/find-prompts.ts';
import { createSourceParser } from '../../src/core/source/source-parser.ts';
import { writeBack } from '../../src/core/source/write-back.ts';
import { grammarLoader } from '../support/grammars.ts';
import { firstDifference, partsOf } from '../unit/core/source/oracle/compare-literals.ts';
import type { OracleLiteral } from '../unit/core/source/oracle/python-oracle.ts';
import { askPython } from '../unit/core/source/oracle/python-oracle.ts';
import { askTypescript } from '../unit/core/source/oracle/typescript-oracle.ts';

const parser = createSourceParser(grammarLoader);
/** `npm run fuzz` sets both: longer runs with a new seed. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_240_607);

/** Pieces that mean something to a lexer, and ordinary words. */
const pieces = fc.constantFrom(
  ...[
    'word',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '"',
    "'",
    '`',
    '"""',
    "'''",
    '\\',
    '\\n',
    '\\x41',
    '\\u{41}',
    '\\N{DASH}',
  ],
  ...[
    '${',
    '${x}',
    '{',
    '}',
    '{{',
    '}}',
    '{name}',
    '{x!r}',
    '$',
    '#',
    '//',
    '*/',
    '<!--',
    '\0',
    '1',
    '7',
    '\u2028',
  ],
  ...[
    'é',
    '🎉',
    '\ud83d',
    '\ude00',
    'א',
    '\u202e',
    '%s',
    '&amp;',
    '<b>',
    '\\\n',
    '-',
    '. ',
    'You are a judge. ',
  ],
);
const hostileText = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));

const pythonTemplates: readonly string[] = [
  'p = "plain \\"text\\" here \\\n and there"\n',
  "p = r'raw \\d text'\n",
  'p = """triple\n  "text" \\""" here\n"""\n',
  'p = f"code {a!r} and {{braces}} and {b:>{w}} end"\n',
  "p = rf'''raw {a} text\n{b}'''\n",
  'p = ("one "  # note\n     \'two \'\n     f"three {a} "\n     "four")\n',
  'p = "one\\n" + \\\n    "two\\n" + ("three " "four")\n',
  'def f():\n    p = textwrap.dedent("""\\\n        one {x}\n          two\n    """)\n',
];
const typescriptTemplates: readonly string[] = [
  "const p = 'plain \\'text\\' \\u{1F600} here';\n",
  'const p = "one " + /* note */ \'two \' +\n  ("three " + `four ${a} `);\n',
  'const p = `template ${a} and \\${b} and ${c(`${d}`)} end\n  next \\\n line`;\n',
  'const p = String.raw`raw \\d ${a} text`;\n',
];

/** Old text with hostile text put in at one or two places, and code kept: the edit of a person or a model. */
function editedText(site: PromptText, inserted: readonly string[], places: readonly number[]): PromptText {
  const free = (at: number): boolean => !site.interpolations.some(({ start, end }) => start < at && at < end);
  let { text, interpolations } = site;
  for (const [index, addition] of inserted.entries()) {
    const at = Math.floor((places[index] ?? 0) * (site.text.length + 1));
    if (!free(at) || at > site.text.length || index > 0) continue;
    text = site.text.slice(0, at) + addition + site.text.slice(at);
    interpolations = site.interpolations.map(({ start, end }) =>
      start >= at ? { start: start + addition.length, end: end + addition.length } : { start, end },
    );
  }
  return { text, interpolations };
}

interface Trial {
  readonly source: string;
  readonly value: PromptText;
}

async function trialsFor(path: string, templates: readonly string[]): Promise<Trial[]> {
  const trials: Trial[] = [];
  const input = fc.tuple(
    fc.constantFrom(...templates),
    fc.array(hostileText, { minLength: 1, maxLength: 2 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }),
  );
  const samples = fc.sample(input, { numRuns, seed });
  for (const [source, inserted, places] of samples) {
    const [site] = await findSitesAt({ path, source, parser }, { start: 0, end: source.length });
    assert.ok(site, source);
    const value = editedText(site, inserted, places);
    const result = await writeBack({ path, source, site, text: value.text, parser });
    const isWrapped = source.includes('dedent');
    if (result.kind === 'written' && !isWrapped) trials.push({ source: result.source, value });
    if (result.kind === 'refused') assertAllowed(result.reason, source, value.text);
  }
  return trials;
}

/** Refusing is right when code and text look alike, or when the form itself is limited. */
function assertAllowed(reason: string, source: string, text: string): void {
  const isLimited = source.includes('dedent') || source.includes('String.raw');
  const isAmbiguous = reason === 'interpolation-ambiguous';
  assert.ok(isLimited || isAmbiguous, `${reason}: ${JSON.stringify(text)} into ${source}`);
}

function assertRead(trials: readonly Trial[], answers: readonly (readonly OracleLiteral[] | null)[]): void {
  for (const [index, { source, value }] of trials.entries()) {
    const answer = answers[index];
    assert.ok(answer, `rejected: ${source}`);
    const expected = partsOf({ value: value.text, interpolations: value.interpolations });
    assert.equal(firstDifference([expected], answer, 1), null, source);
  }
}

describe('fuzz: literals written back', () => {
  it('are read by Python as they were meant', async () => {
    const trials = await trialsFor('a.py', pythonTemplates);
    assert.ok(trials.length > numRuns / 2);
    assertRead(trials, askPython(trials.map(({ source }) => source)));
  }).timeout(120_000);

  it('are read by the TypeScript compiler as they were meant', async () => {
    const trials = await trialsFor('a.ts', typescriptTemplates);
    assert.ok(trials.length > numRuns / 2);
    assertRead(
      trials,
      trials.map(({ source }) => askTypescript(source, 'a.ts')),
    );
  }).timeout(120_000);
});

describe('fuzz: chains of literals and code', () => {
  const chains: Readonly<Record<string, string>> = {
    'a.ts':
      'const p = a + b + "one " + /* note */ f("x y") +\n  (`two ${c} ` + (d ? "e" : g)) + \'three\';\n',
    'a.py': 'p = ("one " + str(a) +  # note\n     f"two {b} " "and " + c)\n',
    'A.java': 'class A { String p = "one " + a.b("x y") + "two " + c; }\n',
    'A.cs': 'class A { string p = "one " + a + $"two {b} " + c; }\n',
    'a.go': 'package a\nvar p = "one " + a + "two " +\n\tb() + "three"\n',
    'a.rb': 'p = "one " + a + "two #{b} " + c.to_s\n',
    'a.php': '<?php $p = "one " . $a . "two $b " . trim($c);\n',
  };
  for (const [path, source] of Object.entries(chains)) {
    it(`keep their code byte for byte: ${path}`, async () => {
      const [site] = await findSitesAt({ path, source, parser }, { start: 0, end: source.length });
      assert.ok(site !== undefined && site.interpolations.length >= 2);
      const input = fc.tuple(hostileText, fc.double({ min: 0, max: 1, noNaN: true }));
      let written = 0;
      for (const [inserted, place] of fc.sample(input, { numRuns: Math.ceil(numRuns / 4), seed })) {
        const value = editedText(site, [inserted], [place]);
        const result = await writeBack({ path, source, site, text: value.text, parser });
        if (result.kind === 'refused') continue;
        written++;
        const span = { start: result.edit.span.start, end: result.edit.span.start };
        const sites = await findSitesAt({ path, source: result.source, parser }, span);
        const again = sites.find(({ text }) => text === value.text);
        assert.ok(again, result.source);
        const code = ({ text, interpolations }: PromptText): string[] =>
          interpolations.map(({ start, end }) => text.slice(start, end));
        assert.deepEqual(code(again), code(site));
      }
      assert.ok(written > numRuns / 8, `${written} written`);
    }).timeout(60_000);
  }
});

describe('fuzz: broken code', () => {
  const soup = fc.array(
    fc.oneof(
      pieces,
      fc.constantFrom(
        'p = ',
        'f"',
        'r"""',
        'const p = ',
        '(',
        ')',
        '[',
        ']',
        '+ ',
        '.join(',
        'dedent(',
        'def f():\n  ',
        'class A {',
        ...[
          '<<~T\n',
          'T\n',
          '<?php ',
          '$p = ',
          '<<<T\n',
          '$$"""',
          '@"',
          '%q(',
          '#{',
          'r#"',
          '"#',
          '$$"',
          '.trimIndent()',
          '.trimMargin()',
          'val p = ',
          '[[t]]\n',
          "'''\n",
          'key: ',
          '|\n  ',
          '- ',
        ],
        '=> ',
        ';',
        ...[' + name + ', ' . $name . ', 'name + "', '<<<<<<< ours\n', '=======\n', '>>>>>>> theirs\n'],
      ),
    ),
    { maxLength: 40 },
  );
  const paths = [
    ...[
      'a.py',
      'a.ts',
      'a.tsx',
      'a.js',
      'a.prompt',
      'a.go',
      'A.java',
      'A.kt',
      'A.cs',
      'a.rb',
      'a.php',
      'a.rs',
    ],
    ...['a.yaml', 'a.json', 'a.toml', 'a.jsx', 'a.jinja', 'a.ipynb'],
  ];
  for (const path of paths) {
    it(`never throws, and every edit offered reads back: ${path}`, async () => {
      await fc.assert(
        fc.asyncProperty(soup, hostileText, async (parts, addition) => {
          const source = parts.join('');
          await findPrompts({ path, source, parser, includeAll: true });
          const sites = await findSitesAt({ path, source, parser }, { start: 0, end: source.length });
          for (const site of sites) {
            const result = await writeBack({ path, source, site, text: site.text + addition, parser });
            if (result.kind === 'refused') continue;
            const after = await findSitesAt(
              { path, source: result.source, parser },
              { start: site.span.start, end: site.span.start },
            );
            assert.ok(
              after.some(({ text }) => text === site.text + addition),
              source,
            );
          }
        }),
        { numRuns: Math.ceil(numRuns / 2), seed },
      );
    }).timeout(120_000);
  }
});

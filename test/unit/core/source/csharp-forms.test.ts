import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { hostileTexts } from './oracle/hostile-edits.ts';
import { parser, rewrite, rewritten, siteAround } from './support.ts';

/** Literals of C# with their values by the language reference. */
const cases: readonly (readonly [string, string])[] = [
  ['"plain"', 'plain'],
  ['""', ''],
  [
    '"tab\\t newline\\n return\\r quote\\" single\\\' backslash\\\\"',
    'tab\t newline\n return\r quote" single\' backslash\\',
  ],
  ['"nul\\0 bell\\a back\\b feed\\f vertical\\v"', 'nul\0 bell\x07 back\b feed\f vertical\v'],
  ['"hex \\x41 \\xe9 \\x4e16 unicode \\u00e9 \\U0001F600"', 'hex A é 世 unicode é 😀'],
  ['@"verbatim ""quoted"" \\n C:\\temp"', 'verbatim "quoted" \\n C:\\temp'],
  ['@"two\nlines"', 'two\nlines'],
  ['$"code {name} and {{braces}} \\t {price:N2} {x,10}"', 'code {name} and {braces} \t {price:N2} {x,10}'],
  ['$"nested {(ok ? "yes" : "no")} end"', 'nested {(ok ? "yes" : "no")} end'],
  ['$@"both ""q"" {name} {{b}} \\n"', 'both "q" {name} {b} \\n'],
  ['@$"other {name}"', 'other {name}'],
  ['"""raw "quoted" \\n text"""', 'raw "quoted" \\n text'],
  ['""""three """ quotes""""', 'three """ quotes'],
  [
    '"""\n    You are a judge.\n      Be "brief".\n\n    Score.\n    """',
    'You are a judge.\n  Be "brief".\n\nScore.',
  ],
  ['"""\nflush\n  left\n"""', 'flush\n  left'],
  ['$"""\n    Hello {name},\n    {x} {{y}}\n    """', 'Hello {name},\n{x} {{y}}'],
  ['$$"""{"json": {{value}}, "b": {}}"""', '{"json": {{value}}, "b": {}}'],
  ['"a" + "b" + ("c" + @"d")', 'abcd'],
  ['"You are " + // who\n  $"a judge of {name}."', 'You are a judge of {name}.'],
  ['"emoji 🎉 and א"', 'emoji 🎉 and א'],
  ['"a // not a comment"', 'a // not a comment'],
];

function program(literal: string): string {
  return `class A { string P = ${literal}; }\n`;
}

describe('literals of C#', () => {
  for (const [literal, value] of cases) {
    it(`has the value of the reference: ${JSON.stringify(literal)}`, async () => {
      const { literals } = await findPrompts({
        path: 'A.cs',
        source: program(literal),
        parser,
        includeAll: true,
      });
      assert.equal(literals?.[0]?.value, value);
    });
  }

  for (const lineBreak of ['\n', '\r\n'])
    it(`takes every hostile text in every form that can say it, ${JSON.stringify(lineBreak)}`, async () => {
      const refused: string[] = [];
      for (const [form] of cases) {
        const literal = form.replace(/\n/g, lineBreak);
        // Code in `$$` has two braces, which no other form reads as code.
        if (literal.startsWith('$$')) continue;
        for (const [name, hostile] of Object.entries(hostileTexts)) {
          const result = await rewrite(
            'A.cs',
            program(literal),
            literal.slice(0, 3),
            (text) => text + hostile,
          );
          if (result.kind === 'refused' && result.reason !== 'interpolation-ambiguous')
            refused.push(`${literal}: ${name}: ${result.reason}`);
        }
      }
      assert.deepEqual(refused, []);
    });

  it('keeps the margin of raw strings', async () => {
    const source = program('"""\n        You are a judge.\n        Be brief.\n        """');
    const after = await rewritten('A.cs', source, 'judge', (text) =>
      text.replace('Be', 'Use a scale.\n\nBe'),
    );
    assert.equal(after, source.replace('Be brief.', 'Use a scale.\n\n        Be brief.'));
  });

  it('keeps the line breaks of a file with CRLF, as the language does', async () => {
    const verbatim = program('@"You are a judge.\r\n  Be brief."');
    const site = await siteAround('A.cs', verbatim, 'judge');
    assert.equal(site.text, 'You are a judge.\r\n  Be brief.');
    const raw = program('"""\r\n    You are a judge.\r\n\r\n      Be brief.\r\n    """');
    assert.equal((await siteAround('A.cs', raw, 'judge')).text, 'You are a judge.\r\n\r\n  Be brief.');
    const change = (text: string): string => text.replace('Be', 'Score.\r\nBe');
    assert.equal(await rewritten('A.cs', raw, 'judge', change), raw.replace('Be', 'Score.\r\n    Be'));
    assert.equal(await rewritten('A.cs', verbatim, 'judge', change), verbatim.replace('Be', 'Score.\r\nBe'));
  });

  it('says a line feed in a file with CRLF by an escape', async () => {
    const raw = program('"""\r\n    You are a judge.\r\n    Be brief.\r\n    """');
    const after = await rewritten('A.cs', raw, 'judge', (text) => text.replaceAll('\r\n', '\n'));
    assert.equal(after, program('"You are a judge.\\nBe brief."'));
  });
});

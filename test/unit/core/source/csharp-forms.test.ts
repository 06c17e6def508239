import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findPrompts } from '../../../../src/core/source/find-prompts.ts';
import { hostileTexts } from './oracle/hostile-edits.ts';
import { parser, rewrite, rewritten, siteAround } from './support.ts';

/** Literals of C# with their values by the language reference: no tool of the language runs here. */
const fixture = new URL('../../../fixtures/source/csharp/forms.json', import.meta.url);
const cases = (JSON.parse(readFileSync(fixture, 'utf8')) as { source: string; value: string }[]).map(
  ({ source, value }) => [source, value] as const,
);

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
            literal.slice(literal.indexOf('"')),
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

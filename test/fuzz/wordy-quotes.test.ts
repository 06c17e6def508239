import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { tokensOf } from '../../src/core/source/literal-sequences.ts';
import type { LiteralToken } from '../../src/core/source/literal-tree.ts';
import { supportOf } from '../../src/core/source/language-support.ts';
import { languageOfPath } from '../../src/core/source/languages.ts';
import { createSourceParser } from '../../src/core/source/source-parser.ts';
import { walkLiterals } from '../../src/core/source/walk-literals.ts';
import { grammarLoader } from '../support/grammars.ts';

const parser = createSourceParser(grammarLoader);
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_240_607);

/** Three words at least: what can be judged a prompt. */
const words = /\S\s+\S+\s+\S/;

/** The literals of words that a walk over everything finds and a walk over what is marked does not; null: not marked. */
async function missedLiterals(path: string, source: string): Promise<readonly string[] | null> {
  const language = languageOfPath(path);
  const support = language === null ? null : supportOf(language.id);
  if (language === null || support?.isQuoted?.(source, language.id) !== true) return null;
  const parsed = await parser.parse(language, source);
  const literalsOf = (isQuoted: boolean): string[] => {
    const walk = { parsed, support: { ...support, isQuoted: () => isQuoted }, minimumLength: 12 };
    return [...walkLiterals({ ...walk, wordsOnly: true })]
      .filter((found) => found !== null)
      .filter(({ tree, isPart }) => !isPart && words.test(tree.decoded.text))
      .filter(({ tree }) => !tokensOf(tree).some((token) => hasBareLineBreak(token, source)))
      .map(({ tree }) => `${tree.span.start}: ${tree.decoded.text}`);
  };
  try {
    const marked = new Set(literalsOf(true));
    return literalsOf(false).filter((literal) => !marked.has(literal));
  } finally {
    parsed.dispose();
  }
}

/** A grammar may read what no compiler does: a line break between single quotes. */
function hasBareLineBreak({ style, content }: LiteralToken, source: string): boolean {
  const text = source.slice(content.start, content.end);
  return /^["']$/.test(style.open) && /(^|[^\\])\n/.test(text.replaceAll(/\{[^]*\}/g, ''));
}

const pieces = fc.constantFrom(
  ...['"', "'", '`', '"""', "'''", '\\"', "\\'", '\\\n', 'f"', "r'", '{x["a b"]}', '${`a b c`}', '{', '}'],
  ...[
    'one',
    ' two',
    ' three four',
    'x',
    ' ',
    '\n',
    '\t',
    ' + ',
    '+',
    '(',
    ')',
    ', ',
    '[',
    ']',
    '.join(',
    '"\n"',
  ],
  ...['# note\n', '// note\n', '/* it\'s "a" */', 'p = ', 'const p = ', ';\n', 'f(', 'def g():\n  ', 'name'],
);
const soup = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

describe('fuzz: marks of literals with words', () => {
  for (const path of ['a.ts', 'a.js', 'a.py', 'a.go', 'A.java']) {
    it(`leave out no literal in code of any kind: ${path}`, async () => {
      await fc.assert(
        fc.asyncProperty(soup, async (source) => {
          assert.deepEqual((await missedLiterals(path, source)) ?? [], [], JSON.stringify(source));
        }),
        { numRuns, seed },
      );
    }).timeout(120_000);
  }

  it('leave out no literal of this repository', async () => {
    const files = globSync('{src,scripts}/**/*.ts', { cwd: new URL('../../', import.meta.url) });
    let read = 0;
    for (const file of files) {
      const missed = await missedLiterals(
        file,
        readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'),
      );
      assert.deepEqual(missed ?? [], [], file);
      if (missed !== null) read += 1;
    }
    assert.ok(read > 100);
  }).timeout(60_000);
});

import assert from 'node:assert/strict';
import { compileGlob, matchesWithin } from '../../../../src/core/files/glob.ts';
import { isIgnoredWithin, parseIgnoreFile } from '../../../../src/core/files/ignore-rules.ts';
import { parseJsonc } from '../../../../src/core/files/parse-jsonc.ts';

describe('compileGlob', () => {
  const cases: readonly (readonly [glob: string, path: string, isMatch: boolean])[] = [
    ['*.py', 'a.py', true],
    ['*.py', 'src/a.py', false],
    ['**/*.py', 'a.py', true],
    ['**/*.py', 'src/deep/a.py', true],
    ['src/**', 'src/deep/a.py', true],
    ['src/**/b/*.{ts,tsx}', 'src/a/b/c.tsx', true],
    ['src/**/b/*.{ts,tsx}', 'src/a/b/c.js', false],
    ['a?c', 'abc', true],
    ['[a-c]x[!0-9]', 'bxz', true],
    ['[a-c]x[!0-9]', 'bx1', false],
    ['[', '[', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
  ];
  for (const [glob, path, isMatch] of cases) {
    it(`${glob} ${isMatch ? 'names' : 'does not name'} ${path}`, () => {
      assert.equal(compileGlob(glob)(path), isMatch);
    });
  }

  it('names what lies in a folder that it names', () => {
    assert.ok(matchesWithin(compileGlob('**/legacy'), 'src/legacy/deep/a.py'));
    assert.ok(!matchesWithin(compileGlob('**/legacy'), 'src/legacy.py'));
  });

  it('stays fast on hostile globs', () => {
    const startedAt = performance.now();
    compileGlob('*a'.repeat(200) + 'b')('a'.repeat(2_000));
    compileGlob('**/a/'.repeat(100) + 'b')('a/'.repeat(1_000));
    assert.ok(performance.now() - startedAt < 1_000);
  });
});

describe('isIgnoredWithin', () => {
  function ignored(texts: Readonly<Record<string, string>>, path: string): boolean {
    const files = Object.entries(texts).map(([folder, text]) => parseIgnoreFile(folder, text));
    return isIgnoredWithin(files, path);
  }

  const cases: readonly (readonly [text: string, path: string, isIgnored: boolean])[] = [
    ['# comment\n\n*.log', 'a/b.log', true],
    ['*.log\n!keep.log', 'a/keep.log', false],
    ['/a.py', 'a.py', true],
    ['/a.py', 'src/a.py', false],
    ['src/a.py', 'deep/src/a.py', false],
    ['**/src/a.py', 'deep/src/a.py', true],
    ['build/', 'src/build/a.py', true],
    ['build/', 'src/build', false],
    ['a/**\n!a/b.py', 'a/b.py', false],
    ['a/**', 'a/deep/b.py', true],
    ['folder\n!folder/a.py', 'folder/a.py', true],
    ['\\#a', '#a', true],
    ['\\!a', '!a', true],
    ['a.py   ', 'a.py', true],
    ['a{b,c}', 'ab', false],
    ['a.py\r\nb.py\r\n', 'b.py', true],
    ['!a.py', 'a.py', false],
    ['/', 'a.py', false],
  ];
  for (const [text, path, isIgnored] of cases) {
    it(`${JSON.stringify(text)} ${isIgnored ? 'ignores' : 'keeps'} ${path}`, () => {
      assert.equal(ignored({ '': text }, path), isIgnored);
    });
  }

  it('lets the file of an inner folder decide for what is in it', () => {
    const texts = { '': '*.py', src: '!a.py' };
    assert.equal(ignored(texts, 'src/a.py'), false);
    assert.equal(ignored(texts, 'src/b.py'), true);
    assert.equal(ignored(texts, 'a.py'), true);
  });
});

describe('parseJsonc', () => {
  it('reads comments and trailing commas, also where strings look like them', () => {
    const text = '\ufeff{ // one\n "a//b": "/* no */,]", /* two */ "c": [1, 2,],\n}';
    assert.deepEqual(parseJsonc(text), { 'a//b': '/* no */,]', c: [1, 2] });
  });

  it('stays fast on hostile texts', () => {
    const startedAt = performance.now();
    for (const text of ['/*'.repeat(100_000), '"\\'.repeat(100_000), `[${', '.repeat(100_000)}`]) {
      assert.throws(() => parseJsonc(text), SyntaxError);
    }
    assert.ok(performance.now() - startedAt < 2_000);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';
import { Language, Parser } from 'web-tree-sitter';
import { compiledGrammars } from '../../../../scripts/build-grammars.ts';
import { languageOfPath } from '../../../../src/core/source/languages.ts';
import { parser } from './support.ts';

const root = new URL('../../../../', import.meta.url);

/** Whole programs in the language, with every token that could be read otherwise. */
const programs: Readonly<Record<string, readonly string[]>> = {
  kotlin: [
    readFileSync(new URL('test/fixtures/source/kotlin/Forms.kt', root), 'utf8'),
    'package a.b\nimport c.*\n@A class B<out T : Any>(val x: Int = 0x1F) : C by d { fun e() = x?.y ?: !!z as? Q }\n',
    'suspend inline fun <reified T> f(vararg a: T) = when (a) { is X, !in Y -> 1L..2u; else -> return@f null }\n',
    'val broken = "a ${ b "\nfun (',
    'fun größe(数: Int) = "日本 $数 ${größe(1)}" // 🚀\n',
  ],
  'c-sharp': [
    'using System; namespace A.B; public sealed record C(int X, string? Y = null) : D<E>, IF where T : class;\n',
    'class A { async Task<int> B() => await c?.d[^1..] ?? throw new E($"{x:N2} {{y}} {z,3}"); }\n',
    'var s = """\n    raw "text" \\n\n    """; var v = @"a ""b"" \\c"; var u = $$"""{{x}} {y}""";\n#if DEBUG\nint a;\n#endif\n',
    'class A { void B() { foreach (var (k, v) in d) { yield return k is { Length: > 3 } and not null; } }',
    'string größe = "数 🚀"; /* open',
  ],
};

describe('the grammars that are compiled here', () => {
  for (const { name, original, to } of compiledGrammars) {
    it(`reads ${name} as the grammar of the package does`, async () => {
      // The runtime is one for the process: this starts it, if no other test has.
      (await parser.parse(languageOfPath('a.py') ?? assert.fail('no Python'), '')).dispose();
      const ours = await parserOf(brotliDecompressSync(await readFile(new URL(to, root))));
      const theirs = await parserOf(await readFile(new URL(original, root)));
      for (const program of programs[name] ?? assert.fail(name)) {
        assert.equal(treeOf(ours, program), treeOf(theirs, program));
      }
    });
  }
});

async function parserOf(wasm: Uint8Array): Promise<Parser> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(new Uint8Array(wasm)));
  return parser;
}

function treeOf(parser: Parser, source: string): string {
  const tree = parser.parse(source) ?? assert.fail('no tree');
  const text = tree.rootNode.toString();
  const places: number[] = [];
  for (const node of tree.rootNode.descendantsOfType(tree.language.types)) {
    places.push(node.startIndex, node.endIndex);
  }
  tree.delete();
  return `${text} ${places.join(' ')}`;
}

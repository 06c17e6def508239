import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { grammarFiles } from '../../../../scripts/build-grammars.ts';
import { toolchains } from '../../../../scripts/support/toolchains.ts';
import { languageOfEditorId, languages } from '../../../../src/core/source/languages.ts';
import { promptLanguageIds } from '../../../../src/vscode/manifest.ts';

const root = new URL('../../../../', import.meta.url);
/** Languages that share the folder of another one. */
const families: Readonly<Record<string, string>> = {
  typescript: 'javascript',
  tsx: 'javascript',
  jsx: 'javascript',
};
/** Languages whose literals the tests compare with an oracle that runs here, or by their reference. */
const checkedOtherwise = ['python', 'javascript', 'csharp'];
const leastCases = 19;

/** docs/languages.md, "Adding a language", as a test. */
describe('every language that is parsed', () => {
  for (const { id, grammar, editorIds } of languages) {
    if (grammar === null) continue;
    const folder = families[id] ?? id;

    it(`has a table of its grammar and a codec of its literals: ${id}`, () => {
      const support = new URL(`src/core/source/${folder}/${folder}-support.ts`, root);
      const source = readFileSync(support, 'utf8');
      assert.match(source, new RegExp(`export const ${folder}Support: LanguageSupport`));
      assert.match(source, /: ContextTable = \{/);
    });

    it(`has a grammar that ships: ${id}`, () => {
      const file = grammarFiles.find(({ to }) => to === grammar);
      assert.ok(file && existsSync(new URL(file.from, root)), grammar);
    });

    it(`has fixtures, checked by its own tool where there is one: ${id}`, () => {
      const name = folder === 'javascript' ? 'typescript' : folder;
      assert.ok(globSync(`test/fixtures/source/${name}/[fF]orms.*`, { cwd: root }).length > 0, name);
      const toolchain = toolchains[folder];
      assert.equal(toolchain === undefined, checkedOtherwise.includes(folder));
      if (toolchain === undefined) return;
      const recorded = new URL(`test/fixtures/source/${folder}/forms.hex`, root);
      assert.ok(readFileSync(recorded, 'utf8').split('\n').length > leastCases);
    });

    it(`shows its lenses: ${id}`, () => {
      const known: readonly string[] = promptLanguageIds;
      assert.deepEqual(
        editorIds.filter((editorId) => !known.includes(editorId)),
        [],
      );
      for (const editorId of editorIds) assert.equal(languageOfEditorId(editorId)?.id, id);
    });
  }

  it('is checked in at least 200 cases beside those of Python and TypeScript', () => {
    const recorded = Object.values(toolchains).map(({ file }) => {
      const folder = file.slice(0, file.indexOf('/'));
      const hex = readFileSync(new URL(`test/fixtures/source/${folder}/forms.hex`, root), 'utf8');
      return hex.trimEnd().split('\n').length;
    });
    assert.ok(recorded.reduce((sum, count) => sum + count, 0) >= 200);
  });
});

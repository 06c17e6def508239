import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { findVsix } from '../../scripts/support/paths.ts';

/** The size that a package must stay below, in bytes. */
const SIZE_LIMIT = 3_600_000;

/** Every file of the package, below its `extension/` folder. What is new here goes to everybody's machine. */
const FILES = [
  'LICENSE.txt',
  'changelog.md',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/extension.cjs',
  'dist/grammars/c-sharp.wasm.br',
  'dist/grammars/go.wasm.br',
  'dist/grammars/java.wasm.br',
  'dist/grammars/javascript.wasm.br',
  'dist/grammars/kotlin.wasm.br',
  'dist/grammars/php.wasm.br',
  'dist/grammars/python.wasm.br',
  'dist/grammars/ruby.wasm.br',
  'dist/grammars/rust.wasm.br',
  'dist/grammars/toml.wasm.br',
  'dist/grammars/tsx.wasm.br',
  'dist/grammars/typescript.wasm.br',
  'dist/grammars/web-tree-sitter.wasm.br',
  'dist/openai.cjs',
  'dist/pdf-worker.cjs',
  'dist/room-worker.cjs',
  'dist/scan-worker.cjs',
  'dist/tokens/cl100k_base.bin.br',
  'dist/tokens/o200k_base.bin.br',
  'dist/webview/codicon.ttf',
  'dist/webview/panel.css',
  'dist/webview/panel.js',
  'dist/workbench.cjs',
  'docs/data-room.md',
  'docs/guide.md',
  'docs/metrics.md',
  'docs/pcv.md',
  'docs/security.md',
  'l10n/bundle.l10n.he.json',
  'l10n/bundle.l10n.ru.json',
  'media/icon.png',
  'media/promptops.svg',
  ...readdirSync(new URL('../../media/templates/', import.meta.url)).map((name) => `media/templates/${name}`),
  'media/sample/support_agent.py',
  'media/walkthrough/history.svg',
  'media/walkthrough/model.svg',
  'media/walkthrough/problems.svg',
  'media/walkthrough/result.svg',
  'media/walkthrough/sample.svg',
  'package.json',
  'package.nls.he.json',
  'package.nls.json',
  'package.nls.ru.json',
  'readme.md',
];

describe('the packaged extension', () => {
  it('holds these files and no other', () => {
    const files = filesIn(findVsix())
      .filter((file) => file.startsWith('extension/'))
      .map((file) => file.slice('extension/'.length));
    assert.deepEqual(files.sort(), FILES.toSorted());
  });

  it('stays small', () => {
    const { size } = statSync(findVsix());
    assert.ok(size < SIZE_LIMIT, `${size} bytes`);
  });

  it('holds no source map and no path of the machine that built it', () => {
    for (const file of FILES.filter((name) => /\.(cjs|js|css)$/.test(name))) {
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      assert.ok(!text.includes('sourceMappingURL'), file);
      assert.ok(!text.includes(process.cwd()), file);
    }
  });
});

/** The names in the central directory of a zip file, which begins where its last record says. */
function filesIn(zip: string): string[] {
  const bytes = readFileSync(zip);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    names.push(bytes.toString('utf8', at + 46, at + 46 + name!));
    at += 46 + name! + extra! + comment!;
  }
  return names;
}

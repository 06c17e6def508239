import assert from 'node:assert/strict';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildFailure, type BuildOptions } from 'esbuild';
import { BUNDLES, bundleBuild, type Bundle, type BundleHost } from '../../../scripts/build/bundles.ts';
import { packageOf } from '../../../scripts/build/notices.ts';
import { separateBundles } from '../../../scripts/build/separate-bundles.ts';
import { OUT_TEST, ROOT } from '../../../scripts/support/paths.ts';

describe('the bundles', () => {
  let folder = '';
  beforeEach(async () => {
    await mkdir(OUT_TEST, { recursive: true });
    folder = await mkdtemp(path.join(OUT_TEST, 'bundles-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function bundle(host: BundleHost, source: string): Promise<Bundle> {
    await writeFile(path.join(folder, 'main.ts'), source);
    const own = path.relative(ROOT, folder);
    return { entry: `${own}/main.ts`, out: `${own}/dist/main.cjs`, host };
  }

  async function errorsOf(options: BuildOptions): Promise<string> {
    const failure = await build({ ...options, logLevel: 'silent' }).then(
      () => assert.fail('the build succeeded'),
      (error: unknown) => error as BuildFailure,
    );
    return failure.errors.map(({ text }) => text).join('\n');
  }

  for (const host of ['terminal', 'webview'] as const) {
    it(`fail for the ${host} when the editor's API leaks in`, async () => {
      const one = await bundle(host, "import * as vscode from 'vscode';\nconsole.log(vscode.version);");
      assert.match(await errorsOf(bundleBuild(one, true)), /main\.ts imports "vscode"/);
    });
  }

  it('fail for the webview when a built-in module of Node leaks in', async () => {
    const one = await bundle(
      'webview',
      "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync);",
    );
    assert.match(await errorsOf(bundleBuild(one, true)), /node:fs/);
  });

  it('load each other at run time where the source says import()', async () => {
    await writeFile(path.join(folder, 'heavy.ts'), "export const weight = 'heavy'.repeat(3);");
    const main = await bundle('editor', "export const load = () => import('./heavy.ts');");
    const heavy: Bundle = {
      ...main,
      entry: main.entry.replace('main', 'heavy'),
      out: main.out.replace('main', 'heavy'),
    };
    for (const one of [main, heavy]) {
      await build({ ...bundleBuild(one, false), plugins: [separateBundles(one, [main, heavy])] });
    }
    const code = await readFile(path.join(ROOT, main.out), 'utf8');
    assert.doesNotMatch(code, /repeat/);
    const { load } = (await import(path.join(ROOT, main.out))) as { load: () => Promise<{ weight: string }> };
    assert.equal((await load()).weight, 'heavyheavyheavy');
  });

  it('refuse a static import of a module that has a bundle of its own', async () => {
    await writeFile(path.join(folder, 'heavy.ts'), "export const weight = 'heavy';");
    const main = await bundle('editor', "export { weight } from './heavy.ts';");
    const heavy: Bundle = {
      ...main,
      entry: main.entry.replace('main', 'heavy'),
      out: main.out.replace('main', 'heavy'),
    };
    const options = { ...bundleBuild(main, false), plugins: [separateBundles(main, [main, heavy])] };
    assert.match(await errorsOf(options), /it has a bundle of its own/);
  });

  it('have no two entries with the same output', () => {
    assert.equal(new Set(BUNDLES.map(({ out }) => out)).size, BUNDLES.length);
  });
});

describe('packageOf', () => {
  it('names the package of a bundled file', () => {
    assert.deepEqual(packageOf('node_modules/zod/v4/mini.js'), ['zod']);
    assert.deepEqual(packageOf('node_modules/@vscode/codicons/dist/codicon.css'), ['@vscode/codicons']);
    assert.deepEqual(packageOf('node_modules/a/node_modules/b/index.js'), ['b']);
    assert.deepEqual(packageOf('src/core/model.ts'), []);
  });
});

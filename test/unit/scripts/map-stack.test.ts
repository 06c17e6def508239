import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { stackMapper } from '../../../scripts/support/map-stack.ts';
import { OUT_TEST, ROOT } from '../../../scripts/support/paths.ts';

describe('stackMapper', () => {
  let folder = '';
  before(async () => {
    await mkdir(OUT_TEST, { recursive: true });
    folder = await mkdtemp(path.join(OUT_TEST, 'stack-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('names the source where the bundle failed, and leaves other files alone', async () => {
    const source = path.join(folder, 'fails.ts');
    await writeFile(
      source,
      '// One\n// Two\nexport function fail(): never {\n  throw new Error("here");\n}\n',
    );
    const outfile = path.join(folder, 'host.cjs');
    await build({
      entryPoints: [source],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      sourcemap: 'inline',
    });
    const { fail } = (await import(outfile)) as { fail: () => never };
    let stack = '';
    try {
      fail();
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    assert.match(stack, /host\.cjs:\d+:\d+/);
    const mapped = stackMapper(outfile)(stack);
    assert.ok(mapped.includes(`${path.relative(ROOT, source)}:4:9`), mapped);
    assert.ok(mapped.includes('map-stack.test.ts'), mapped);
    assert.ok(!mapped.includes('host.cjs'), mapped);
  });
});

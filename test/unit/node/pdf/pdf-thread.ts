import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { BUNDLES, bundleBuild } from '../../../../scripts/build/bundles.ts';
import { OUT_TEST } from '../../../../scripts/support/paths.ts';

/** A folder with the thread that reads PDF files, as the package has it. Made before the tests of a block, gone after them. */
export function usePdfThread(): () => string {
  let folder = '';
  before(async function () {
    this.timeout(60_000);
    await mkdir(OUT_TEST, { recursive: true });
    folder = await mkdtemp(path.join(OUT_TEST, 'pdf-'));
    const bundle = BUNDLES.find(({ out }) => out === 'dist/pdf-worker.cjs');
    if (bundle === undefined) throw new Error('No bundle reads PDF files.');
    await build(bundleBuild({ ...bundle, out: path.join(folder, 'pdf-worker.cjs') }, true));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

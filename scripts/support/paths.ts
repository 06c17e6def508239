import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup-error.ts';

/** The root of the checkout. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Where tests and tools leave what they make; ignored by git. */
export const OUT_TEST = path.join(ROOT, 'out-test');

/** The bundle with the host tests, as `esbuild.js` writes it. */
export const HOST_TESTS = path.join(OUT_TEST, 'host.cjs');

/** The sample workspace that people and UI tests open, never in place. */
export const EXAMPLES = path.join(ROOT, 'examples');

/** The packaged extension of this version, there or not. */
export function vsixPath(): string {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  return path.join(ROOT, `promptops-${manifest.version}.vsix`);
}

/** The packaged extension of this version, or the one named by PROMPTOPS_VSIX. Throws a SetupError when it is not there. */
export function findVsix(): string {
  const file = process.env['PROMPTOPS_VSIX'] ?? vsixPath();
  if (existsSync(file)) return file;
  throw new SetupError(`${path.basename(file)} is missing: run \`npm run package\` first.`);
}

import path from 'node:path';

/** The root of the checkout. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Where tests and tools leave what they make; ignored by git. */
export const OUT_TEST = path.join(ROOT, 'out-test');

/** The bundle with the host tests, as `esbuild.js` writes it. */
export const HOST_TESTS = path.join(OUT_TEST, 'host.cjs');

/** The sample workspace that people and UI tests open, never in place. */
export const EXAMPLES = path.join(ROOT, 'examples');

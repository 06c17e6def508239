import { globSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { HOST_TESTS, ROOT } from '../support/paths.ts';

/** The bundle of `test/host/**\/*.test.ts` that the extension host runs; it exports `run()`. */
export function hostTestsBuild(): BuildOptions {
  const folder = path.join(ROOT, 'test', 'host');
  const files = globSync('**/*.test.ts', { cwd: folder }).sort();
  const requires = files.map((file) => `require(${JSON.stringify(`./${file}`)});`).join('\n');
  return {
    stdin: {
      contents: `import { runSuites } from './support/run-suites.ts';\nexport const run = () => runSuites(() => {\n${requires}\n});`,
      resolveDir: folder,
      sourcefile: 'host-tests.ts',
      loader: 'ts',
    },
    outfile: HOST_TESTS,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    // Mocha must be the one in node_modules: it is loaded as an ES module at run time.
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  };
}

import path from 'node:path';
import type { Plugin } from 'esbuild';
import { ROOT } from '../support/paths.ts';
import type { Bundle } from './bundles.ts';

/**
 * Leaves a dynamic `import()` of a module that has a bundle of its own as a load of that bundle's file. A static
 * import of such a module would load it eagerly and twice, so it fails the build.
 */
export function separateBundles(own: Bundle, bundles: readonly Bundle[]): Plugin {
  const others = new Map(
    bundles
      .filter((bundle) => bundle.host === own.host && bundle !== own)
      .map((bundle) => [path.join(ROOT, bundle.entry), path.relative(path.dirname(own.out), bundle.out)]),
  );
  return {
    name: 'separate-bundles',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, ({ path: target, resolveDir, kind, importer }) => {
        const file = others.get(path.resolve(resolveDir, target));
        if (file === undefined) return undefined;
        if (kind === 'dynamic-import') return { path: `./${file}`, external: true };
        return {
          errors: [{ text: `${importer} must load ${target} by import(): it has a bundle of its own.` }],
        };
      });
    },
  };
}

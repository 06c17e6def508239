import type { Plugin } from 'esbuild';

/** Fails the build of a bundle that runs outside of the editor and yet imports its API. */
export function forbidEditor(): Plugin {
  return {
    name: 'forbid-editor',
    setup(build) {
      build.onResolve({ filter: /^vscode$/ }, ({ importer }) => ({
        errors: [{ text: `This bundle runs without the editor, but ${importer} imports "vscode".` }],
      }));
    },
  };
}

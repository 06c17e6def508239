import { globSync } from 'node:fs';
import type { BuildOptions } from 'esbuild';
import { ROOT } from '../support/paths.ts';
import { fromRoot } from './bundles.ts';

const MAIN_STYLES = 'webview/styles/panel.css';

/** Whether there are styles to bundle. */
export function hasStyles(): boolean {
  return styleFiles().length > 0;
}

/** The styles of the panel as one file: what `panel.css` imports, or all files by name when there is none. */
export function stylesBuild(isProduction: boolean): BuildOptions {
  const files = styleFiles();
  const shared: BuildOptions = {
    absWorkingDir: ROOT,
    outfile: 'dist/webview/panel.css',
    bundle: true,
    minify: isProduction,
    // The font is copied by itself, under a name that does not change.
    external: ['*.ttf'],
    logLevel: 'warning',
    metafile: true,
  };
  if (files.includes(MAIN_STYLES)) return { ...shared, entryPoints: [MAIN_STYLES] };
  const contents = files.map((file) => `@import ${JSON.stringify(`./${file}`)};`).join('\n');
  return {
    ...shared,
    stdin: { contents, resolveDir: fromRoot('.'), sourcefile: 'panel.css', loader: 'css' },
  };
}

function styleFiles(): string[] {
  return globSync('webview/styles/**/*.css', { cwd: ROOT }).sort();
}

import { existsSync } from 'node:fs';
import type { BuildOptions } from 'esbuild';
import { ROOT } from '../support/paths.ts';
import { fromRoot } from './bundles.ts';

const MAIN_STYLES = 'webview/styles/panel.css';

/** Whether there are styles to bundle. */
export function hasStyles(): boolean {
  return existsSync(fromRoot(MAIN_STYLES));
}

/** The styles of the panel as one file, with the icon font that they name beside it. */
export function stylesBuild(isProduction: boolean): BuildOptions {
  return {
    absWorkingDir: ROOT,
    entryPoints: [MAIN_STYLES],
    outfile: 'dist/webview/panel.css',
    bundle: true,
    minify: isProduction,
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    logLevel: 'warning',
    metafile: true,
  };
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { ROOT } from '../support/paths.ts';
import { forbidEditor } from './forbid-editor.ts';
import { separateBundles } from './separate-bundles.ts';
import { trimPdf } from './trim-pdf.ts';

/** Where a bundle runs, which decides its format and what it may import. */
export type BundleHost = 'editor' | 'terminal' | 'thread' | 'webview';

/** One file under `dist/` and the module that it starts from; both relative to the root. */
export interface Bundle {
  readonly entry: string;
  readonly out: string;
  readonly host: BundleHost;
}

/**
 * What the build makes out of code. A dynamic `import()` of another entry of this table stays a load at run time, so
 * that what is heavy costs nothing before its first use.
 */
export const BUNDLES: readonly Bundle[] = [
  { entry: 'src/extension.ts', out: 'dist/extension.cjs', host: 'editor' },
  { entry: 'src/vscode/workbench.ts', out: 'dist/workbench.cjs', host: 'editor' },
  { entry: 'src/vscode/prompts-view/scan-worker.ts', out: 'dist/scan-worker.cjs', host: 'editor' },
  { entry: 'src/vscode/data-room/room-worker.ts', out: 'dist/room-worker.cjs', host: 'editor' },
  { entry: 'src/node/pdf/pdf-worker.ts', out: 'dist/pdf-worker.cjs', host: 'thread' },
  { entry: 'src/providers/openai-chat-model.ts', out: 'dist/openai.cjs', host: 'editor' },
  { entry: 'src/cli/main.ts', out: 'dist/cli.js', host: 'terminal' },
  { entry: 'src/cli/engine-commands.ts', out: 'dist/cli-engine.js', host: 'terminal' },
  { entry: 'src/providers/openai-chat-model.ts', out: 'dist/openai.js', host: 'terminal' },
  { entry: 'webview/main.ts', out: 'dist/webview/panel.js', host: 'webview' },
];

/** The oldest hosts: Node 22 of VS Code 1.101 and the Chromium of its webviews. */
const NODE_TARGET = 'node22';
const WEBVIEW_TARGET = ['es2023', 'chrome134'];

/** The esbuild options for one bundle. */
export function bundleBuild(bundle: Bundle, isProduction: boolean): BuildOptions {
  return {
    absWorkingDir: ROOT,
    entryPoints: [bundle.entry],
    outfile: bundle.out,
    bundle: true,
    minify: isProduction,
    sourcemap: !isProduction,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    ...hostOptions(bundle),
  };
}

function hostOptions(bundle: Bundle): BuildOptions {
  switch (bundle.host) {
    case 'editor':
      return {
        platform: 'node',
        format: 'cjs',
        target: NODE_TARGET,
        external: ['vscode'],
        // The ES module of web-tree-sitter declares a `require` of its own, which hides the one of a CommonJS bundle.
        alias: { 'web-tree-sitter': fromRoot('node_modules/web-tree-sitter/web-tree-sitter.cjs') },
        // The editor hands out `vscode` to `require` alone: a lazy bundle must be required, not imported.
        supported: { 'dynamic-import': false },
        define: { 'import.meta.url': 'importMetaUrl' },
        banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
        plugins: [separateBundles(bundle, BUNDLES)],
      };
    case 'terminal':
      return {
        define: { PACKAGE_VERSION: JSON.stringify(packageVersion()) },
        platform: 'node',
        format: 'esm',
        target: NODE_TARGET,
        // Packages in CommonJS that are bundled into a module still call `require`.
        banner: {
          js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
        },
        plugins: [forbidEditor(), separateBundles(bundle, BUNDLES)],
      };
    case 'thread':
      // Started by the editor and by the terminal alike.
      return {
        platform: 'node',
        format: 'cjs',
        target: NODE_TARGET,
        plugins: [forbidEditor(), trimPdf()],
        // pdfjs-dist asks for it only to find files of its own, which are not shipped.
        logOverride: { 'empty-import-meta': 'silent' },
      };
    case 'webview':
      // In a browser bundle esbuild itself refuses the built-in modules of Node.
      return { platform: 'browser', format: 'iife', target: WEBVIEW_TARGET, plugins: [forbidEditor()] };
  }
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** The absolute path of a file of the checkout. */
export function fromRoot(file: string): string {
  return path.join(ROOT, file);
}

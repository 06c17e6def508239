/**
 * How the panel is bundled: one script and one style sheet named `webview`, and the icon font beside them. The build
 * adds where to and whether minified.
 *
 * @satisfies {import('esbuild').BuildOptions}
 */
export const webviewOptions = {
  entryPoints: [
    { in: 'webview/main.ts', out: 'webview' },
    { in: 'webview/styles/panel.css', out: 'webview' },
  ],
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'chrome132',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  legalComments: 'none',
};

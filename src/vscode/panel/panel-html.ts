import { isRightToLeft } from '../../core/localisation/dictionary.ts';

export interface PanelHtmlInput {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Random for every page, from a cryptographic source; base64 or hexadecimal. */
  readonly nonce: string;
  /** Language of the page, a BCP 47 tag; English when absent. */
  readonly language?: string;
}

/**
 * The page of the panel. Nothing runs in it but the one script with the nonce, nothing styles it but the one sheet, and
 * it can reach no network. The nonce is also given to styles, by the name under which the toolkit looks for it: at its
 * start it tries one empty style element to learn whether the browser knows `:focus-visible`.
 */
export function panelHtml(input: PanelHtmlInput): string {
  const { cspSource, nonce, language = 'en' } = input;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta property="csp-nonce" content="${escapeAttribute(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(input.styleUri)}">
<title>PromptOps</title>
</head>
<body>
<div class="panel"></div>
<script nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(input.scriptUri)}"></script>
</body>
</html>
`;
}

function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

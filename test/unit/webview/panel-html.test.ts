import assert from 'node:assert/strict';

import { panelHtml } from '../../../src/vscode/panel/panel-html.ts';

describe('panelHtml', () => {
  it('forbids all but its own script, sheet, font and pictures', () => {
    const html = panelHtml({
      scriptUri: 'https://s/panel.js',
      styleUri: 'https://s/panel.css',
      cspSource: 'https://s',
      nonce: 'abc',
    });
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1];
    assert.deepEqual(policy?.split('; '), [
      "default-src 'none'",
      "script-src 'nonce-abc'",
      "style-src https://s 'nonce-abc'",
      'font-src https://s',
      'img-src https://s',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, /unsafe|<style| style=| on[a-z]+=/);
  });

  it('escapes what it is given', () => {
    const html = panelHtml({ scriptUri: '"><b>', styleUri: '&', cspSource: 'x', nonce: 'n', language: '"' });
    assert.match(html, /src="&quot;&gt;&lt;b&gt;"/);
    assert.match(html, /href="&amp;"/);
    assert.match(html, /lang="&quot;"/);
  });
});

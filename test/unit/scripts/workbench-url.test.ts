import assert from 'node:assert/strict';
import { workbenchUrl } from '../../../scripts/editor/workbench-url.ts';

const origin = 'http://127.0.0.1:4321';

function payloadOf(address: string): unknown {
  return JSON.parse(new URL(address).searchParams.get('payload') ?? '');
}

describe('workbenchUrl', () => {
  it('opens the folder without any welcome', () => {
    const address = workbenchUrl({ origin, folder: '/home/a b/été & co' });
    assert.equal(new URL(address).origin, origin);
    assert.equal(new URL(address).searchParams.get('folder'), '/home/a b/été & co');
    assert.deepEqual(payloadOf(address), [
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ]);
  });

  it('names the extension and its tests as files of the server, encoded once more than the query', () => {
    const address = workbenchUrl({ origin, folder: '/w', extensionPath: '/p q', testsPath: '/p#q/host.cjs' });
    assert.deepEqual(payloadOf(address), [
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:4321/p%20q'],
      ['extensionTestsPath', 'vscode-remote://127.0.0.1:4321/p%23q/host.cjs'],
    ]);
  });
});

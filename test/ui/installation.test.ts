import assert from 'node:assert/strict';
import { useWorkbench } from './support/use-workbench.ts';

/** The files of a webview have addresses at this name, which the editor's service worker answers by itself. */
const WEBVIEW_FILES = '.vscode-resource.vscode-cdn.net';

describe('the packaged extension', () => {
  const workbench = useWorkbench();

  it('brings its view container and its commands', async () => {
    await workbench().openViewContainer('PromptOps');
    assert.equal(await workbench().hasCommand('PromptOps: Open Panel'), true);
  });

  it('asks no other machine for anything while a prompt is optimized', async () => {
    const hosts = new Set<string>();
    workbench().page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && !hostname.endsWith(WEBVIEW_FILES)) hosts.add(hostname);
    });
    await workbench().openFile('support_agent.py');
    await workbench().clickLens('Optimize');
    const panel = await workbench().webview('.panel');
    await panel.getByRole('button', { name: 'Apply' }).waitFor();
    assert.deepEqual([...hosts], ['127.0.0.1']);
  });
});

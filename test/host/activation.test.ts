import assert from 'node:assert/strict';
import type { PromptOpsApi } from '../../src/vscode/activate.ts';
import { extension } from './support/editor.ts';

// This file runs first: nothing has shown the side bar yet.
describe('activation', () => {
  it('waits for a document that may hold prompts', () => {
    assert.equal(extension().isActive, false);
  });

  it('scans nothing before the Prompts view is seen', async () => {
    const { promptsView } = await ((await extension().activate()) as PromptOpsApi).workbench();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(promptsView.inventory.state.kind, 'none');
    assert.deepEqual(promptsView.inventory.prompts(), []);
  });
});

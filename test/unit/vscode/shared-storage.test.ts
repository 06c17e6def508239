import assert from 'node:assert/strict';
import { sharedStoragePath } from '../../../src/vscode/shared-storage.ts';

describe('sharedStoragePath', () => {
  const there = (): boolean => true;
  it('is the storage of the first window for each further one', () => {
    const id = '0123456789abcdef0123456789abcdef';
    assert.equal(sharedStoragePath(`/s/${id}-1/p.p`, there), `/s/${id}/p.p`);
    assert.equal(sharedStoragePath(`C:\\s\\${id}-12\\p.p`, there), `C:\\s\\${id}\\p.p`);
    assert.equal(sharedStoragePath('/s/-1a2b3c4d-2/p.p', there), '/s/-1a2b3c4d/p.p');
  });

  it('is the own one otherwise', () => {
    for (const path of [
      '/s/0123456789abcdef/p.p',
      '/s/-12345678/p.p',
      '/s/my-project-1/p.p',
      '/s/abcdef-1/q/p.p',
    ]) {
      assert.equal(sharedStoragePath(path, there), path);
    }
    assert.equal(
      sharedStoragePath('/s/abcdef12-1/p.p', () => false),
      '/s/abcdef12-1/p.p',
    );
  });
});

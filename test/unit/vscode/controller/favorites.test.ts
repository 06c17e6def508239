import assert from 'node:assert/strict';
import { isPromptOpsError } from '../../../../src/core/errors.ts';
import { createGlobalFavorites } from '../../../../src/vscode/controller/global-favorites.ts';
import {
  readSharedFavorite,
  writeSharedFavorite,
} from '../../../../src/vscode/controller/shared-favorite.ts';

/** The store of the editor, which keeps copies. */
function createMemento(values = new Map<string, string>()) {
  return {
    keys: () => [...values.keys()],
    get: (key: string): unknown => JSON.parse(values.get(key) ?? 'null'),
    update: (key: string, value: unknown) => {
      values.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
  };
}

describe('favorites for all workspaces', () => {
  // Both overloads of `get` are one function here.
  const create = (values?: Map<string, string>) =>
    createGlobalFavorites(createMemento(values) as Parameters<typeof createGlobalFavorites>[0], () => 7);

  it('are saved, replaced, renamed, made the default and deleted', async () => {
    const favorites = create();
    const names = async (): Promise<readonly string[]> =>
      (await favorites.listFavorites()).map(({ name, isDefault }) => (isDefault ? `${name}*` : name));
    await favorites.saveFavorite({ name: 'b', settings: { iterations: 3 } });
    await favorites.saveFavorite({ name: 'a', settings: {} });
    await favorites.setDefaultFavorite('b');
    await favorites.saveFavorite({ name: 'b', settings: { iterations: 4 } });
    assert.deepEqual(await names(), ['a', 'b*']);
    assert.deepEqual((await favorites.listFavorites())[1]?.settings, { iterations: 4 });
    await favorites.renameFavorite({ from: 'b', to: 'c' });
    await assert.rejects(favorites.renameFavorite({ from: 'c', to: 'a' }), isPromptOpsError);
    await assert.rejects(favorites.setDefaultFavorite('b'), isPromptOpsError);
    await favorites.deleteFavorite('a');
    assert.deepEqual(await names(), ['c*']);
  });

  it('are none when what the editor has kept is damaged', async () => {
    const damaged = create(new Map([['promptops.favorites', '[{"name": 5}]']]));
    assert.deepEqual(await damaged.listFavorites(), []);
  });
});

describe('shared favorites', () => {
  it('carry parameters alone', () => {
    const settings = { iterations: 8, operators: ['patch'], 'model.baseUrl': 'https://evil.example' };
    const json = writeSharedFavorite({ name: 'Thorough', settings });
    assert.equal(json.includes('evil'), false);
    assert.deepEqual(readSharedFavorite(json), {
      name: 'Thorough',
      settings: { iterations: 8, operators: ['patch'] },
    });
  });

  it('leave out what is out of bounds, and refuse everything else', () => {
    const json = JSON.stringify({
      format: 'promptops-settings',
      version: 1,
      name: 'x',
      settings: { iterations: 99, candidates: 2 },
    });
    assert.deepEqual(readSharedFavorite(json).settings, { candidates: 2 });
    for (const wrong of ['', '{', '[]', '{"format":"other"}', 'null']) {
      assert.throws(() => readSharedFavorite(wrong), isPromptOpsError, wrong);
    }
  });
});

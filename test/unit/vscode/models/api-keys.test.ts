import assert from 'node:assert/strict';
import { createApiKeys } from '../../../../src/vscode/models/api-keys.ts';

const openAi = 'https://api.openai.com';

function host(options: { readonly keyring?: 'none' | 'forgets' } = {}) {
  const secrets = new Map<string, string>();
  const memory = new Map<string, unknown>();
  const warnings: string[] = [];
  const refuse = (): void => {
    if (options.keyring === 'none') throw new Error('No keyring.');
  };
  const keys = createApiKeys({
    secrets: {
      get: (name) => {
        refuse();
        return Promise.resolve(secrets.get(name));
      },
      store: (name, value) => {
        refuse();
        if (options.keyring !== 'forgets') secrets.set(name, value);
        return Promise.resolve();
      },
      delete: (name) => {
        secrets.delete(name);
        return Promise.resolve();
      },
    },
    memory: {
      get: (name: string) => memory.get(name) as never,
      update: (name, value) => {
        memory.set(name, value);
        return Promise.resolve();
      },
    },
    log: { warn: (message: string) => void warnings.push(message) },
  });
  return { keys, memory, warnings };
}

describe('the keys of endpoints', () => {
  it('belong to the origin that they were entered for', async () => {
    const { keys } = host();
    assert.equal(await keys.set(openAi, 'sk-a'), 'kept');
    assert.equal(await keys.get(openAi), 'sk-a');
    assert.equal(await keys.get('https://api.openai.com.evil.example'), null);
    assert.equal(await keys.get('http://api.openai.com'), null);
    assert.deepEqual(keys.origins(), [openAi]);
  });

  it('are nowhere but in the secret storage', async () => {
    const { keys, memory } = host();
    await keys.set(openAi, 'sk-a');
    assert.doesNotMatch(JSON.stringify([...memory]), /sk-a/);
  });

  for (const keyring of ['none', 'forgets'] as const) {
    it(`hold for the session where the storage ${keyring === 'none' ? 'fails' : 'forgets'}`, async () => {
      const { keys, warnings } = host({ keyring });
      assert.equal(await keys.set(openAi, 'sk-a'), 'session');
      assert.equal(await keys.get(openAi), 'sk-a');
      assert.doesNotMatch(warnings.join(), /sk-a/);
      assert.equal(await keys.clear(openAi), true);
      assert.equal(await keys.get(openAi), null);
    });
  }

  it('are gone once cleared', async () => {
    const { keys } = host();
    await keys.set(openAi, 'sk-a');
    assert.equal(await keys.clear(openAi), true);
    assert.equal(await keys.clear(openAi), false);
    assert.deepEqual([await keys.get(openAi), keys.origins()], [null, []]);
  });

  it('are not needed where the person said so, until one is entered', async () => {
    const { keys } = host();
    await keys.setKeyless(openAi);
    assert.equal(keys.isKeyless(openAi), true);
    await keys.set(openAi, 'sk-a');
    assert.equal(keys.isKeyless(openAi), false);
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ChatAnswer } from '../../../src/core/models/chat-model.ts';
import { createDiskCache } from '../../../src/node/disk-cache.ts';

const answer = (text: string): ChatAnswer => ({
  kind: 'answered',
  text,
  usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2 },
  finishReason: 'stop',
  latencyMs: 3,
  source: 'model',
});

describe('the cache on the disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'promptops-cache-')), 'answers');
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  const stored = (): string[] => readdirSync(folder).map((name) => path.join(folder, name));

  it('gives an answer at once, and to the next process after it is flushed', async () => {
    const first = createDiskCache({ folder });
    first.set('a', answer('kept'));
    assert.equal((await first.get('a'))?.text, 'kept');
    await first.flush();
    assert.deepEqual(await createDiskCache({ folder }).get('a'), answer('kept'));
    assert.equal(await createDiskCache({ folder }).get('b'), undefined);
  });

  it('holds neither prompts nor what an endpoint allowed', async () => {
    const cache = createDiskCache({ folder });
    cache.set('the secret prompt', { ...answer('a'), allowance: { requests: null, tokens: null } });
    await cache.flush();
    const texts = stored().map((file) => readFileSync(file, 'utf8'));
    assert.equal(texts.length, 1);
    assert.doesNotMatch(texts.join(''), /secret|allowance/);
    if (process.platform !== 'win32') assert.equal(statSync(stored()[0]!).mode & 0o077, 0);
  });

  const damages: readonly (readonly [string, (text: string) => string])[] = [
    ['cut', (text) => text.slice(0, -10)],
    ['empty', () => ''],
    ['of another version', (text) => text.replace('"version":1', '"version":2')],
    ['changed by a letter', (text) => text.replace('kept', 'kepT')],
    ['of another request', (text) => text.replace(/"key":"./, '"key":"x')],
    ['not JSON at all', () => '<html>'],
  ];
  for (const [what, damage] of damages) {
    it(`takes an entry that is ${what} for none, and can be written again`, async () => {
      const cache = createDiskCache({ folder });
      cache.set('a', answer('kept'));
      await cache.flush();
      const [file] = stored();
      writeFileSync(file!, damage(readFileSync(file!, 'utf8')));
      const next = createDiskCache({ folder });
      assert.equal(await next.get('a'), undefined);
      next.set('a', answer('new'));
      await next.flush();
      assert.equal((await createDiskCache({ folder }).get('a'))?.text, 'new');
    });
  }

  it('drops what was used longest ago when it grows too large', async () => {
    const cache = createDiskCache({ folder, capacity: 3000 });
    const text = 'x'.repeat(500);
    for (const key of ['a', 'b', 'c']) {
      cache.set(key, answer(text));
      await cache.flush();
    }
    const old = new Date(Date.now() - 60_000);
    for (const file of stored()) utimesSync(file, old, old);
    // Used again, `a` is young.
    assert.ok((await createDiskCache({ folder }).get('a')) !== undefined);
    for (const key of ['d', 'e']) {
      cache.set(key, answer(text));
      await cache.flush();
    }
    const bytes = stored().reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(bytes <= 3000, `${bytes} bytes`);
    const fresh = createDiskCache({ folder });
    const there = await Promise.all(['a', 'b', 'e'].map(async (key) => (await fresh.get(key)) !== undefined));
    assert.deepEqual(there, [true, false, true]);
  });

  it('goes on without the disk and says why', async () => {
    writeFileSync(path.join(path.dirname(folder), 'file'), '');
    const problems: string[] = [];
    const cache = createDiskCache({
      folder: path.join(path.dirname(folder), 'file', 'below'),
      onProblem: (problem) => problems.push(problem),
    });
    cache.set('a', answer('kept'));
    await cache.flush();
    assert.equal((await cache.get('a'))?.text, 'kept');
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^The answer cache cannot be written: /);
  });

  it('is empty once cleared, and usable again', async () => {
    const cache = createDiskCache({ folder });
    cache.set('a', answer('kept'));
    await cache.clear();
    assert.equal(await cache.get('a'), undefined);
    cache.set('a', answer('again'));
    await cache.flush();
    assert.equal((await createDiskCache({ folder }).get('a'))?.text, 'again');
  });

  it('bears several processes that write the same entry', async () => {
    const caches = [1, 2, 3, 4].map(() => createDiskCache({ folder }));
    for (const cache of caches)
      for (let index = 0; index < 10; index += 1) cache.set(`k${index}`, answer('same'));
    await Promise.all(caches.map((cache) => cache.flush()));
    assert.equal(stored().length, 10);
    assert.equal((await createDiskCache({ folder }).get('k7'))?.text, 'same');
  });
});

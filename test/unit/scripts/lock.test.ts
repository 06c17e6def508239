import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withLock } from '../../../scripts/support/lock.ts';

describe('withLock', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'promptops-lock-'));
    file = path.join(folder, 'editor.lock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps two fetchers apart and tells the second one once that it waits', async () => {
    const steps: string[] = [];
    const fetcher = (name: string): Promise<void> =>
      withLock(
        file,
        async () => {
          steps.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 300));
          steps.push(`${name} ends`);
        },
        () => steps.push(`${name} waits`),
      );
    const first = fetcher('first');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([first, fetcher('second')]);
    assert.deepEqual(steps, ['first begins', 'second waits', 'first ends', 'second begins', 'second ends']);
    assert.equal(existsSync(file), false);
  });

  it('takes over the lock of a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(file, String(pid));
    const result = await withLock(
      file,
      () => Promise.resolve('done'),
      () => assert.fail('there is nobody to wait for'),
    );
    assert.equal(result, 'done');
  });

  it('is released when the work fails', async () => {
    await assert.rejects(
      withLock(
        file,
        () => Promise.reject(new Error('no network')),
        () => undefined,
      ),
      /no network/,
    );
    assert.equal(existsSync(file), false);
  });
});

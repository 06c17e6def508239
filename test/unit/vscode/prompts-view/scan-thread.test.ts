import assert from 'node:assert/strict';
import { defaultDetection } from '../../../../src/core/source/detection/detection-settings.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScanThread, type ScanThread } from '../../../../src/vscode/prompts-view/scan-thread.ts';

/** A thread that answers with the number of the process' threads before it, and dies of a file named "crash". */
const WORKER = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', ({ id, task: { path } }) => {
  if (path === 'crash') throw new Error('out of memory');
  if (path === 'exit') process.exit(0);
  if (path === 'bad') return parentPort.postMessage({ id, failed: 'no grammar' });
  const inventory = { prompts: [{ name: path, line: threadId }], skipped: null };
  parentPort.postMessage({ id, answer: { kind: 'scanned', inventory } });
});
`;

const file = (path: string) =>
  ({ path, source: '', encoding: 'o200k_base', detection: defaultDetection }) as const;

describe('the thread of the scan', () => {
  let folder: string;
  let thread: ScanThread;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'promptops-scan-'));
    writeFileSync(join(folder, 'scan-worker.cjs'), WORKER);
    thread = createScanThread(folder, 50);
  });
  afterEach(() => {
    thread.dispose();
    rmSync(folder, { recursive: true });
  });
  const scan = async (path: string) => (await thread.scan(file(path))).prompts[0];

  it('gives every file its own answer', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map(scan));
    assert.deepEqual(
      answers.map((prompt) => prompt?.name),
      ['a', 'b', 'c'],
    );
    assert.equal(new Set(answers.map((prompt) => prompt?.line)).size, 1, 'one thread for all');
  });

  it('says why a file could not be scanned and goes on', async () => {
    await assert.rejects(scan('bad'), /no grammar/u);
    assert.equal((await scan('a'))?.name, 'a');
  });

  for (const end of ['crash', 'exit']) {
    it(`fails what waits and starts anew after ${end}`, async () => {
      const first = (await scan('a'))?.line;
      const waiting = [scan(end), scan('b')];
      assert.deepEqual(
        (await Promise.allSettled(waiting)).map(({ status }) => status),
        ['rejected', 'rejected'],
      );
      assert.notEqual((await scan('c'))?.line, first);
    });
  }

  it('ends when it is idle and starts again', async () => {
    const first = (await scan('a'))?.line;
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.notEqual((await scan('b'))?.line, first);
  });
});

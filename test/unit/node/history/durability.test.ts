import assert from 'node:assert/strict';
import { createHistoryLab, foundPrompt, type HistoryLab } from './sample-history.ts';
import { runWriter } from './run-writer.ts';
import { Connection } from '../../../../src/node/history/connection.ts';
import { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';

/** The bench does this 200 times; here it must only notice that durability was broken. */
const KILLS = 25;

describe('durability of the history', () => {
  let lab: HistoryLab;
  beforeEach(() => {
    lab = createHistoryLab();
  });
  afterEach(() => lab.dispose());

  it('has every acknowledged version after the writing process was killed, time after time', async function () {
    this.timeout(120_000);
    const acknowledged = new Map<string, string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const killAfterMs = (kill * 37) % 60;
      const result = await runWriter({ file: lab.file, name: `kill${kill}`, count: 0, killAfterMs });
      assert.equal(result.errors, '');
      assert.ok(result.acknowledged.size > 0, `writer ${kill} acknowledged nothing`);
      for (const [id, start] of result.acknowledged) acknowledged.set(id, start);
    }
    const history = lab.open();
    for (const [id, start] of acknowledged) {
      const version = await history.version(id);
      assert.ok(version?.text.startsWith(`${start} `), `version ${id} of ${start} is lost`);
    }
    assert.deepEqual(lab.notices, []);
    assert.equal(integrityOf(lab.file), 'ok');
  });

  it('loses and doubles nothing when four processes write at once', async function () {
    this.timeout(120_000);
    const perProcess = 150;
    const results = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => runWriter({ file: lab.file, name, count: perProcess })),
    );
    assert.deepEqual(
      results.map(({ exitCode, errors }) => ({ exitCode, errors })),
      Array(4).fill({ exitCode: 0, errors: '' }),
    );
    const history = lab.open();
    const prompts = await history.listPrompts();
    assert.deepEqual(
      prompts.map(({ versionCount }) => versionCount),
      [4 * perProcess],
    );
    const { versions } = await history.listVersions(prompts[0]?.id ?? '', { limit: 10_000 });
    const expected = results.flatMap(({ acknowledged }) => [...acknowledged.keys()]);
    assert.deepEqual(new Set(versions.map(({ id }) => id)), new Set(expected));
    assert.equal(new Set(versions.map(({ textHash }) => textHash)).size, 4 * perProcess);
  });

  it('loses nothing and explains itself when the disk is full', async function () {
    if (process.platform === 'win32') this.skip();
    const result = await runWriter({ file: lab.file, name: 'full', count: 0, fileLimitBlocks: 8000 });
    assert.match(result.errors, /history-unavailable/u);
    assert.ok(result.acknowledged.size > 10, `${result.acknowledged.size} acknowledged`);
    const history = lab.open();
    for (const [id, start] of result.acknowledged) {
      assert.ok((await history.version(id))?.text.startsWith(`${start} `), `version ${id} is lost`);
    }
    assert.equal(integrityOf(lab.file), 'ok');
  });

  it('waits for a lock of another process without blocking this one, and then succeeds', async () => {
    const history = lab.open();
    const promptId = await history.identify({ prompt: foundPrompt(), others: [] });
    const locker = new Connection(lab.file, { readOnly: false });
    locker.execute('BEGIN IMMEDIATE');
    let isDone = false;
    const writing = history.recordApplied({ promptId, text: 'Later' }).then(() => (isDone = true));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(isDone, false);
    assert.deepEqual(await history.listPrompts(), []);
    locker.execute('ROLLBACK');
    locker.close();
    await writing;
    assert.equal((await history.listPrompts()).length, 1);
  });

  it('prints no warning of Node', async () => {
    const { errors } = await runWriter({ file: lab.file, name: 'quiet', count: 1 });
    assert.equal(errors, '');
  });

  it('needs no more than one open at a time to make the file', async () => {
    const histories = Array.from({ length: 8 }, () => lab.open());
    const ids = await Promise.all(
      histories.map((history) => history.identify({ prompt: foundPrompt(), others: [] })),
    );
    assert.equal(new Set(ids).size, 1);
    assert.ok(histories.every((history) => history instanceof SqliteHistory));
  });
});

function integrityOf(file: string): unknown {
  const connection = new Connection(file, { readOnly: true });
  try {
    return connection.statement('PRAGMA integrity_check').get()?.['integrity_check'];
  } finally {
    connection.close();
  }
}

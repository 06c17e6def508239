import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import {
  createHistoryLab,
  foundPrompt,
  LONGER,
  ORIGINAL,
  REWRITE,
  runReport,
  type HistoryLab,
} from './sample-history.ts';
import { Connection } from '../../../../src/node/history/connection.ts';
import type { RetentionPolicy } from '../../../../src/core/history/retention.ts';
import type { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';

const nothing: RetentionPolicy = { maxAgeDays: null, maxVersionsPerPrompt: null, maxTextBytes: null };

describe('compacting the history', () => {
  let lab: HistoryLab;
  let history: SqliteHistory;
  let promptId: string;
  beforeEach(async () => {
    lab = createHistoryLab();
    history = lab.open();
    promptId = await history.identify({ prompt: foundPrompt(), others: [] });
    await history.recordRun({ promptId, report: runReport() });
  });
  afterEach(() => lab.dispose());

  const apply = async (text: string): Promise<string> => {
    const { id } = await history.recordApplied({ promptId, text });
    await history.markOutcome({ versionId: id, outcome: 'applied' });
    return id;
  };
  const texts = async (): Promise<readonly string[]> => {
    const { versions } = await history.listVersions(promptId, { limit: 100 });
    return Promise.all(versions.map(async ({ id }) => (await history.version(id))?.text.slice(0, 20) ?? ''));
  };
  const compact = async (policy: Partial<RetentionPolicy>): Promise<void> => {
    await history.compact((await history.planRetention({ ...nothing, ...policy })).versionIds);
  };

  it('deletes nothing without a limit', async () => {
    assert.deepEqual(await history.planRetention(nothing), { versionIds: [], prompts: 0, textBytes: 0 });
  });

  it('keeps the original, the current text, what is marked and what awaits a decision', async () => {
    const marked = await apply('Marked text');
    await history.annotate({ versionId: marked, tags: ['keep'] });
    await apply('Unmarked text');
    await apply('Current text');
    await compact({ maxVersionsPerPrompt: 1 });
    assert.deepEqual(await texts(), ['Current text', 'Marked text', REWRITE, ORIGINAL.slice(0, 20)]);
    assert.equal((await history.version(marked))?.basis?.id !== undefined, true);
  });

  it('leaves reports readable whose texts no version has any more', async () => {
    await apply('Current text');
    await compact({ maxVersionsPerPrompt: 1 });
    assert.equal((await texts()).includes(LONGER.slice(0, 20)), false);
    assert.deepEqual(await history.latestReport(promptId), runReport());
  });

  it('gives the space back to the disk and leaves the file whole', async () => {
    for (let index = 0; index < 150; index += 1) await apply(`${index} ${'x'.repeat(20_000)}`);
    await history.compact([]);
    const before = statSync(lab.file).size;
    const plan = await history.planRetention({ ...nothing, maxTextBytes: 100_000 });
    assert.ok(plan.textBytes > 2_850_000, `${plan.textBytes} bytes`);
    const size = await history.compact(plan.versionIds);
    assert.ok(size.textBytes <= 100_000, `${size.textBytes} bytes of texts`);
    assert.ok(statSync(lab.file).size < before / 4);
    assert.deepEqual(size, await history.size());
    const connection = new Connection(lab.file, { readOnly: true });
    assert.equal(connection.statement('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
    assert.deepEqual(connection.statement('PRAGMA foreign_key_check').all(), []);
    connection.close();
  });

  it('lets the history go on afterwards', async () => {
    await apply('Second');
    await apply('Third');
    await compact({ maxVersionsPerPrompt: 1 });
    assert.equal(await history.find({ prompt: foundPrompt({ text: 'Third' }), others: [] }), promptId);
    await apply('Fourth');
    assert.equal((await texts())[0], 'Fourth');
  });
});

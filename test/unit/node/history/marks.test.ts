import assert from 'node:assert/strict';
import {
  createHistoryLab,
  foundPrompt,
  LONGER,
  ORIGINAL,
  REWRITE,
  runReport,
  type HistoryLab,
} from './sample-history.ts';
import { isPromptOpsError } from '../../../../src/core/errors.ts';
import type { Review, Version } from '../../../../src/core/history/history-store.ts';
import { defaultRunSettings } from '../../../../src/core/pcv/run-settings.ts';
import type { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';

describe('what people say of versions', () => {
  let lab: HistoryLab;
  let history: SqliteHistory;
  let promptId: string;
  beforeEach(async () => {
    lab = createHistoryLab();
    history = lab.open();
    promptId = await history.identify({ prompt: foundPrompt(), others: [] });
  });
  afterEach(() => lab.dispose());

  const versionOf = async (id: string): Promise<Version | undefined> =>
    (await history.listVersions(promptId, { limit: 100 })).versions.find((version) => version.id === id);

  it('keeps name, comment, tags and pin, each by itself', async () => {
    const { id } = await history.recordOriginal({ promptId, text: ORIGINAL });
    await history.annotate({ versionId: id, name: '  The   good one\n' });
    await history.annotate({
      versionId: id,
      comment: 'Line one\nLine two',
      tags: ['prod', ' ', 'prod', 'eu'],
    });
    await history.annotate({ versionId: id, isPinned: true });
    const marks = (version: Version | undefined): unknown => {
      const { name, comment, tags, isPinned } = version ?? {};
      return { name, comment, tags, isPinned };
    };
    const expected = {
      name: 'The good one',
      comment: 'Line one\nLine two',
      tags: ['prod', 'eu'],
      isPinned: true,
    };
    assert.deepEqual(marks(await versionOf(id)), expected);
    await history.annotate({ versionId: id, name: '', comment: null, tags: [], isPinned: false });
    assert.deepEqual(marks(await versionOf(id)), { name: null, comment: null, tags: [], isPinned: false });
  });

  it('refuses what is too long and what is said of no version', async () => {
    const { id } = await history.recordOriginal({ promptId, text: ORIGINAL });
    const isRefusal =
      (reason: string) =>
      (error: unknown): boolean =>
        isPromptOpsError(error) && error.reason === reason;
    await assert.rejects(
      history.annotate({ versionId: id, name: 'x'.repeat(121) }),
      isRefusal('invalid-argument'),
    );
    await assert.rejects(
      history.annotate({ versionId: 'nobody', name: 'x' }),
      isRefusal('history-unavailable'),
    );
  });

  describe('the review of a result', () => {
    const reviews = async (): Promise<readonly (readonly [string, Review])[]> =>
      (await history.listVersions(promptId, { limit: 100 })).versions.flatMap(({ runId, review }) =>
        review === null ? [] : [[runId ?? '', review] as const],
      );
    const pending = async (): Promise<number | undefined> => (await history.listPrompts())[0]?.pendingReviews;
    const apply = async (): Promise<Version> => {
      const version = await history.recordApplied({ promptId, text: REWRITE, runId: 'run-1' });
      await history.markOutcome({ versionId: version.id, outcome: 'applied' });
      return version;
    };

    it('waits on the pick alone', async () => {
      await history.recordRun({ promptId, report: runReport() });
      assert.deepEqual(await reviews(), [['run-1', 'pending']]);
      assert.equal(await pending(), 1);
    });

    it('waits on nothing when the original was kept by the run', async () => {
      await history.recordRun({ promptId, report: runReport({ candidate: null, changed: false }) });
      assert.deepEqual(await reviews(), []);
      assert.equal(await pending(), 0);
    });

    it('is accepted by applying, and rolled back by undoing', async () => {
      await history.recordRun({ promptId, report: runReport() });
      const { id } = await apply();
      assert.deepEqual(await reviews(), [['run-1', 'accepted']]);
      await history.markOutcome({ versionId: id, outcome: 'undone' });
      assert.deepEqual(await reviews(), [['run-1', 'rolled-back']]);
    });

    it('is rolled back too when the undo is noticed later', async () => {
      await history.recordRun({ promptId, report: runReport() });
      await apply();
      await history.recordOriginal({ promptId, text: ORIGINAL });
      assert.deepEqual(await reviews(), [['run-1', 'rolled-back']]);
    });

    it('is rejected by keeping the original', async () => {
      await history.recordRun({ promptId, report: runReport() });
      await history.reviewRun({ run: 'run-1', review: 'rejected' });
      assert.deepEqual(await reviews(), [['run-1', 'rejected']]);
      assert.equal(await pending(), 0);
    });

    it('stays open when the edit was refused', async () => {
      await history.recordRun({ promptId, report: runReport() });
      const { id } = await history.recordApplied({ promptId, text: REWRITE, runId: 'run-1' });
      await history.markOutcome({ versionId: id, outcome: 'refused' });
      assert.deepEqual(await reviews(), [['run-1', 'pending']]);
    });

    it('passes to the newest run', async () => {
      await history.recordRun({ promptId, report: runReport() });
      await history.reviewRun({ run: 'run-1', review: 'rejected' });
      await history.recordRun({ promptId, report: runReport({ run: 'run-2' }) });
      assert.deepEqual(await reviews(), [['run-2', 'pending']]);
      const other = { text: LONGER, tokens: 12, quality: runReport().original.quality };
      await history.recordRun({ promptId, report: runReport({ run: 'run-3', candidate: other }) });
      assert.deepEqual(await reviews(), [['run-3', 'pending']]);
      assert.equal(await pending(), 1);
    });
  });

  it('keeps the settings and the events of a run without its texts', async () => {
    const report = runReport();
    await history.recordRun({
      promptId,
      report,
      settings: defaultRunSettings,
      events: [
        { type: 'round-start', round: 1 },
        { type: 'proposal-end', round: 1, candidates: [{ id: 'a', operator: 'patch', text: REWRITE }] },
        { type: 'run-end', report },
      ],
    });
    const record = await history.runRecord('run-1');
    assert.deepEqual(record?.settings, JSON.parse(JSON.stringify(defaultRunSettings)));
    assert.deepEqual(record?.events, [
      { type: 'round-start', round: 1 },
      { type: 'proposal-end', round: 1, candidates: [{ id: 'a', operator: 'patch' }] },
      { type: 'run-end' },
    ]);
    assert.equal(await history.runRecord('nothing'), null);
  });

  it('marks favourite prompts', async () => {
    await history.recordOriginal({ promptId, text: ORIGINAL });
    await history.setFavorite({ promptId, isFavorite: true });
    assert.equal((await history.listPrompts())[0]?.isFavorite, true);
    await history.setFavorite({ promptId, isFavorite: false });
    assert.equal((await history.listPrompts())[0]?.isFavorite, false);
  });

  it('keeps favourite settings: saved, replaced, renamed, made the default, deleted', async () => {
    const names = async (): Promise<readonly string[]> =>
      (await history.listFavorites()).map(({ name, isDefault }) => (isDefault ? `${name}*` : name));
    await history.saveFavorite({ name: 'Thorough', settings: { iterations: 10 } });
    await history.saveFavorite({ name: 'cheap', settings: { iterations: 3 } });
    await history.setDefaultFavorite('cheap');
    await history.saveFavorite({ name: 'cheap', settings: { iterations: 4 } });
    assert.deepEqual(await names(), ['cheap*', 'Thorough']);
    assert.deepEqual((await history.listFavorites())[0]?.settings, { iterations: 4 });
    await history.renameFavorite({ from: 'cheap', to: 'Quick' });
    await assert.rejects(history.renameFavorite({ from: 'Quick', to: 'Thorough' }), /Thorough/u);
    await assert.rejects(history.setDefaultFavorite('cheap'), /no favorite/u);
    await history.setDefaultFavorite('Thorough');
    assert.deepEqual(await names(), ['Quick', 'Thorough*']);
    await history.setDefaultFavorite(null);
    await history.deleteFavorite('Quick');
    assert.deepEqual(await names(), ['Thorough']);
  });
});

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
import type { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';
import type { Version } from '../../../../src/core/history/history-store.ts';
import { isPromptOpsError } from '../../../../src/core/errors.ts';

describe('SqliteHistory', () => {
  let lab: HistoryLab;
  let history: SqliteHistory;
  beforeEach(() => {
    lab = createHistoryLab();
    history = lab.open();
  });
  afterEach(() => lab.dispose());

  const track = (changes = {}): Promise<string> =>
    history.identify({ prompt: foundPrompt(changes), others: [] });
  const newestFirst = async (promptId: string): Promise<readonly Version[]> =>
    (await history.listVersions(promptId, { limit: 100 })).versions;
  const originsOf = async (promptId: string): Promise<readonly string[]> =>
    (await newestFirst(promptId)).map(({ origin, outcome }) =>
      outcome === null ? origin : `${origin} ${outcome}`,
    );

  it('identifies a prompt again and notes where it stands now', async () => {
    const id = await track();
    await history.recordOriginal({ promptId: id, text: ORIGINAL });
    assert.equal(await track({ line: 9, symbolPath: 'RENAMED', name: 'RENAMED' }), id);
    const [summary] = await history.listPrompts();
    assert.deepEqual(
      { ...summary, currentHash: '', lastChangedAt: 0 },
      {
        id,
        file: 'src/bot.py',
        line: 9,
        symbolPath: 'RENAMED',
        name: 'RENAMED',
        form: 'plain',
        language: 'python',
        versionCount: 1,
        lastChangedAt: 0,
        currentHash: '',
        isFavorite: false,
        pendingReviews: 0,
      },
    );
  });

  it('counts the versions of all prompts of a file at once, and tracks none of them', async () => {
    const id = await track();
    await history.recordOriginal({ promptId: id, text: ORIGINAL });
    await history.recordApplied({ promptId: id, text: REWRITE, runId: null });
    const other = foundPrompt({ symbolPath: 'OTHER', name: 'OTHER', line: 40, text: LONGER });
    assert.deepEqual(await history.countVersions({ prompts: [other, foundPrompt()] }), [0, 2]);
    assert.equal((await history.listPrompts()).length, 1);
    const moved = foundPrompt({ file: 'src/moved.py' });
    const isGone = (answer: boolean) => () => Promise.resolve(answer);
    assert.deepEqual(await history.countVersions({ prompts: [moved], isFileGone: isGone(false) }), [0]);
    assert.deepEqual(await history.countVersions({ prompts: [moved], isFileGone: isGone(true) }), [2]);
  });

  it('finds a prompt without tracking it', async () => {
    const request = { prompt: foundPrompt(), others: [] };
    assert.equal(await history.find(request), null);
    assert.equal(await history.find(request), null);
    const id = await history.identify(request);
    assert.equal(await history.find(request), id);
  });

  it('locates a tracked prompt among those of its file, renamed, moved or edited', async () => {
    const id = await track();
    await history.recordOriginal({ promptId: id, text: ORIGINAL });
    const other = foundPrompt({
      line: 1,
      symbolPath: 'OTHER',
      name: 'OTHER',
      text: 'Translate {text} to French.',
    });
    const renamed = foundPrompt({ line: 30, symbolPath: 'NEW', name: 'NEW', text: `${ORIGINAL} Be kind.` });
    assert.equal(await history.locate({ promptId: id, prompts: [other, foundPrompt()] }), 1);
    assert.equal(await history.locate({ promptId: id, prompts: [other, renamed] }), 1);
    assert.equal(await history.locate({ promptId: id, prompts: [other] }), null);
    assert.equal(await history.locate({ promptId: id, prompts: [] }), null);
  });

  it('lists no prompt that has no version', async () => {
    await track();
    assert.deepEqual(await history.listPrompts(), []);
  });

  it('follows a prompt into another file only when the old file is gone', async () => {
    const id = await track();
    await history.recordOriginal({ promptId: id, text: ORIGINAL });
    const moved = { prompt: foundPrompt({ file: 'src/moved.py' }), others: [] };
    assert.equal(await history.find(moved), null);
    assert.equal(await history.find({ ...moved, isFileGone: () => Promise.resolve(false) }), null);
    assert.equal(await history.find({ ...moved, isFileGone: () => Promise.resolve(true) }), id);
  });

  it('moves the prompts of a renamed file and of a renamed folder', async () => {
    const id = await track();
    const sibling = await track({ file: 'src.py', text: LONGER });
    await history.recordOriginal({ promptId: id, text: ORIGINAL });
    await history.recordOriginal({ promptId: sibling, text: LONGER });
    await history.moveFile({ from: 'src/bot.py', to: 'src/agent.py' });
    await history.moveFile({ from: 'src', to: 'lib' });
    assert.deepEqual(
      (await history.listPrompts()).map(({ file }) => file),
      ['lib/agent.py', 'src.py'],
    );
  });

  it('records the original of a run, the front and the pick last', async () => {
    const promptId = await track();
    const { originalId, candidateIds } = await history.recordRun({ promptId, report: runReport() });
    const versions = await newestFirst(promptId);
    assert.deepEqual(
      versions.map(({ id }) => id),
      [candidateIds[1], candidateIds[0], originalId],
    );
    const [pick, other, original] = versions;
    assert.deepEqual(
      { ...pick, id: '', createdAt: 0, textHash: '' },
      {
        id: '',
        promptId,
        createdAt: 0,
        origin: 'candidate',
        textHash: '',
        tokens: { value: 5, provenance: 'tokenizer', encoding: 'o200k_base' },
        quality: { value: 60, tier: 'E0' },
        verdict: 'improved',
        runId: 'run-1',
        outcome: null,
        note: null,
        review: 'pending',
        name: null,
        comment: null,
        tags: [],
        isPinned: false,
        basis: { id: originalId, tokens: { value: 14, provenance: 'tokenizer', encoding: 'o200k_base' } },
      },
    );
    assert.equal(other?.verdict, null);
    assert.deepEqual([original?.origin, original?.basis], ['original', null]);
    assert.equal((await history.version(originalId ?? ''))?.text, ORIGINAL);
  });

  it('gives back the report exactly as it was', async () => {
    const promptId = await track();
    assert.equal(await history.latestReport(promptId), null);
    await history.recordRun({ promptId, report: runReport() });
    await history.recordRun({
      promptId,
      report: runReport({ run: 'run-2', verdict: 'inconclusive', candidate: null }),
    });
    assert.deepEqual(
      await history.latestReport(promptId),
      runReport({ run: 'run-2', verdict: 'inconclusive', candidate: null }),
    );
  });

  it('adds nothing when the same run is recorded twice', async () => {
    const promptId = await track();
    const first = await history.recordRun({ promptId, report: runReport() });
    const second = await history.recordRun({ promptId, report: runReport() });
    assert.deepEqual(second, first);
    assert.equal((await newestFirst(promptId)).length, 3);
  });

  it('keeps only the report of a run that saw a part of the prompt', async () => {
    const promptId = await track();
    const recorded = await history.recordRun({ promptId, report: runReport(), isPart: true });
    assert.deepEqual(recorded, { originalId: null, candidateIds: [] });
    assert.deepEqual(await newestFirst(promptId), []);
    assert.deepEqual(await history.latestReport(promptId), runReport());
  });

  it('carries the measures of a candidate over to the applied version', async () => {
    const promptId = await track();
    const { originalId } = await history.recordRun({ promptId, report: runReport() });
    const applied = await history.recordApplied({ promptId, text: REWRITE });
    assert.equal(applied.outcome, 'pending');
    assert.equal(applied.verdict, 'improved');
    assert.equal(applied.runId, 'run-1');
    assert.deepEqual(applied.quality, { value: 60, tier: 'E0' });
    assert.equal(applied.basis?.id, originalId);
  });

  it('leaves the measures of an unmeasured text unknown, and prefers given ones', async () => {
    const promptId = await track();
    await history.recordRun({ promptId, report: runReport() });
    const partial = await history.recordApplied({
      promptId,
      text: 'Summarise {text}, please.',
      runId: 'run-1',
    });
    assert.deepEqual([partial.tokens, partial.quality, partial.runId], [null, null, 'run-1']);
    const tokens = { value: 6, provenance: 'exact', encoding: 'o200k_base' } as const;
    const measured = await history.recordApplied({ promptId, text: REWRITE, tokens });
    assert.deepEqual([measured.tokens, measured.quality?.value], [tokens, 60]);
  });

  it('marks the outcome of an edit and which text is current', async () => {
    const promptId = await track();
    await history.recordRun({ promptId, report: runReport() });
    const original = (await newestFirst(promptId)).at(-1);
    const applied = await history.recordApplied({ promptId, text: REWRITE });
    const current = async (): Promise<string | undefined> => (await history.listPrompts())[0]?.currentHash;
    assert.equal(await current(), original?.textHash);
    await history.markOutcome({ versionId: applied.id, outcome: 'applied' });
    assert.equal(await current(), applied.textHash);
    await history.markOutcome({ versionId: applied.id, outcome: 'undone', note: 'Undone in the editor.' });
    assert.equal(await current(), original?.textHash);
    const version = await history.version(applied.id);
    assert.deepEqual([version?.outcome, version?.note], ['undone', 'Undone in the editor.']);
  });

  it('records a text that was changed by hand, once', async () => {
    const promptId = await track();
    await history.recordOriginal({ promptId, text: ORIGINAL });
    await history.recordOriginal({ promptId, text: LONGER });
    await history.recordOriginal({ promptId, text: LONGER });
    await history.recordOriginal({ promptId, text: ORIGINAL });
    assert.deepEqual(await originsOf(promptId), ['edited', 'edited', 'original']);
  });

  it('takes the return of the text before an edit for its undoing', async () => {
    const promptId = await track();
    const original = await history.recordOriginal({ promptId, text: ORIGINAL });
    const applied = await history.recordApplied({ promptId, text: REWRITE });
    await history.markOutcome({ versionId: applied.id, outcome: 'applied' });
    assert.equal((await history.recordOriginal({ promptId, text: ORIGINAL })).id, original.id);
    assert.deepEqual(await originsOf(promptId), ['applied undone', 'original']);
  });

  it('settles an edit that was cut off before its outcome was marked', async () => {
    const promptId = await track();
    await history.recordOriginal({ promptId, text: ORIGINAL });
    await history.recordApplied({ promptId, text: REWRITE });
    await history.recordOriginal({ promptId, text: REWRITE });
    assert.deepEqual(await originsOf(promptId), ['applied applied', 'original']);
  });

  it('restores a version as a new one', async () => {
    const promptId = await track();
    const { originalId } = await history.recordRun({ promptId, report: runReport() });
    const applied = await history.recordApplied({ promptId, text: REWRITE });
    const restored = await history.recordRestored({ versionId: originalId ?? '' });
    assert.deepEqual(
      [restored.origin, restored.outcome, restored.basis?.id, restored.tokens?.value],
      ['restored', 'pending', applied.id, 14],
    );
    assert.equal((await history.version(restored.id))?.text, ORIGINAL);
  });

  it('pages through versions without gap or repetition, also when more are added meanwhile', async () => {
    const promptId = await track();
    for (let index = 0; index < 25; index += 1) {
      await history.recordApplied({ promptId, text: `Text number ${index}` });
    }
    const all = (await newestFirst(promptId)).map(({ id }) => id);
    const paged: string[] = [];
    for (let hasMore = true; hasMore;) {
      const page = await history.listVersions(promptId, { limit: 10, before: paged.at(-1) });
      paged.push(...page.versions.map(({ id }) => id));
      hasMore = page.hasMore;
      await history.recordApplied({ promptId, text: 'One more' });
    }
    assert.deepEqual(paged, all);
  });

  it('keeps every text exactly, whatever is in it', async () => {
    const promptId = await track();
    const texts = [
      '',
      'a\0b',
      'lone \ud800 surrogate',
      '\udc00',
      '\ufeffbyte order mark',
      'x\r\ny\rz\n',
      '👩‍👩‍👧',
      "'; DROP TABLE texts; --",
    ];
    for (const text of texts) {
      const { id } = await history.recordApplied({ promptId, text });
      assert.equal((await history.version(id))?.text, text);
    }
    await history.close();
    assert.equal(await history.latestReport(promptId), null);
  });

  it('keeps a report whose texts hold lone surrogates', async () => {
    const promptId = await track();
    const report = runReport({ candidate: null, front: [] });
    const strange = { ...report, original: { ...report.original, text: 'a\ud800\0b' } };
    await history.recordRun({ promptId, report: strange });
    assert.deepEqual(await history.latestReport(promptId), strange);
  });

  it('shows a second window what the first one wrote, and changes its stamp', async () => {
    const other = lab.open();
    const before = await other.stamp();
    assert.equal(await other.stamp(), before);
    const promptId = await track();
    await history.recordOriginal({ promptId, text: ORIGINAL });
    assert.notEqual(await other.stamp(), before);
    assert.deepEqual(await other.listPrompts(), await history.listPrompts());
    const own = await history.stamp();
    await history.recordOriginal({ promptId, text: LONGER });
    assert.notEqual(await history.stamp(), own);
  });

  it('goes on after it was closed', async () => {
    const promptId = await track();
    await history.recordOriginal({ promptId, text: ORIGINAL });
    await history.close();
    assert.deepEqual(await originsOf(promptId), ['original']);
  });

  it('says so when a prompt or a version is not there', async () => {
    assert.equal(await history.version('nothing'), null);
    assert.deepEqual(await history.listVersions('nothing', { limit: 5 }), { versions: [], hasMore: false });
    const isUnavailable = (error: unknown): boolean =>
      isPromptOpsError(error) && error.reason === 'history-unavailable';
    await assert.rejects(history.recordOriginal({ promptId: 'nothing', text: '' }), isUnavailable);
    await assert.rejects(history.recordRestored({ versionId: 'nothing' }), isUnavailable);
    await assert.rejects(history.markOutcome({ versionId: 'nothing', outcome: 'applied' }), isUnavailable);
  });
});

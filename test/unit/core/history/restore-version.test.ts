import assert from 'node:assert/strict';
import { isPromptOpsError, PromptOpsError } from '../../../../src/core/errors.ts';
import type { HistoryStore } from '../../../../src/core/history/history-store.ts';
import { restoreVersion, type PromptFiles } from '../../../../src/core/history/restore-version.ts';
import {
  createHistoryLab,
  foundPrompt,
  ORIGINAL,
  REWRITE,
  runReport,
  type HistoryLab,
} from '../../node/history/sample-history.ts';

describe('restoreVersion', () => {
  let lab: HistoryLab;
  let history: HistoryStore;
  let originalId: string;
  /** The text in the file; null when the prompt is gone. */
  let inFile: string | null;
  let files: PromptFiles;

  beforeEach(async () => {
    lab = createHistoryLab();
    history = lab.open();
    const promptId = await history.identify({ prompt: foundPrompt(), others: [] });
    originalId = (await history.recordRun({ promptId, report: runReport() })).originalId ?? '';
    const applied = await history.recordApplied({ promptId, text: REWRITE });
    await history.markOutcome({ versionId: applied.id, outcome: 'applied' });
    inFile = REWRITE;
    files = {
      readText: () => Promise.resolve(inFile),
      applyText: (_, text) => {
        inFile = text;
        return Promise.resolve();
      },
    };
  });
  afterEach(() => lab.dispose());

  const recorded = async (): Promise<readonly string[]> => {
    const [prompt] = await history.listPrompts();
    const { versions } = await history.listVersions(prompt?.id ?? '', { limit: 100 });
    return versions.map(({ origin, outcome }) => [origin, outcome].filter(Boolean).join(' '));
  };

  it('writes the text back and records that it stands in the file', async () => {
    const result = await restoreVersion({ history, files }, originalId);
    assert.equal(result.kind, 'restored');
    assert.equal(inFile, ORIGINAL);
    assert.equal((await recorded())[0], 'restored applied');
    assert.equal((await history.listPrompts())[0]?.currentHash, result.version.textHash);
  });

  it('records the restored version before the file is touched', async () => {
    let seenBefore: readonly string[] = [];
    const watched: PromptFiles = {
      ...files,
      applyText: async (prompt, text) => {
        seenBefore = await recorded();
        await files.applyText(prompt, text);
      },
    };
    await restoreVersion({ history, files: watched }, originalId);
    assert.equal(seenBefore[0], 'restored pending');
  });

  it('keeps a text that was changed by hand before it is replaced', async () => {
    inFile = 'Changed by hand: {text}';
    await restoreVersion({ history, files }, originalId);
    assert.deepEqual((await recorded()).slice(0, 2), ['restored applied', 'edited']);
  });

  it('does nothing when the text already stands in the file', async () => {
    inFile = ORIGINAL;
    const before = await recorded();
    assert.equal((await restoreVersion({ history, files }, originalId)).kind, 'already-current');
    assert.deepEqual(await recorded(), before);
  });

  it('marks the version refused, with the reason, when the text cannot be written', async () => {
    const applyText = (): Promise<void> =>
      Promise.reject(
        new PromptOpsError({ reason: 'document-changed', message: 'It changed.', nextStep: 'Try again.' }),
      );
    await assert.rejects(
      restoreVersion({ history, files: { ...files, applyText } }, originalId),
      /It changed\./u,
    );
    assert.equal((await recorded())[0], 'restored refused');
    assert.equal(inFile, REWRITE);
    const [prompt] = await history.listPrompts();
    const [refused] = (await history.listVersions(prompt?.id ?? '', { limit: 1 })).versions;
    assert.equal(refused?.note, 'It changed. Try again.');
  });

  it('does not claim success when the file reads back differently', async () => {
    const applyText: PromptFiles['applyText'] = (prompt, text) => files.applyText(prompt, `${text} `);
    await assert.rejects(
      restoreVersion({ history, files: { ...files, applyText } }, originalId),
      (error) => isPromptOpsError(error) && error.reason === 'not-expressible',
    );
    assert.equal((await recorded())[0], 'restored refused');
  });

  it('refuses when the prompt is not in its file any more', async () => {
    inFile = null;
    const before = await recorded();
    await assert.rejects(
      restoreVersion({ history, files }, originalId),
      (error) => isPromptOpsError(error) && error.reason === 'no-prompt-here',
    );
    assert.deepEqual(await recorded(), before);
  });

  it('refuses an unknown version', async () => {
    await assert.rejects(
      restoreVersion({ history, files }, 'nothing'),
      (error) => isPromptOpsError(error) && error.reason === 'history-unavailable',
    );
  });
});

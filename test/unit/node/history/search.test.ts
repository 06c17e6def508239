import assert from 'node:assert/strict';
import { createHistoryLab, foundPrompt, type HistoryLab } from './sample-history.ts';
import type { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';

describe('searching the history', () => {
  let lab: HistoryLab;
  let history: SqliteHistory;
  const texts = ['Answer in French.', 'answer 100% of the time', 'Snake_case only', 'Ответь коротко'];
  beforeEach(async () => {
    lab = createHistoryLab();
    history = lab.open();
    for (const [index, text] of texts.entries()) {
      const prompt = foundPrompt({ file: `src/${index}.py`, text, symbolPath: `P${index}` });
      const promptId = await history.identify({ prompt, others: [] });
      await history.recordOriginal({ promptId, text });
    }
  });
  afterEach(() => lab.dispose());

  const found = async (text: string, more = {}): Promise<readonly string[]> =>
    Promise.all(
      (await history.search({ text, limit: 10, ...more })).map(
        async ({ id }) => (await history.version(id))?.text ?? '',
      ),
    );

  it('finds texts in whatever case, newest first', async () => {
    assert.deepEqual(await found('ANSWER'), [texts[1], texts[0]]);
    assert.deepEqual(await found('answer', { limit: 1 }), [texts[1]]);
    assert.deepEqual(await found('answer', { file: 'src/0.py' }), [texts[0]]);
    assert.deepEqual(await found('Ответь'), [texts[3]]);
  });

  it('takes every character for itself', async () => {
    assert.deepEqual(await found('%'), [texts[1]]);
    assert.deepEqual(await found('e_c'), [texts[2]]);
    assert.deepEqual(await found('\\'), []);
    assert.deepEqual(await found("'; DROP TABLE texts; --"), []);
    assert.deepEqual(await found('   '), []);
  });

  it('finds names, comments and tags', async () => {
    const [version] = await history.search({ text: 'French', limit: 1 });
    await history.annotate({
      versionId: version?.id ?? '',
      name: 'Blue one',
      comment: 'Chosen on Monday',
      tags: ['release'],
    });
    for (const text of ['blue', 'monday', 'RELEASE']) assert.deepEqual(await found(text), [texts[0]]);
  });
});

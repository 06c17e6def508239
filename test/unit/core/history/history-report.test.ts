import assert from 'node:assert/strict';
import { formatHistory, readHistory } from '../../../../src/core/history/history-report.ts';
import type { HistoryStore } from '../../../../src/core/history/history-store.ts';
import {
  createHistoryLab,
  foundPrompt,
  LONGER,
  ORIGINAL,
  REWRITE,
  runReport,
  type HistoryLab,
} from '../../node/history/sample-history.ts';

describe('the report of the history', () => {
  let lab: HistoryLab;
  let history: HistoryStore;
  beforeEach(async () => {
    lab = createHistoryLab();
    history = lab.open();
    const promptId = await history.identify({ prompt: foundPrompt(), others: [] });
    await history.recordRun({ promptId, report: runReport() });
    const applied = await history.recordApplied({ promptId, text: REWRITE });
    await history.markOutcome({ versionId: applied.id, outcome: 'applied' });
    const other = foundPrompt({ line: 40, symbolPath: 'OTHER', name: null, text: LONGER });
    const otherId = await history.identify({ prompt: other, others: [] });
    await history.recordOriginal({ promptId: otherId, text: LONGER });
  });
  afterEach(() => lab.dispose());

  const all = { file: null, line: null };

  it('lists each prompt with its versions, newest first, and marks the current one', async () => {
    const { prompts } = await readHistory(history, all);
    assert.deepEqual(
      prompts.map(({ name, line, versions }) => ({
        name,
        line,
        versions: versions.map(({ origin, current, tokensDelta, text }) => ({
          origin,
          current,
          tokensDelta,
          text,
        })),
      })),
      [
        {
          name: 'SYSTEM',
          line: 3,
          versions: [
            { origin: 'applied', current: true, tokensDelta: -9, text: REWRITE },
            { origin: 'candidate', current: false, tokensDelta: -9, text: REWRITE },
            { origin: 'candidate', current: false, tokensDelta: -2, text: LONGER },
            { origin: 'original', current: false, tokensDelta: null, text: ORIGINAL },
          ],
        },
        {
          name: null,
          line: 40,
          versions: [{ origin: 'original', current: true, tokensDelta: null, text: LONGER }],
        },
      ],
    );
  });

  it('chooses by file and by the line that a prompt contains', async () => {
    const linesOf = async (file: string, line: number | null): Promise<readonly number[]> =>
      (await readHistory(history, { file, line })).prompts.map((prompt) => prompt.line);
    assert.deepEqual(await linesOf('src/bot.py', null), [3, 40]);
    assert.deepEqual(await linesOf('src/bot.py', 39), [3]);
    assert.deepEqual(await linesOf('src/bot.py', 41), [40]);
    assert.deepEqual(await linesOf('src/bot.py', 2), []);
    assert.deepEqual(await linesOf('src/none.py', null), []);
  });

  it('reads every version of a long history', async () => {
    const promptId = await history.identify({ prompt: foundPrompt({ text: REWRITE }), others: [] });
    for (let index = 0; index < 450; index += 1)
      await history.recordApplied({ promptId, text: `Text ${index}` });
    const [prompt] = (await readHistory(history, all)).prompts;
    assert.equal(prompt?.versions.length, 454);
    assert.deepEqual(
      prompt.versions.slice(0, 2).map(({ text }) => text),
      ['Text 449', 'Text 448'],
    );
  });

  it('prints a line for each version', async () => {
    const text = formatHistory(await readHistory(history, all));
    const lines = text.split('\n');
    assert.equal(lines[0], 'SYSTEM  src/bot.py:3, 4 versions, UTC');
    const columns = lines.slice(1, 5).map((line) => line.trim().split(/ {2,}/u).slice(0, -1));
    assert.deepEqual(columns, [
      ['*', '2026-01-02 03:04', 'applied', '5 tokens (-9)', 'quality 60.0 (E0)', 'improved'],
      ['2026-01-02 03:04', 'candidate', '5 tokens (-9)', 'quality 60.0 (E0)', 'improved'],
      ['2026-01-02 03:04', 'candidate', '12 tokens (-2)', 'quality 60.0 (E0)'],
      ['2026-01-02 03:04', 'original', '14 tokens', 'quality 55.0 (E0)'],
    ]);
    assert.equal(lines[6], 'src/bot.py:40, 1 version, UTC');
    assert.match(lines[7] ?? '', /tokens unknown {2}quality unknown/u);
  });

  it('says so when there is nothing', () => {
    assert.equal(
      formatHistory({ prompts: [] }),
      'No versions yet. Optimize a prompt, and its original is kept here.\n',
    );
  });

  it('lets no name steer the terminal', async () => {
    const prompt = foundPrompt({
      file: 'x\u001b[2J.py',
      symbolPath: 'X',
      name: 'X\u202e\u0007',
      text: 'Another text entirely.',
    });
    const promptId = await history.identify({ prompt, others: [] });
    await history.recordOriginal({ promptId, text: prompt.text });
    const text = formatHistory(await readHistory(history, { file: prompt.file, line: null }));
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e]/u);
  });
});

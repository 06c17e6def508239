import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { SqliteHistory } from '../../src/node/history/sqlite-history.ts';
import { randomIds, systemClock } from '../../src/node/system.ts';
import { dataHome, makeFolder, runCli } from './support/run-cli.ts';

/** The very file of the command line, opened as the editor opens its own. */
function openAsEditor(folder: string): SqliteHistory {
  const workspace = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16);
  return new SqliteHistory({
    file: path.join(dataHome(folder), 'promptops', workspace, 'history.db'),
    clock: systemClock,
    ids: randomIds,
    onNotice: (notice) => assert.fail(notice),
  });
}

const prompt = {
  ...{ file: 'bot.py', line: 1, symbolPath: 'BOT', name: 'BOT', text: 'Answer in one word.' },
  ...({ form: 'plain', language: 'python' } as const),
};

describe('one history file of editor and command line', () => {
  let here: ReturnType<typeof makeFolder>;
  let editor: SqliteHistory;
  beforeEach(() => {
    here = makeFolder();
    editor = openAsEditor(here.folder);
  });
  afterEach(async () => {
    await editor.close();
    here.remove();
  });

  it('is listed by the command line while the editor has it open', async () => {
    const promptId = await editor.identify({ prompt, others: [] });
    const { id } = await editor.recordOriginal({ promptId, text: prompt.text });
    await editor.annotate({ versionId: id, name: 'shipped in May', tags: ['stable'], isPinned: true });
    const { code, stdout, stderr } = await runCli(['history', '--json'], here);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /"bot\.py"/u);
    assert.equal((await editor.version(id))?.name, 'shipped in May');
  });

  it('is read by the editor while the command line writes to it', async () => {
    const promptId = await editor.identify({ prompt, others: [] });
    await editor.recordOriginal({ promptId, text: prompt.text });
    const before = await editor.stamp();
    const { code } = await runCli(['optimize', 'examples/support_agent.py:5', '--write'], here);
    assert.equal(code, 0);
    assert.notEqual(await editor.stamp(), before);
    const files = (await editor.listPrompts()).map(({ file }) => file);
    assert.deepEqual(files.sort(), ['bot.py', 'examples/support_agent.py']);
    await editor.recordOriginal({ promptId, text: 'Answer in two words.' });
    assert.equal((await editor.listVersions(promptId, { limit: 10 })).versions.length, 2);
  });
});

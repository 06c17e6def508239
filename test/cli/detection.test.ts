import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildCli } from './support/built-cli.ts';
import { historySchema, scanSchema } from './support/document-schemas.ts';
import { makeFolder, runCli } from './support/run-cli.ts';

const prompt = 'PROMPT = "You are a translator. Translate the text into {language} and answer briefly."\n';
/** Named by nothing and barely an instruction: no prompt unless a person says so. */
const vague = 'BRIEF = "Living players talk about the current situation among themselves."\n';

describe('what the command line looks into', () => {
  let folder = '';
  let remove = (): void => undefined;
  before(async function () {
    this.timeout(120_000);
    await buildCli();
  });
  beforeEach(() => ({ folder, remove } = makeFolder()));
  afterEach(() => {
    remove();
  });

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }

  async function scan(...args: readonly string[]): Promise<string[]> {
    const { code, stdout, stderr } = await runCli(['scan', ...args, '--json'], { folder });
    assert.deepEqual([code, stderr], [0, '']);
    const { prompts } = scanSchema.parse(JSON.parse(stdout));
    return prompts.map(({ file }) => file.replaceAll('\\', '/')).sort();
  }

  it('is not what ignore files leave out, nested and around the folder', async () => {
    write('repo/.git/HEAD', '');
    write('repo/.gitignore', 'secret/\n*.gen.py\n!kept.gen.py\n');
    write('repo/src/.gitignore', '/only-here.py\n');
    write('repo/src/.ignore', '!b.gen.py\n');
    for (const file of [
      'a.py',
      'a.gen.py',
      'b.gen.py',
      'kept.gen.py',
      'only-here.py',
      'deep/only-here.py',
      'secret/a.py',
    ]) {
      write(`repo/src/${file}`, prompt);
    }
    assert.deepEqual(await scan('repo/src'), [
      'repo/src/a.py',
      'repo/src/b.gen.py',
      'repo/src/deep/only-here.py',
      'repo/src/kept.gen.py',
    ]);
    assert.deepEqual(await scan('repo/src/a.gen.py'), ['repo/src/a.gen.py']);
  });

  it('follows the detection settings of the folder, as the editor does', async () => {
    write('code/a.py', vague);
    write('code/b.py', prompt);
    write('code/texts/c.txt', 'Answer the customer kindly.\n');
    assert.deepEqual(await scan('code'), ['code/b.py']);
    const settings = {
      'promptops.detection.names': ['brief*'],
      'promptops.detection.exclude': ['**/b.py'],
      'promptops.detection.promptFolders': ['code/texts'],
    };
    write('.vscode/settings.json', `// shared\n${JSON.stringify(settings).replace(/\}$/, ',}')}`);
    assert.deepEqual(await scan('code'), ['code/a.py', 'code/texts/c.txt']);
  });

  it('takes the threshold from the command line first', async () => {
    write('code/a.py', vague);
    assert.deepEqual(await scan('code', '--threshold', '0.01'), ['code/a.py']);
    const { code, stderr } = await runCli(['scan', 'code', '--threshold', '2'], { folder });
    assert.equal(code, 2);
    assert.match(stderr, /from 0 to 1/);
  });

  it('says when the settings of the folder cannot be understood', async () => {
    write('.vscode/settings.json', '{ "promptops.detection.names": ');
    const { code, stderr } = await runCli(['scan', 'examples'], { folder });
    assert.equal(code, 2);
    assert.match(stderr, /\.vscode\/settings\.json is not valid JSON/);
  });

  it('does not judge a prompt by the folders around the one that was named', async () => {
    write('prompts/tests/code/a.py', vague);
    const absolute = path.join(folder, 'prompts', 'tests', 'code');
    const inside = await runCli(['scan', '.', '--all', '--json'], { folder: absolute });
    const outside = await runCli(['scan', absolute, '--threshold', '0', '--json'], {
      folder: path.dirname(folder),
    });
    assert.doesNotMatch(inside.stdout, /file named after prompts|test file/);
    assert.match(outside.stdout, /Living players/);
  });

  it('keeps the history of a prompt from another one that has its former text', async () => {
    const wordy = 'You are a translator. Please make sure to translate the text in order to help the reader.';
    write('a.py', `FIRST_PROMPT = "${wordy}"\n`);
    assert.equal((await runCli(['optimize', 'a.py', '--write'], { folder })).code, 0);
    const other =
      'You are a poet. Please make sure to answer every question in order to cheer up the reader.';
    write('a.py', `FIRST_PROMPT = "${other}"\nSECOND_PROMPT = "${wordy}"\n`);
    assert.equal((await runCli(['optimize', 'a.py:2', '--write'], { folder })).code, 0);
    const { stdout } = await runCli(['history', '--json'], { folder });
    const { prompts } = historySchema.parse(JSON.parse(stdout));
    assert.deepEqual(prompts.map(({ name }) => name).sort(), ['FIRST_PROMPT', 'SECOND_PROMPT']);
  });
});

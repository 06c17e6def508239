import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, link, lstat, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { historySchema, optimizeSchema, scanSchema } from './support/document-schemas.ts';
import { buildCli } from './support/built-cli.ts';
import { dataHome, makeFolder, outcomeOf, runCli, startCli, type CliOutcome } from './support/run-cli.ts';

const wordy = 'You are a translator. Please make sure to translate the text in order to help the reader.';

describe('optimize --write', () => {
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

  function write(argument: string, ...options: readonly string[]): Promise<CliOutcome> {
    return runCli(['optimize', argument, '--write', ...options], { folder });
  }

  function file(name: string): string {
    return path.join(folder, name);
  }

  async function literalsOf(
    name: string,
  ): Promise<readonly { offset: [number, number]; isPrompt: boolean }[]> {
    const { stdout } = await runCli(['scan', name, '--all', '--json'], { folder });
    return scanSchema.parse(JSON.parse(stdout)).literals ?? assert.fail();
  }

  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
  const python = `import os\n\nPROMPT = """${wordy}\n\tKeep {name}.\n"""\n\n\ndef f():\n\treturn PROMPT  \n`;
  const typescript = `// é 👩‍👩‍👧\nconst prompt = \`${wordy} \${user.name}\\u00e9\`;\nexport  { prompt }`;

  const sources: readonly (readonly [what: string, name: string, source: string])[] = [
    ['Python', 'a.py', python],
    ['Python with CRLF', 'crlf.py', crlf(python)],
    ['Python with a byte order mark', 'mark.py', `\ufeff${python}`],
    ['TypeScript without a final newline', 'b.ts', typescript],
    ['TypeScript with CRLF and a byte order mark', 'crlf.ts', `\ufeff${crlf(typescript)}`],
  ];

  for (const [what, name, source] of sources) {
    it(`changes nothing but the literal: ${what}`, async () => {
      writeFileSync(file(name), source);
      const [{ offset } = assert.fail(), ...others] = (await literalsOf(name)).filter(
        ({ isPrompt }) => isPrompt,
      );
      assert.deepEqual(others, []);
      const { code, stdout, stderr } = await write(name);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, new RegExp(`\\nWritten to ${name}\\.`));
      const written = readFileSync(file(name), 'utf8');
      const [start, end] = offset;
      assert.equal(written.slice(0, start), source.slice(0, start));
      assert.equal(written.slice(written.length - (source.length - end)), source.slice(end));
      assert.ok(written.length < source.length);
      assert.doesNotMatch(written, /Please/);
    });
  }

  it('changes nothing but the body of a prompt file', async () => {
    const head = '\ufeff---\r\nmodel: tiny\r\n---\r\n';
    writeFileSync(file('c.prompt'), `${head}${wordy}\r\nAnswer for {{name}}.`);
    assert.equal((await write('c.prompt')).code, 0);
    const written = readFileSync(file('c.prompt'), 'utf8');
    assert.ok(written.startsWith(head));
    assert.ok(written.endsWith('\r\nAnswer for {{name}}.'));
    assert.doesNotMatch(written, /Please/);
  });

  it('changes the one of two prompts on a line that a column names', async () => {
    const source = `const prompts = { onePrompt: '${wordy}', twoPrompt: '${wordy}' };\n`;
    writeFileSync(file('two.ts'), source);
    const second = source.indexOf("'", source.indexOf('twoPrompt'));
    assert.equal((await write(`two.ts:1:${second + 5}`)).code, 0);
    const written = readFileSync(file('two.ts'), 'utf8');
    assert.ok(written.startsWith(source.slice(0, second)));
    assert.equal(written.match(/Please/g)?.length, 1);
  });

  it('writes the candidate of the document', async () => {
    writeFileSync(file('c.prompt'), wordy);
    const { stdout } = await write('c.prompt', '--json');
    const { candidate } = optimizeSchema.parse(JSON.parse(stdout));
    assert.equal(readFileSync(file('c.prompt'), 'utf8'), candidate?.text);
  });

  it('leaves a file alone whose prompt is kept', async () => {
    writeFileSync(file('tidy.prompt'), 'Translate {{text}} to French.');
    const before = statSync(file('tidy.prompt'));
    const { code, stdout } = await write('tidy.prompt');
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /Written/);
    const { ino, mtimeMs } = statSync(file('tidy.prompt'));
    assert.deepEqual([ino, mtimeMs], [before.ino, before.mtimeMs]);
  });

  it('keeps the mode, and leaves nothing beside the file', async () => {
    for (const mode of [0o600, 0o755, 0o666]) {
      writeFileSync(file('c.prompt'), wordy);
      await chmod(file('c.prompt'), mode);
      assert.equal((await write('c.prompt')).code, 0);
      assert.equal(statSync(file('c.prompt')).mode & 0o7777, mode);
    }
    assert.deepEqual(readdirSync(folder).sort(), ['c.prompt', 'examples']);
  });

  it('writes through a link', async () => {
    await mkdir(file('real'));
    writeFileSync(file('real/c.prompt'), wordy);
    await symlink('real/c.prompt', file('c.prompt'));
    assert.equal((await write('c.prompt')).code, 0);
    assert.ok((await lstat(file('c.prompt'))).isSymbolicLink());
    assert.doesNotMatch(readFileSync(file('real/c.prompt'), 'utf8'), /Please/);
    assert.deepEqual(readdirSync(file('real')), ['c.prompt']);
  });

  it('keeps other hard links in step', async () => {
    writeFileSync(file('c.prompt'), wordy);
    await link(file('c.prompt'), file('d.prompt'));
    assert.equal((await write('c.prompt')).code, 0);
    assert.equal(readFileSync(file('c.prompt'), 'utf8'), readFileSync(file('d.prompt'), 'utf8'));
  });

  it('refuses a file that is locked against writing', async () => {
    writeFileSync(file('c.prompt'), wordy);
    await chmod(file('c.prompt'), 0o444);
    const { code, stdout, stderr } = await write('c.prompt');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^promptops: c\.prompt cannot be written; it is untouched\. [^\n]+\n$/);
    assert.equal(readFileSync(file('c.prompt'), 'utf8'), wordy);
    const { stdout: history } = await runCli(['history', '--json'], { folder });
    const [{ versions } = assert.fail()] = historySchema.parse(JSON.parse(history)).prompts;
    assert.equal(versions.find(({ origin }) => origin === 'applied')?.outcome, 'refused');
  });

  it('refuses a file that was changed during the run', async function () {
    this.timeout(60_000);
    const source = `${wordy}\n`.repeat(2000);
    writeFileSync(file('c.prompt'), source);
    const child = startCli(['optimize', 'c.prompt', '--write', '--events'], { folder });
    const outcome = outcomeOf(child);
    child.stdout.once('data', () => {
      writeFileSync(file('c.prompt'), `${source}And more.\n`);
    });
    const { code, stderr } = await outcome;
    assert.equal(code, 2);
    assert.match(stderr, /^promptops: c\.prompt was changed during the run; it is untouched\. [^\n]+\n$/);
    assert.equal(readFileSync(file('c.prompt'), 'utf8'), `${source}And more.\n`);
  });

  it('refuses to write when the history cannot be kept', async () => {
    writeFileSync(file('c.prompt'), wordy);
    writeFileSync(file('blocked'), '');
    const { code, stdout, stderr } = await runCli(['optimize', 'c.prompt', '--write'], {
      folder,
      environment: { XDG_DATA_HOME: file('blocked') },
    });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^promptops: The history file [^\n]+ cannot be opened\. [^\n]+\n$/);
    assert.equal(readFileSync(file('c.prompt'), 'utf8'), wordy);
  });

  it('keeps both texts in the history below XDG_DATA_HOME, for each folder its own', async () => {
    writeFileSync(file('c.prompt'), wordy);
    await write('c.prompt');
    assert.deepEqual(readdirSync(dataHome(folder)), ['promptops']);
    const { stdout: list } = await runCli(['history', 'c.prompt:1'], { folder });
    assert.match(list, /^c\.prompt {2}c\.prompt:1, 3 versions/);
    const id = /original .* (\S+)$/m.exec(list)?.[1] ?? assert.fail();
    const { stdout: text } = await runCli(['history', '--show', id], { folder });
    assert.equal(text, wordy);
    const elsewhere = await runCli(['history'], {
      folder: file('examples'),
      environment: { XDG_DATA_HOME: dataHome(folder) },
    });
    assert.match(elsewhere.stdout, /^No versions yet/);
  });

  it('ignores an XDG_DATA_HOME that is empty or relative, as the specification asks', async () => {
    for (const value of ['', 'relative']) {
      await runCli(['history'], { folder, environment: { XDG_DATA_HOME: value } });
      assert.ok(!existsSync(file('relative')) && !existsSync(file('promptops')));
    }
    assert.ok(existsSync(file('.local/share/promptops')));
  });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildCli } from './support/built-cli.ts';
import { makeFolder, outcomeOf, runCli, startCli } from './support/run-cli.ts';

const wordy = 'You are a translator. Please make sure to translate the text in order to help the reader.\n';

describe('streams and signals of the command line', () => {
  const { folder, remove } = makeFolder();
  before(async function () {
    this.timeout(120_000);
    await buildCli();
  });
  after(remove);

  it('ends quietly when the reader of its output has read enough', async () => {
    const prompts = Array.from(
      { length: 2000 },
      (_, index) => `const prompt${index} = '${wordy.trim()} ${index}';`,
    );
    writeFileSync(path.join(folder, 'many.ts'), prompts.join('\n'));
    for (const args of [
      ['lint', 'many.ts'],
      ['scan', 'many.ts', '--json'],
    ]) {
      const child = startCli(args, { folder });
      const outcome = outcomeOf(child);
      child.stdout.once('data', () => child.stdout.destroy());
      const { code, stderr } = await outcome;
      assert.deepEqual([code, stderr], [0, ''], args.join(' '));
    }
  });

  it('is cancelled by Ctrl+C while it waits for its input', async () => {
    const child = startCli(['count', '-'], { folder });
    const outcome = outcomeOf(child);
    child.stdin.write('half a text');
    // The program says nothing while it reads; its reading is what takes the input out of the pipe.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill('SIGINT');
    assert.deepEqual(await outcome, { code: 130, stdout: '', stderr: '' });
  });

  it('is cancelled by Ctrl+C in a run, and leaves the file as it was', async function () {
    this.timeout(60_000);
    const file = path.join(folder, 'long.prompt');
    const source = wordy.repeat(2000);
    writeFileSync(file, source);
    const child = startCli(['optimize', 'long.prompt', '--write', '--events'], { folder });
    const outcome = outcomeOf(child);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const { code, stdout, stderr } = await outcome;
    assert.deepEqual([code, stderr], [130, '']);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      type: string;
      report: { stopReason: string };
    };
    assert.deepEqual([last.type, last.report.stopReason], ['run-end', 'cancelled']);
    assert.equal(readFileSync(file, 'utf8'), source);
    const { stdout: history } = await runCli(['history'], { folder });
    assert.match(history, /^No versions yet/);
  });

  it('uses no colours and draws no progress away from a terminal', async () => {
    for (const args of [
      ['optimize', 'examples/summarize.ts'],
      ['optimize', 'examples/summarize.ts', '--diff'],
      ['lint', 'examples'],
      ['scan', 'examples'],
      ['--help'],
    ]) {
      const { code, stdout, stderr } = await runCli(args, { folder });
      assert.deepEqual([code, stderr], [0, '']);
      assert.doesNotMatch(stdout, /\u001b/);
    }
  });

  it('takes FORCE_COLOR for a terminal, and NO_COLOR over it', async () => {
    const forced = { FORCE_COLOR: '1' };
    const { stdout } = await runCli(['lint', 'examples'], { folder, environment: forced });
    assert.match(stdout, /\u001b\[1m/);
    const environment = { ...forced, NO_COLOR: '1' };
    assert.doesNotMatch((await runCli(['lint', 'examples'], { folder, environment })).stdout, /\u001b/);
  });

  it('keeps control characters of a prompt from the terminal', async () => {
    const input = `Please answer in order to help. \u001b[2J\u001b]0;owned\u0007 \u202eevil`;
    for (const args of [
      ['optimize', '-'],
      ['lint', '-'],
    ]) {
      const { stdout } = await runCli(args, { folder, input });
      assert.match(stdout, /./);
      assert.doesNotMatch(stdout, /[\u001b\u0007\u202e]/);
    }
  });

  it('makes a patch that git applies', async () => {
    const { stdout } = await runCli(['optimize', 'examples/support_agent.py:5', '--diff'], { folder });
    writeFileSync(path.join(folder, 'change.patch'), stdout);
    const { execFileSync } = await import('node:child_process');
    execFileSync('git', ['apply', 'change.patch'], { cwd: folder });
    const patched = readFileSync(path.join(folder, 'examples/support_agent.py'), 'utf8');
    writeFileSync(
      path.join(folder, 'examples/support_agent.py'),
      readFileSync('examples/support_agent.py', 'utf8'),
    );
    await runCli(['optimize', 'examples/support_agent.py:5', '--write'], { folder });
    assert.equal(readFileSync(path.join(folder, 'examples/support_agent.py'), 'utf8'), patched);
  });
});

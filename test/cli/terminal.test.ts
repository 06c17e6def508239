import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { styleOf, type CommandIo, type TerminalStream } from '../../src/cli/io.ts';
import { createProgram } from '../../src/cli/program.ts';
import { createProgressLine, createRunProgress } from '../../src/cli/progress-line.ts';
import { parseAddress } from '../../src/cli/prompt-address.ts';
import { runRules } from '../support/run-rules.ts';
import { wordySupportPrompt } from '../support/sample-prompts.ts';

type Screen = TerminalStream & { written: string };

function screen(properties: Partial<TerminalStream> = {}): Screen {
  const stream: Screen = {
    written: '',
    write: (text: unknown) => {
      stream.written += String(text);
      return true;
    },
    ...properties,
  };
  return stream;
}

function ioWith(streams: Partial<CommandIo>): CommandIo {
  return {
    stdin: (async function* (): AsyncGenerator<Uint8Array> {})(),
    stdout: screen(),
    stderr: screen(),
    signal: new AbortController().signal,
    workingDirectory: '/',
    environment: {},
    ...streams,
  };
}

describe('the style of a report', () => {
  const isColored = (environment: CommandIo['environment'], isTTY: boolean): boolean =>
    styleOf(ioWith({ stdout: screen({ isTTY, columns: 80 }), environment })).strong('x') !== 'x';

  it('has colours on terminals only, unless the environment says otherwise', () => {
    assert.deepEqual(
      [
        isColored({}, true),
        isColored({}, false),
        isColored({ NO_COLOR: '1' }, true),
        isColored({ NO_COLOR: '' }, true),
        isColored({ TERM: 'dumb' }, true),
        isColored({ FORCE_COLOR: '1' }, false),
        isColored({ FORCE_COLOR: '0' }, false),
        isColored({ FORCE_COLOR: '1', NO_COLOR: '1' }, false),
      ],
      [true, false, false, true, false, true, false, false],
    );
  });

  it('wraps for the width of a terminal, and nothing for a file', () => {
    assert.equal(styleOf(ioWith({ stdout: screen({ isTTY: true, columns: 47 }) })).columns, 47);
    assert.equal(styleOf(ioWith({ stdout: screen({ columns: 47 }) })).columns, null);
  });
});

describe('the progress line', () => {
  it('is wiped when the run ends, so that nothing of it stays', async () => {
    const stderr = screen({ isTTY: true, columns: 60 });
    const show = createRunProgress(createProgressLine(ioWith({ stderr })));
    for await (const event of runRules(wordySupportPrompt)) show(event);
    const drawings = stderr.written.split('\r\u001b[2K');
    assert.equal(drawings.shift(), '');
    assert.equal(drawings.pop(), '');
    assert.equal(drawings[0], 'Reading the prompt …');
    assert.ok(drawings.every((drawing) => drawing.length < 60 && !drawing.includes('\n')));
  });

  it('says round and modules', async () => {
    const shown: string[] = [];
    const show = createRunProgress({ show: (text) => shown.push(text), clear: () => undefined });
    for await (const event of runRules(wordySupportPrompt)) show(event);
    assert.ok(shown.includes('Round 1 of 5 · Proposer: writing candidates'));
    assert.ok(
      shown.some((text) => /^Round 2 of 5 · Proposer: \d candidates? · Critic: .* · Verifier: /.test(text)),
    );
  });

  it('is not drawn away from a terminal or on a dumb one', () => {
    for (const [isTTY, environment] of [
      [false, {}],
      [true, { TERM: 'dumb' }],
    ] as const) {
      const stderr = screen({ isTTY });
      const line = createProgressLine(ioWith({ stderr, environment }));
      line.show('Working');
      line.clear();
      assert.equal(stderr.written, '');
    }
  });
});

describe('help on a terminal', () => {
  async function help(columns: number): Promise<string> {
    const stdout = screen({ isTTY: true, columns });
    const program = createProgram(ioWith({ stdout }), () => undefined);
    await program.parseAsync(['help', 'optimize'], { from: 'user' });
    return stdout.written;
  }

  it('has bold headings and keeps to the width', async () => {
    const wide = await help(120);
    assert.match(wide, /^\u001b\[1mUsage:\u001b\[22m promptops optimize/);
    const options = (await help(70)).split('\n').filter((line) => /^ {2}--|^ {20}/.test(line));
    assert.ok(options.length > 10);
    assert.ok(options.every((line) => line.length <= 70));
  });
});

describe('an address of a prompt', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'promptops-address-'));
    mkdirSync(path.join(folder, 'sub'));
    for (const name of ['a.py', 'a.py:5', 'b:7.py']) writeFileSync(path.join(folder, name), '');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is the longest name of a file that exists, then its numbers', async () => {
    const cases: Readonly<Record<string, readonly [string, number | null, number | null]>> = {
      'a.py': ['a.py', null, null],
      'a.py:5': ['a.py:5', null, null],
      'a.py:6': ['a.py', 6, null],
      'a.py:6:7': ['a.py', 6, 7],
      'a.py:5:7': ['a.py:5', 7, null],
      'b:7.py:3': ['b:7.py', 3, null],
      'sub:3': ['sub', 3, null],
      'none.py:3': ['none.py', 3, null],
      'none.py:3:4': ['none.py', 3, 4],
      'none.py:-3': ['none.py:-3', null, null],
      'none.py:3x': ['none.py:3x', null, null],
      ':3': [':3', null, null],
      '1:2:3:4': ['1:2', 3, 4],
    };
    for (const [argument, [file, line, column]] of Object.entries(cases)) {
      assert.deepEqual(await parseAddress(argument, folder), { file, line, column }, argument);
    }
  });
});

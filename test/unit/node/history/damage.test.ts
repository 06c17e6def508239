import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createHistoryLab,
  foundPrompt,
  LONGER,
  ORIGINAL,
  REWRITE,
  runReport,
  type HistoryLab,
} from './sample-history.ts';
import { createRandom } from '../../../../src/core/evaluation/random.ts';
import { Connection } from '../../../../src/node/history/connection.ts';
import type { SqliteHistory } from '../../../../src/node/history/sqlite-history.ts';
import { classifyFailure, historyError } from '../../../../src/node/history/sqlite-failures.ts';
import { describeError, isPromptOpsError } from '../../../../src/core/errors.ts';

const VERSIONS = 200;
const PAGE_SIZE = 16_384;

describe('a history file that was harmed', () => {
  let lab: HistoryLab;
  let promptId: string;
  beforeEach(async () => {
    lab = createHistoryLab();
    promptId = await fill(lab);
  });
  afterEach(() => lab.dispose());

  const setAside = (): readonly string[] =>
    readdirSync(dirname(lab.file)).filter((name) => /^history\.db\.damaged-[-\dT]+$/u.test(name));
  const countVersions = async (): Promise<number> => {
    const [prompt] = await lab.open().listPrompts();
    return prompt?.versionCount ?? 0;
  };
  const assertSetAside = (): void => {
    const [aside = 'nothing set aside'] = setAside();
    assert.equal(lab.notices.length, 1);
    assert.ok(lab.notices[0]?.includes(join(dirname(lab.file), aside)), lab.notices[0]);
  };

  it('is set aside when it is no database, and the history goes on', async () => {
    writeFileSync(lab.file, 'This is no database at all. '.repeat(1000));
    assert.equal(await countVersions(), 0);
    assertSetAside();
    const history = lab.open();
    const id = await history.identify({ prompt: foundPrompt(), others: [] });
    await history.recordOriginal({ promptId: id, text: 'Goes on.' });
    assert.equal(await countVersions(), 1);
    assert.equal(readFileSync(join(dirname(lab.file), setAside()[0] ?? ''), 'utf8').slice(0, 7), 'This is');
  });

  it('gives back what was before the cut when it was truncated', async () => {
    truncateSync(lab.file, Math.floor(statSync(lab.file).size / PAGE_SIZE / 2) * PAGE_SIZE);
    const [prompt] = await lab.open().listPrompts();
    const found =
      prompt === undefined ? [] : (await lab.open().listVersions(prompt.id, { limit: 1000 })).versions;
    for (const { id } of found) await lab.open().version(id);
    assertSetAside();
  });

  it('is not taken for a new one when it was cut down to nothing', async () => {
    truncateSync(lab.file, 0);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lab.file, longAgo, longAgo);
    assert.equal(await countVersions(), 0);
    assertSetAside();
  });

  it('loses at most what stood on a page whose bytes were overwritten, whichever it is', async () => {
    const whole = readFileSync(lab.file);
    const kept: number[] = [];
    for (let page = 1; page <= whole.length / PAGE_SIZE; page += 1) {
      removeHistory(lab.file);
      writeFileSync(lab.file, whole);
      damagePage(lab.file, page, page + 1);
      const history = lab.open();
      kept.push(await readEverything(history, promptId));
      await history.close();
    }
    assert.ok(kept.length > 20, `${kept.length} pages`);
    const mostlyKept = kept.filter((count) => count >= VERSIONS * 0.6);
    assert.ok(mostlyKept.length >= kept.length * 0.75, `versions kept by damaged page: ${kept.join(' ')}`);
    for (const notice of lab.notices) assert.match(notice, /was moved to .* recovered from it/u);
  });

  it('recovers every version when only the list of prompts by file is damaged', async () => {
    const page = pageOf(lab.file, 'prompts_by_file');
    damagePage(lab.file, page, page + 1);
    const history = lab.open();
    assert.equal(await history.find({ prompt: foundPrompt(), others: [] }), promptId);
    assertSetAside();
    assert.match(lab.notices[0] ?? '', new RegExp(`${VERSIONS + 3} versions were recovered`, 'u'));
    assert.deepEqual(await history.latestReport(promptId), runReport());
    assert.equal(await countVersions(), VERSIONS + 3);
  });

  it('survives 50 kinds of harm, each with a word about where the harmed file is', async () => {
    const whole = readFileSync(lab.file);
    const random = createRandom(20261123);
    let kept = 0;
    for (let number = 0; number < 50; number += 1) {
      removeHistory(lab.file);
      const kind = HARMS[number % HARMS.length] ?? 'bits';
      writeFileSync(lab.file, harm(whole, kind, random));
      lab.notices.length = 0;
      const history = lab.open();
      const versions = await readEverything(history, promptId);
      await history.recordOriginal({
        promptId: await history.identify({ prompt: foundPrompt({ file: 'after.py' }), others: [] }),
        text: 'The history goes on.',
      });
      await history.close();
      kept += versions;
      if (versions < VERSIONS + 3) assert.ok(lab.notices.length > 0, `${kind}: silent loss`);
      for (const notice of lab.notices) {
        const [, aside = ''] = /was moved to (.+);/u.exec(notice) ?? [];
        assert.ok(existsSync(aside), `${kind}: ${notice}`);
      }
    }
    // What is no database holds nothing; of the others most can be read.
    assert.ok(kept > 50 * VERSIONS * 0.3, `${kept} versions were recovered`);
  });

  it('gives out no text that differs from what was recorded', async () => {
    const bytes = readFileSync(lab.file);
    // SQLite leaves old copies behind on its pages.
    for (let place = bytes.indexOf('Text 7 '); place >= 0; place = bytes.indexOf('Text 7 ')) {
      bytes.write('Lies', place);
    }
    writeFileSync(lab.file, bytes);
    const { versions } = await lab.open().listVersions(promptId, { limit: 1000 });
    const texts = await Promise.all(versions.map(async ({ id }) => (await lab.open().version(id))?.text));
    assert.equal(
      texts.some((text) => text?.startsWith('Lies')),
      false,
    );
    assertSetAside();
    assert.equal(await countVersions(), VERSIONS + 2);
  });

  it('is set aside once when two windows meet the damage', async () => {
    const windows = [lab.open(), lab.open()];
    for (const window of windows) await window.stamp();
    const page = pageOf(lab.file, 'versions_by_prompt');
    damagePage(lab.file, page, page + 1);
    const before = windows.map((window) => window.recordApplied({ promptId, text: 'In the middle of it' }));
    await Promise.all(before);
    await Promise.all(windows.map((window) => window.recordApplied({ promptId, text: 'Afterwards' })));
    assert.equal(setAside().length, 1);
    assert.equal(await countVersions(), VERSIONS + 3 + 4);
  });

  it('is written again when its folder vanishes while it is in use', async () => {
    const window = lab.open();
    await window.recordApplied({ promptId, text: 'Before' });
    rmSync(dirname(lab.file), { recursive: true });
    await window.recordApplied({ promptId, text: 'After' });
    await window.close();
    assert.equal(await countVersions(), VERSIONS + 3 + 2);
    assert.match(lab.notices[0] ?? '', /was deleted while it was in use/u);
  });

  it('is left as it is when a newer PromptOps made it', async () => {
    const connection = new Connection(lab.file, { readOnly: false });
    connection.execute('PRAGMA user_version = 99');
    connection.close();
    await assert.rejects(lab.open().listPrompts(), (error) => {
      assert.ok(isPromptOpsError(error));
      assert.equal(error.reason, 'history-unavailable');
      assert.match(describeError(error), /newer PromptOps\. Update/u);
      return true;
    });
    assert.deepEqual(setAside(), []);
  });
});

describe('a place where no history can be kept', () => {
  let lab: HistoryLab;
  beforeEach(() => {
    lab = createHistoryLab();
  });
  afterEach(() => lab.dispose());

  const assertUnavailable = async (): Promise<void> => {
    await assert.rejects(lab.open().identify({ prompt: foundPrompt(), others: [] }), (error) => {
      assert.ok(isPromptOpsError(error), String(error));
      assert.equal(error.reason, 'history-unavailable');
      assert.ok(error.message.includes(lab.file));
      return true;
    });
  };

  it('is explained when a folder stands where the file should be', async () => {
    mkdirSync(lab.file, { recursive: true });
    await assertUnavailable();
  });

  it('is explained when a file stands where the folder should be', async () => {
    writeFileSync(dirname(lab.file), 'in the way');
    await assertUnavailable();
    rmSync(dirname(lab.file));
    assert.ok(await lab.open().identify({ prompt: foundPrompt(), others: [] }));
    assert.ok(existsSync(lab.file));
  });

  it('can still be read when nothing can be written there', async () => {
    const promptId = await fill(lab);
    chmodSync(lab.folder, 0o755);
    chmodSync(lab.file, 0o444);
    chmodSync(dirname(lab.file), 0o555);
    await asOrdinaryUser(async () => {
      const history = lab.open();
      assert.equal((await history.listVersions(promptId, { limit: 1000 })).versions.length, VERSIONS + 3);
      assert.deepEqual(await history.latestReport(promptId), runReport());
      await assert.rejects(
        history.recordApplied({ promptId, text: 'x' }),
        /history\.db cannot be written\.$/u,
      );
      await history.close();
    });
    chmodSync(dirname(lab.file), 0o755);
    chmodSync(lab.file, 0o644);
    await lab.open().recordApplied({ promptId, text: 'Writable again' });
  });

  it('is explained for each way in which SQLite and the file system fail', () => {
    const sqlite = (errcode: number): Error =>
      Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });
    const system = (code: string): Error => Object.assign(new Error('x'), { code });
    const failures = [
      sqlite(5),
      sqlite(517),
      sqlite(8),
      sqlite(1544),
      sqlite(13),
      sqlite(14),
      sqlite(778),
      sqlite(267),
      sqlite(26),
      system('ENOSPC'),
      system('EROFS'),
      system('EACCES'),
    ];
    assert.deepEqual(failures.map(classifyFailure), [
      'busy',
      'busy',
      'read-only',
      'read-only',
      'full',
      'not-openable',
      'disk',
      'damaged',
      'damaged',
      'full',
      'read-only',
      'not-openable',
    ]);
    for (const failure of failures) {
      assert.match(
        describeError(historyError(failure, '/h/history.db')),
        /^The history file \/h\/history\.db .+\. .+\.$/u,
      );
    }
    const bug = new TypeError('a bug');
    assert.equal(historyError(bug, '/h/history.db'), bug);
  });
});

const HARMS = ['bits', 'zeros', 'cut', 'noise', 'other-file'] as const;

function harm(whole: Buffer, kind: (typeof HARMS)[number], random: () => number): Buffer {
  const at = (size: number): number => Math.floor(random() * size);
  const bytes = Buffer.from(whole);
  switch (kind) {
    case 'bits':
      for (let flips = 0; flips < 20; flips += 1) {
        const place = at(bytes.length);
        bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << at(8)), place);
      }
      return bytes;
    case 'zeros': {
      const start = at(bytes.length);
      return bytes.fill(0, start, start + 40_000);
    }
    case 'cut':
      return bytes.subarray(0, 1 + at(bytes.length));
    case 'noise': {
      const start = at(bytes.length);
      for (let place = start; place < Math.min(bytes.length, start + 30_000); place += 1)
        bytes[place] = at(256);
      return bytes;
    }
    case 'other-file':
      return Buffer.from('{"not": "a database"}\n'.repeat(1 + at(2000)));
  }
}

/** Permissions do not bind the superuser, as whom containers run tests. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

async function fill(lab: HistoryLab): Promise<string> {
  const history = lab.open();
  const promptId = await history.identify({ prompt: foundPrompt(), others: [] });
  await history.recordRun({ promptId, report: runReport() });
  for (let index = 0; index < VERSIONS; index += 1) {
    await history.recordApplied({ promptId, text: `Text ${index} ${'of the prompt, '.repeat(100)}` });
  }
  await history.close();
  return promptId;
}

/** Reads every version twice, since the first reading may find damage; no text may differ from what was recorded. */
async function readEverything(history: SqliteHistory, promptId: string): Promise<number> {
  for (let round = 0; round < 2; round += 1) {
    await history.listPrompts();
    await history.latestReport(promptId);
    const { versions } = await history.listVersions(promptId, { limit: 1000 });
    for (const { id } of versions) {
      const version = await history.version(id);
      assert.ok(version === null || isRecorded(version.text), 'a damaged text was given out');
    }
  }
  return (await history.listVersions(promptId, { limit: 1000 })).versions.length;
}

function removeHistory(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

function isRecorded(text: string): boolean {
  return text.startsWith('Text ') || [ORIGINAL, REWRITE, LONGER].includes(text);
}

/** Overwrites pages [from, to), which count from 1 as SQLite counts them. */
function damagePage(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (from - 1) * PAGE_SIZE, (to - 1) * PAGE_SIZE);
  writeFileSync(file, bytes);
}

function pageOf(file: string, name: string): number {
  const connection = new Connection(file, { readOnly: true });
  const page = Number(
    connection.statement('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name)?.['rootpage'],
  );
  connection.close();
  return page;
}

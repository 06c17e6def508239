import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/node/history/open-database.ts';
import { Recorder } from '../../src/node/history/recorder.ts';
import { keepRun } from '../../src/node/history/run-rows.ts';
import { SqliteHistory } from '../../src/node/history/sqlite-history.ts';
import { runWriter } from '../unit/node/history/run-writer.ts';
import { foundPrompt, runReport } from '../unit/node/history/sample-history.ts';

const TEXT_LENGTH = 2048;
const SAVES = 200;
const LISTED = 50;
const REPEATS = 9;
const VERSIONS_PER_RUN = 10;
const KILLS = 200;
const PROCESSES = 4;
const VERSIONS_PER_PROCESS = 500;

let lastId = 0;
const ids = { next: (): string => `00000000-0000-4000-8000-${String((lastId += 1)).padStart(12, '0')}` };

/** Speed beside JSON Lines with fsync in the same run, then what is left after kills and with four writers at once. */
export async function runHistoryBench(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'promptops-bench-'));
  try {
    const small = await measureSqlite(join(folder, 'small.db'), 10_000);
    const large = await measureSqlite(join(folder, 'large.db'), 100_000);
    const lines = measureJsonLines(join(folder, 'history.jsonl'), 10_000);
    const killed = await killWriters(join(folder, 'killed.db'));
    const together = await writeTogether(join(folder, 'together.db'));
    return [
      '## Version history',
      '',
      `Versions of one prompt with texts of ${TEXT_LENGTH} characters, each saved durably (flushed to the disk). Medians, in ms.`,
      '',
      '| | open and list the last 50 | save one version | search all texts | sums by day | file beyond 1.2 × the texts, per version |',
      '| --- | --- | --- | --- | --- | --- |',
      row('SQLite, 10,000 versions', small),
      row('SQLite, 100,000 versions', large),
      row('JSON Lines with fsync, 10,000 versions', lines),
      '',
      killed,
      '',
      together,
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly openMs: number;
  readonly saveMs: number;
  readonly searchMs: number;
  readonly daysMs: number;
  /** Bytes of the file for each version, less 1.2 times its text. */
  readonly overheadBytes: number;
}

function row(name: string, { openMs, saveMs, searchMs, daysMs, overheadBytes }: Measured): string {
  const times = [openMs.toFixed(1), saveMs.toFixed(2), searchMs.toFixed(1), daysMs.toFixed(1)];
  return `| ${name} | ${times.join(' | ')} | ${Math.round(overheadBytes)} bytes |`;
}

async function measureSqlite(file: string, count: number): Promise<Measured> {
  const open = (): SqliteHistory => new SqliteHistory({ file, clock: Date, ids, onNotice: console.log });
  const filling = open();
  const promptId = await filling.identify({ prompt: foundPrompt(), others: [] });
  await filling.close();
  fill(file, promptId, count);
  const bytes = statSync(file).size;
  const openMs = await medianMs(REPEATS, async () => {
    const history = open();
    await history.listVersions(promptId, { limit: LISTED });
    await history.close();
  });
  const history = open();
  const saveMs = await medianMs(SAVES, () => history.recordApplied({ promptId, text: textOf(lastId) }));
  const search = (text: string) => medianMs(REPEATS, () => history.search({ text, limit: LISTED }));
  // What is in no text has to be looked for in all of them.
  const searchMs = Math.max(await search(`version ${count - 7}.`), await search('answer in no sentence'));
  const days = { from: 0, to: Date.now() + 1, utcOffsetMinutes: 60 };
  const daysMs = await medianMs(REPEATS, () => history.dailyFacts(days));
  await history.close();
  return { openMs, saveMs, searchMs, daysMs, overheadBytes: bytes / count - 1.2 * TEXT_LENGTH };
}

/** All in one transaction, since filling is not what is measured. */
function fill(file: string, promptId: string, count: number): void {
  const connection = openDatabase(file);
  connection.execute('PRAGMA cache_size = -400000');
  connection.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const recorder = new Recorder({ connection, now: index * 600_000, ids });
      const tokens = { value: 500 - (index % 50), provenance: 'tokenizer', encoding: 'o200k_base' } as const;
      const { id } = recorder.applied({ promptId, text: textOf(index), tokens });
      recorder.mark({ versionId: id, outcome: 'applied' });
      if (index % VERSIONS_PER_RUN === 0) keepRun(connection, runOf(promptId, index));
    }
  });
  connection.close();
}

function runOf(promptId: string, index: number): Parameters<typeof keepRun>[1] {
  return { promptId, createdAt: index * 600_000, report: runReport({ run: `run ${index}` }) };
}

function measureJsonLines(file: string, count: number): Measured {
  const line = (index: number): string =>
    `${JSON.stringify({ id: ids.next(), promptId: 'p', createdAt: index, origin: 'applied', text: textOf(index) })}\n`;
  const descriptor = openSync(file, 'a');
  const saves: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    writeSync(descriptor, line(index));
    if (index >= count - SAVES) {
      fdatasyncSync(descriptor);
      saves.push(performance.now() - startedAt);
    }
  }
  closeSync(descriptor);
  const parsed = (): readonly JsonLine[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as JsonLine);
  const opens = timesOf(() => parsed().slice(-LISTED));
  const searches = timesOf(() => parsed().filter(({ text }) => text.toLowerCase().includes('no sentence')));
  const sums = timesOf(() => {
    const days = new Map<number, number>();
    for (const { createdAt } of parsed()) {
      const day = Math.floor(createdAt / 86_400_000);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
  });
  return {
    openMs: median(opens),
    saveMs: median(saves),
    searchMs: median(searches),
    daysMs: median(sums),
    overheadBytes: statSync(file).size / count - 1.2 * TEXT_LENGTH,
  };
}

async function killWriters(file: string): Promise<string> {
  const acknowledged = new Map<string, string>();
  let troubled = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const killAfterMs = Math.random() * 60;
    const result = await runWriter({ file, name: `kill${kill}`, count: 0, killAfterMs });
    if (result.errors !== '') troubled += 1;
    for (const [id, start] of result.acknowledged) acknowledged.set(id, start);
  }
  const history = new SqliteHistory({ file, clock: Date, ids, onNotice: console.log });
  let lost = 0;
  for (const [id, start] of acknowledged) {
    const version = await history.version(id);
    if (version?.text.startsWith(`${start} `) !== true) lost += 1;
  }
  await history.close();
  const connection = openDatabase(file);
  const integrity = String(connection.statement('PRAGMA integrity_check').get()?.['integrity_check']);
  connection.close();
  return (
    `A writing process killed with SIGKILL ${KILLS} times: ${lost} of ${acknowledged.size} acknowledged versions lost, ` +
    `${troubled} processes with an error, integrity check: ${integrity}.`
  );
}

async function writeTogether(file: string): Promise<string> {
  const startedAt = performance.now();
  const results = await Promise.all(
    Array.from({ length: PROCESSES }, (_, index) =>
      runWriter({ file, name: `process${index}`, count: VERSIONS_PER_PROCESS }),
    ),
  );
  const durationMs = performance.now() - startedAt;
  const failed = results.filter(({ exitCode }) => exitCode !== 0).length;
  const history = new SqliteHistory({ file, clock: Date, ids, onNotice: console.log });
  const prompts = await history.listPrompts();
  await history.close();
  const counts = prompts.map(({ versionCount }) => versionCount).join(' and ');
  return (
    `${PROCESSES} processes that saved ${VERSIONS_PER_PROCESS} versions each at once left ${counts} versions of ` +
    `${prompts.length === 1 ? 'one prompt' : `${prompts.length} prompts`} in ${(durationMs / 1000).toFixed(1)} s; ${failed} failed.`
  );
}

function textOf(index: number): string {
  return `Version ${index}. ${'Answer in one short sentence and name your source. '.repeat(60)}`.slice(
    0,
    TEXT_LENGTH,
  );
}

async function medianMs(count: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  while (times.length < count) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

interface JsonLine {
  readonly createdAt: number;
  readonly text: string;
}

function timesOf(work: () => unknown): number[] {
  return Array.from({ length: REPEATS }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

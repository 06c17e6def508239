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
import { SqliteHistory } from '../../src/node/history/sqlite-history.ts';
import { runWriter } from '../unit/node/history/run-writer.ts';
import { foundPrompt } from '../unit/node/history/sample-history.ts';

const TEXT_LENGTH = 2048;
const SAVES = 200;
const LISTED = 50;
const REPEATS = 9;
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
      '| | open and list the last 50 | save one version | file, of the unique texts |',
      '| --- | --- | --- | --- |',
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
  readonly bytesPerTextByte: number;
}

function row(name: string, { openMs, saveMs, bytesPerTextByte }: Measured): string {
  return `| ${name} | ${openMs.toFixed(1)} | ${saveMs.toFixed(2)} | × ${bytesPerTextByte.toFixed(2)} |`;
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
  await history.close();
  return { openMs, saveMs, bytesPerTextByte: bytes / (count * TEXT_LENGTH) };
}

/** All in one transaction, since filling is not what is measured. */
function fill(file: string, promptId: string, count: number): void {
  const connection = openDatabase(file);
  connection.execute('PRAGMA cache_size = -400000');
  connection.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      new Recorder({ connection, now: index, ids }).applied({ promptId, text: textOf(index) });
    }
  });
  connection.close();
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
  const opens = Array.from({ length: REPEATS }, () => {
    const startedAt = performance.now();
    const versions = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as unknown);
    versions.slice(-LISTED);
    return performance.now() - startedAt;
  });
  const bytesPerTextByte = statSync(file).size / (count * TEXT_LENGTH);
  return { openMs: median(opens), saveMs: median(saves), bytesPerTextByte };
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

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

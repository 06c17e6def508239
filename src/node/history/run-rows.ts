import * as z from 'zod/mini';
import type { Connection } from './connection.ts';
import { parseJson, parseRow, runRowSchema, type RunRow } from './rows.ts';
import { keepFacts } from './run-facts.ts';
import { DamagedRecordError } from './sqlite-failures.ts';
import { keepText, textOf } from './text-rows.ts';
import type { BundledRun } from '../../core/history/bundle.ts';
import type { RunEntry, RunRecord } from '../../core/history/history-store.ts';
import type { RunEvent } from '../../core/pcv/events.ts';
import { runReportSchema, type RunReport } from '../../core/report/run-report.ts';

/** Keeps a run; one that is recorded again takes the place of the first. */
export function keepRun(
  connection: Connection,
  entry: Pick<RunEntry, 'promptId' | 'report' | 'settings' | 'events'> & {
    readonly createdAt: number;
    readonly importId?: string | null;
  },
): void {
  const { promptId, report, createdAt, settings, events } = entry;
  const stored = mapTexts(report, (text) => keepText(connection, text));
  insertRun(connection, {
    id: report.run,
    prompt_id: promptId,
    created_at: createdAt,
    report: JSON.stringify(stored),
    settings: settings === undefined ? null : JSON.stringify(settings),
    events: events === undefined ? null : JSON.stringify(withoutTexts(events)),
    import_id: entry.importId ?? null,
  });
  keepFacts(connection, { promptId, createdAt, report });
}

/** Adds the row of a run; `keepFacts` goes with it. */
export function insertRun(connection: Connection, row: RunRow): void {
  connection
    .statement(
      `INSERT INTO runs (id, prompt_id, created_at, report, settings, events, import_id) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (prompt_id, id) DO UPDATE SET created_at = excluded.created_at, report = excluded.report,
         settings = excluded.settings, events = excluded.events`,
    )
    .run(row.id, row.prompt_id, row.created_at, row.report, row.settings, row.events, row.import_id);
}

const eventSchema = z.looseObject({ type: z.string() });
const settingsSchema = z.record(z.string(), z.unknown());

/** How a run was set and what happened in it, as far as it was kept. */
export function runRecord(connection: Connection, run: string): RunRecord | null {
  const found = connection.statement('SELECT * FROM runs WHERE id = ? ORDER BY seq DESC LIMIT 1').get(run);
  if (found === undefined) return null;
  const { settings, events } = parseRow(runRowSchema, found);
  if (settings === null && events === null) return null;
  return {
    settings: settings === null ? null : parseRow(settingsSchema, parseJson(settings)),
    events: events === null ? [] : parseRow(z.array(eventSchema), parseJson(events)),
  };
}

const textFields = new Set(['text', 'front', 'report', 'explanations']);

/** The report holds the texts already; repeating them in every event would fill the disk. */
function withoutTexts(events: readonly RunEvent[]): unknown {
  return JSON.parse(
    JSON.stringify(events, (key, value: unknown) => (textFields.has(key) ? undefined : value)),
  );
}

export function latestReport(connection: Connection, promptId: string): RunReport | null {
  const row = connection
    .statement('SELECT * FROM runs WHERE prompt_id = ? ORDER BY created_at DESC, seq DESC LIMIT 1')
    .get(promptId);
  return row === undefined ? null : reportOf(connection, parseRow(runRowSchema, row));
}

/** The runs of a prompt, newest first. */
export function listRuns(connection: Connection, promptId: string): readonly BundledRun[] {
  return connection
    .statement('SELECT * FROM runs WHERE prompt_id = ? ORDER BY created_at DESC, seq DESC')
    .all(promptId)
    .map((row) => {
      const run = parseRow(runRowSchema, row);
      return { createdAt: run.created_at, report: reportOf(connection, run) };
    });
}

export function findRun(
  connection: Connection,
  run: string,
): { readonly promptId: string; readonly report: RunReport } | null {
  const found = connection.statement('SELECT * FROM runs WHERE id = ? ORDER BY seq DESC LIMIT 1').get(run);
  if (found === undefined) return null;
  const row = parseRow(runRowSchema, found);
  return { promptId: row.prompt_id, report: reportOf(connection, row) };
}

/**
 * The report as it was recorded.
 * @throws DamagedRecordError when it, or a text that it refers to, cannot be read.
 */
export function reportOf(connection: Connection, { report }: RunRow): RunReport {
  const stored = runReportSchema.safeParse(parseJson(report));
  if (!stored.success) throw new DamagedRecordError('The report of a run is damaged.');
  return mapTexts(stored.data, (hash) => textOf(connection, hash));
}

/** The texts of a report are kept once, under their hashes; everything else of it stays JSON. */
function mapTexts(report: RunReport, map: (text: string) => string): RunReport {
  const mapped = <Item extends { readonly text: string }>(item: Item): Item => ({
    ...item,
    text: map(item.text),
  });
  return {
    ...report,
    original: mapped(report.original),
    candidate: report.candidate === null ? null : mapped(report.candidate),
    front: report.front.map(mapped),
  };
}

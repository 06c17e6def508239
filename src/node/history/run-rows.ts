import type { Connection } from './connection.ts';
import { parseRow, runRowSchema, type RunRow } from './rows.ts';
import { DamagedRecordError } from './sqlite-failures.ts';
import { keepText, textOf } from './text-rows.ts';
import { runReportSchema, type RunReport } from '../../core/report/run-report.ts';

/** Keeps a report; one that is recorded again takes the place of the first. */
export function keepReport(
  connection: Connection,
  entry: { readonly promptId: string; readonly createdAt: number; readonly report: RunReport },
): void {
  const stored = mapTexts(entry.report, (text) => keepText(connection, text));
  insertRun(connection, {
    id: entry.report.run,
    prompt_id: entry.promptId,
    created_at: entry.createdAt,
    report: JSON.stringify(stored),
  });
}

export function insertRun(connection: Connection, { id, prompt_id, created_at, report }: RunRow): void {
  connection
    .statement(
      `INSERT INTO runs (id, prompt_id, created_at, report) VALUES (?, ?, ?, ?)
       ON CONFLICT (prompt_id, id) DO UPDATE SET created_at = excluded.created_at, report = excluded.report`,
    )
    .run(id, prompt_id, created_at, report);
}

export function latestReport(connection: Connection, promptId: string): RunReport | null {
  const row = connection
    .statement('SELECT * FROM runs WHERE prompt_id = ? ORDER BY created_at DESC, seq DESC LIMIT 1')
    .get(promptId);
  return row === undefined ? null : reportOf(connection, parseRow(runRowSchema, row));
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DamagedRecordError('The report of a run is not JSON.', { cause: error });
  }
}

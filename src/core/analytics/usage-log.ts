import { PromptOpsError } from '../errors.ts';

/** One day of a usage log. What the log does not say is null. */
export interface LoggedDay {
  /** `YYYY-MM-DD` as the log has it. */
  readonly day: string;
  readonly calls: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

export interface UsageLog {
  /** Oldest first. */
  readonly days: readonly LoggedDay[];
  /** Lines that could not be used, counted from 1, with the reason. */
  readonly skipped: readonly { readonly line: number; readonly reason: SkippedLine }[];
}

/** Why a line of a log cannot be used. */
export type SkippedLine = 'invalid-json' | 'no-day' | 'no-number-of-calls';

/** Lines that are read at most, and lines that are named as skipped. */
const mostLines = 1_000_000;
const mostNamed = 20;

const dayNames = ['day', 'date', 'timestamp', 'time', 'created_at', 'createdat', 'created'];
const callNames = ['calls', 'count', 'requests', 'n_requests', 'num_model_requests', 'num_requests'];
const inputNames = ['input_tokens', 'inputtokens', 'prompt_tokens', 'tokens_in'];
const outputNames = ['output_tokens', 'outputtokens', 'completion_tokens', 'tokens_out'];

/**
 * Reads a usage log: CSV with a head line, or one JSON object a line. A line has a day or a time, and how many calls it
 * stands for (one when it does not say); tokens are optional.
 * @throws PromptOpsError `invalid-argument` when no line can be used.
 */
export function parseUsageLog(text: string): UsageLog {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u, mostLines);
  const isJson =
    lines
      .find((line) => line.trim() !== '')
      ?.trimStart()
      .startsWith('{') === true;
  const rows = isJson ? jsonRows(lines) : csvRows(lines);
  const skipped: { line: number; reason: SkippedLine }[] = [];
  const days = new Map<string, LoggedDay>();
  for (const { line, fields } of rows) {
    const entry = fields === null ? 'invalid-json' : toEntry(fields);
    if (typeof entry !== 'string') days.set(entry.day, joined(days.get(entry.day), entry));
    else if (skipped.length < mostNamed) skipped.push({ line, reason: entry });
  }
  if (days.size === 0) throw nothingUsable();
  return { days: [...days.values()].sort((a, b) => a.day.localeCompare(b.day)), skipped };
}

type Fields = ReadonlyMap<string, unknown>;

interface Row {
  readonly line: number;
  readonly fields: Fields | null;
}

function* jsonRows(lines: readonly string[]): Iterable<Row> {
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== '') yield { line: index + 1, fields: jsonFields(line) };
  }
}

function jsonFields(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return null;
    return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field as unknown]));
  } catch {
    return null;
  }
}

function* csvRows([head = '', ...lines]: readonly string[]): Iterable<Row> {
  const names = splitCsv(head).map((name) => name.trim().toLowerCase());
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = splitCsv(line);
    yield { line: index + 2, fields: new Map(names.map((name, column) => [name, cells[column] ?? ''])) };
  }
}

/** The cells of a line (RFC 4180); a quoted cell may hold commas, and a doubled quote stands for one. */
function splitCsv(line: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '"' && isQuoted && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (character === ',' && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}

function toEntry(fields: Fields): LoggedDay | SkippedLine {
  const day = toDay(first(fields, dayNames));
  if (day === null) return 'no-day';
  const calls = toNumber(first(fields, callNames) ?? 1);
  if (calls === null) return 'no-number-of-calls';
  return {
    ...{ day, calls },
    inputTokens: toNumber(first(fields, inputNames)),
    outputTokens: toNumber(first(fields, outputNames)),
  };
}

function first(fields: Fields, names: readonly string[]): unknown {
  const name = names.find((candidate) => fields.has(candidate) && fields.get(candidate) !== '');
  return name === undefined ? undefined : fields.get(name);
}

/** Seconds and milliseconds since the epoch are told apart by their size. */
function toDay(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : value;
  if (typeof text === 'string' && /^\d{4}-\d{2}-\d{2}/u.test(text)) return text.slice(0, 10);
  const number = toNumber(text);
  const time = number === null ? Date.parse(String(text)) : number < 100_000_000_000 ? number * 1000 : number;
  const isPlausible = time >= Date.UTC(2000, 0) && time < Date.UTC(2100, 0);
  return isPlausible ? new Date(time).toISOString().slice(0, 10) : null;
}

function toNumber(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

/** Tokens of a day are known only where every line of it says them. */
function joined(before: LoggedDay | undefined, entry: LoggedDay): LoggedDay {
  if (before === undefined) return entry;
  const sum = (a: number | null, b: number | null): number | null =>
    a === null || b === null ? null : a + b;
  return {
    day: entry.day,
    calls: before.calls + entry.calls,
    inputTokens: sum(before.inputTokens, entry.inputTokens),
    outputTokens: sum(before.outputTokens, entry.outputTokens),
  };
}

function nothingUsable(): PromptOpsError {
  return new PromptOpsError({
    reason: 'invalid-argument',
    message: 'No line of the usage log can be used.',
    nextStep: 'Give CSV with a head line or one JSON object a line, with a day and the number of calls.',
  });
}

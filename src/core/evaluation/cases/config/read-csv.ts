import type { CasePlace } from '../evaluation-case.ts';
import { invalidTests } from './invalid-tests.ts';

/** A line of values with the names of their columns. */
export interface CsvRow {
  readonly values: ReadonlyMap<string, string>;
  readonly place: CasePlace;
}

/**
 * Reads comma-separated values (RFC 4180) whose first row names the columns. A quote inside of a field that does not
 * begin with one is text.
 * @throws PromptOpsError `invalid-tests`.
 */
export function readCsv(source: string, file: string): readonly CsvRow[] {
  const [header, ...rows] = readRecords(source.replace(/^\ufeff/, ''), file);
  if (header === undefined)
    throw invalidTests(file, 'it has no row of names', 'Name the columns in its first row.');
  const names = header.fields;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw invalidTests(
      header.place,
      `two columns are called ${JSON.stringify(twice)}`,
      'Rename one of them.',
    );
  }
  return rows.map(({ fields, place }) => {
    if (fields.length > names.length) {
      const problem = `the row has ${fields.length} fields, but there are ${names.length} columns`;
      throw invalidTests(place, problem, 'Put fields that hold commas between double quotes.');
    }
    return { values: new Map(names.map((name, index) => [name, fields[index] ?? ''])), place };
  });
}

interface CsvRecord {
  readonly fields: readonly string[];
  readonly place: CasePlace;
}

const fieldEnd = /[,\r\n]/g;

function readRecords(source: string, file: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const place = { file, line, column: 1 };
    const fields: string[] = [];
    let isOpen = true;
    while (isOpen) {
      const field = source[at] === '"' ? quotedField(source, at, place) : plainField(source, at);
      fields.push(field.text);
      line += field.lines;
      at = field.end + 1;
      isOpen = source[field.end] === ',';
      if (source[field.end] === '\r' && source[at] === '\n') at += 1;
    }
    line += 1;
    if (fields.length > 1 || fields[0]?.trim() !== '') records.push({ fields, place });
  }
  return records;
}

interface CsvField {
  readonly text: string;
  readonly end: number;
  /** Line breaks inside of the field. */
  readonly lines: number;
}

function plainField(source: string, start: number): CsvField {
  fieldEnd.lastIndex = start;
  const end = fieldEnd.exec(source)?.index ?? source.length;
  return { text: source.slice(start, end), end, lines: 0 };
}

function quotedField(source: string, start: number, place: CasePlace): CsvField {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0)
      throw invalidTests(place, 'a quoted field of this row is never closed', 'Add its closing quote.');
    parts.push(source.slice(from, quote));
    if (source[quote + 1] !== '"') {
      const text = parts.join('"');
      const rest = plainField(source, quote + 1);
      return { text: text + rest.text.trimEnd(), end: rest.end, lines: text.split('\n').length - 1 };
    }
    from = quote + 2;
  }
}

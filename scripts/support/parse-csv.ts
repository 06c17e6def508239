/** Cuts CSV text (RFC 4180: commas, double quotes, doubled quotes inside) into records of fields. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const field of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy)) {
    record.push(field[1]?.replaceAll('""', '"') ?? field[2] ?? '');
    if (field[3] === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
    if (field[3] === '') break;
  }
  return records;
}

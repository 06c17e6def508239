import type { CasePlace } from '../evaluation-case.ts';
import type { ProblemSink } from './case-suite.ts';
import { entriesOfLines } from './entries-of-lines.ts';
import { entryOfRow } from './entries-of-csv.ts';
import { invalidTests } from './invalid-tests.ts';
import { isEmptyValue, stringOf, type LocatedValue } from './located-value.ts';
import { readCsv } from './read-csv.ts';
import { readYaml } from './read-yaml.ts';
import type { ReferencedFiles } from './referenced-files.ts';
import type { TestEntry } from './test-entry.ts';
import { UnsupportedPart } from './unsupported-part.ts';

/** Tests of one suite: more could not be looked at, let alone paid for. */
const mostEntries = 20_000;

/**
 * The entries of `tests`: a list of tests and of files, or the name of one file. A file that is no list of tests (code, a
 * table of a spreadsheet program, an address) is reported, and its tests are left out.
 * @throws PromptOpsError `invalid-tests`.
 */
export async function readEntries(
  tests: LocatedValue | undefined,
  files: ReferencedFiles,
  report: ProblemSink,
): Promise<readonly TestEntry[]> {
  if (tests === undefined || isEmptyValue(tests)) return [];
  const entries: TestEntry[] = [];
  for (const item of tests.kind === 'list' ? tests.items : [tests]) {
    const reference = stringOf(item);
    if (reference !== null) entries.push(...(await readReference(reference, item.place, files, report)));
    else entries.push(asEntry(item, null));
    if (entries.length > mostEntries) {
      throw invalidTests(item.place, `there are more than ${mostEntries} tests`, 'Name fewer of them.');
    }
  }
  return entries;
}

async function readReference(
  reference: string,
  place: CasePlace,
  files: ReferencedFiles,
  report: ProblemSink,
): Promise<readonly TestEntry[]> {
  try {
    const entries: TestEntry[] = [];
    for (const path of await files.expand(reference, place)) {
      const text = await files.readText(path, place);
      entries.push(...entriesOfFile(path, text, place));
    }
    return entries;
  } catch (error) {
    if (!(error instanceof UnsupportedPart)) throw error;
    report(error.place, `${error.message} Its tests are left out.`, 'case-left-out');
    return [];
  }
}

function entriesOfFile(path: string, text: string, place: CasePlace): readonly TestEntry[] {
  if (/\.csv$/i.test(path))
    return readCsv(text, path).map((row) => ({ located: entryOfRow(row), file: path }));
  if (/\.jsonl$/i.test(path)) return entriesOfLines(text, path).map((one) => asEntry(one, path));
  if (!/\.(?:ya?ml|json)$/i.test(path)) {
    throw new UnsupportedPart(place, `${path} is no file of tests: they are YAML, JSON, JSONL or CSV.`);
  }
  const value = readYaml(text, path);
  const items = value.kind === 'list' ? value.items : [value];
  return items.map((item) => asEntry(item, path));
}

function asEntry(located: LocatedValue, file: string | null): TestEntry {
  if (located.kind === 'map') return { located, file };
  throw invalidTests(located.place, 'a test must be a map with vars and assert', 'Mend the entry.');
}

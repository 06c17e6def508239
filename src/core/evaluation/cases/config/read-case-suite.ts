import type { EvaluationCase } from '../evaluation-case.ts';
import { folderOf, type CaseFiles } from './case-files.ts';
import type { CaseSuite, ProblemSink, SuiteProblem } from './case-suite.ts';
import { invalidTests } from './invalid-tests.ts';
import { entryOf, isEmptyValue, stringOf, type LocatedMap, type LocatedValue } from './located-value.ts';
import { readCases } from './read-case.ts';
import { readEntries } from './read-entries.ts';
import { readPrompts } from './read-prompts.ts';
import { readYaml } from './read-yaml.ts';
import { createReferencedFiles, type ReferencedFiles } from './referenced-files.ts';
import { checkEntry, type TestEntry } from './test-entry.ts';
import { UnsupportedPart } from './unsupported-part.ts';

/** From this many files of cases on, a file makes a cluster: fewer clusters give no interval worth its name. */
const leastFilesForGroups = 6;

/** Keys that are read. */
const readKeys: ReadonlySet<string> = new Set(['prompts', 'tests', 'defaultTest']);

/** Keys that say something to people, or to promptfoo about its own output. */
const silentKeys: ReadonlySet<string> = new Set([
  '$schema',
  'description',
  'tags',
  'metadata',
  'outputPath',
  'sharing',
  'writeLatestResults',
]);

/** Keys that choose models and how they are called; the command does that here. */
const runKeys: ReadonlySet<string> = new Set([
  'providers',
  'targets',
  'env',
  'evaluateOptions',
  'commandLineOptions',
]);

/**
 * Reads a test configuration in the format of promptfoo (`promptfooconfig.yaml`, YAML or JSON) and the files that it names.
 * No code of it is run. Whatever is not supported is in `problems` with its place, never skipped in silence.
 * @throws PromptOpsError `invalid-tests` when it cannot be read at all, or the reason why a file has no text.
 */
export async function readCaseSuite(path: string, files: CaseFiles): Promise<CaseSuite> {
  const config = readYaml(await files.read(path), path);
  if (config.kind !== 'map') {
    throw invalidTests(
      path,
      'it is no test configuration',
      'Give it prompts and tests, as promptfooconfig.yaml has.',
    );
  }
  const problems: SuiteProblem[] = [];
  const report: ProblemSink = (place, message, effect) => void problems.push({ place, message, effect });
  reportOtherKeys(config, report);
  const referenced = createReferencedFiles(files, folderOf(path));
  const prompts = await readPrompts(entryOf(config, 'prompts'), referenced, report);
  const entries = await readEntries(entryOf(config, 'tests'), referenced, report);
  const cases = await readAllCases(entries, entryOf(config, 'defaultTest'), referenced, report);
  return { description: stringOf(entryOf(config, 'description')), prompts, cases, problems };
}

function reportOtherKeys({ entries }: LocatedMap, report: ProblemSink): void {
  for (const [key, { place, value }] of entries) {
    if (readKeys.has(key) || silentKeys.has(key) || isEmptyValue(value)) continue;
    if (runKeys.has(key)) {
      report(
        place,
        `\`${key}\` is ignored: the model and its options are chosen with the command.`,
        'ignored',
      );
    } else if (key === 'scenarios') {
      report(place, '`scenarios` are not supported. Their tests are left out.', 'case-left-out');
    } else {
      report(place, `\`${key}\` is not supported and is ignored.`, 'ignored');
    }
  }
}

async function readAllCases(
  entries: readonly TestEntry[],
  defaultTest: LocatedValue | undefined,
  files: ReferencedFiles,
  report: ProblemSink,
): Promise<readonly EvaluationCase[]> {
  const defaults = await readDefaults(defaultTest, files, report).catch((error: unknown) => {
    if (error instanceof UnsupportedPart) return error;
    throw error;
  });
  if (defaults instanceof UnsupportedPart) {
    // It holds for every test, so none of them can be scored as its author means it.
    report(
      defaults.place,
      `${defaults.message} It is part of every test, so all are left out.`,
      'case-left-out',
    );
    return [];
  }
  const fileNames = new Set(entries.flatMap(({ file }) => file ?? []));
  const groupsByFile = fileNames.size >= leastFilesForGroups;
  const cases: EvaluationCase[] = [];
  for (const [index, entry] of entries.entries()) {
    cases.push(...(await readCases(entry, index + 1, { files, defaults, groupsByFile, report })));
  }
  return cases;
}

async function readDefaults(
  located: LocatedValue | undefined,
  files: ReferencedFiles,
  report: ProblemSink,
): Promise<TestEntry | null> {
  if (located === undefined || isEmptyValue(located)) return null;
  const reference = stringOf(located);
  const value = reference === null ? located : await files.readReference(reference, located.place);
  if (value.kind !== 'map') throw new UnsupportedPart(located.place, '`defaultTest` must be a map.');
  const entry = { located: value, file: null };
  checkEntry(entry, report);
  return entry;
}

import type { Assertion, EvaluationCase } from '../evaluation-case.ts';
import type { ProblemSink } from './case-suite.ts';
import { entryOf, isEmptyValue, numberOf, stringOf, type LocatedValue } from './located-value.ts';
import { readAssertion } from './read-assertion.ts';
import { combineChoices, readVarChoices, readVarEntries } from './read-vars.ts';
import type { ReferencedFiles } from './referenced-files.ts';
import { createTemplateScope, type TemplateScope } from './template-scope.ts';
import { checkEntry, optionsOf, type TestEntry } from './test-entry.ts';
import { UnsupportedPart } from './unsupported-part.ts';

export interface CaseReading {
  readonly files: ReferencedFiles;
  readonly defaults: TestEntry | null;
  /** Whether a file of cases makes a cluster: only where there are enough of them. */
  readonly groupsByFile: boolean;
  readonly report: ProblemSink;
}

/**
 * The cases of one entry of `tests`: one, or one for each combination of its lists. An entry with a part that is not
 * supported has none, and the part is reported.
 */
export async function readCases(
  entry: TestEntry,
  number: number,
  reading: CaseReading,
): Promise<readonly EvaluationCase[]> {
  const { report } = reading;
  try {
    return await readEntry(entry, number, reading);
  } catch (error) {
    if (!(error instanceof UnsupportedPart)) throw error;
    report(error.place, `${error.message} Test ${number} is left out.`, 'case-left-out');
    return [];
  }
}

async function readEntry(
  entry: TestEntry,
  number: number,
  { files, defaults, groupsByFile, report }: CaseReading,
): Promise<readonly EvaluationCase[]> {
  checkEntry(entry, report);
  const { expandsLists, hasDefaultAsserts } = optionsOf(entry, defaults);
  const { located } = entry;
  const entries = new Map([
    ...(await readVarEntries(defaults === null ? undefined : entryOf(defaults.located, 'vars'), files)),
    ...(await readVarEntries(entryOf(located, 'vars'), files)),
  ]);
  const combinations = combineChoices(await readVarChoices(entries, files, expandsLists), located.place);
  const sources = [...(hasDefaultAsserts ? assertionsOf(defaults) : []), ...assertionsOf(entry)];
  const group = combinations.length > 1 ? `${located.place.file}:${located.place.line}` : null;
  const cases: EvaluationCase[] = [];
  for (const [index, vars] of combinations.entries()) {
    // Notes are the same for all combinations of an entry: one is enough.
    const note: TemplateScope['note'] = (place, message) => {
      if (index === 0) report(place, message, 'ignored');
    };
    const scope = createTemplateScope(vars, files, note);
    const assertions: Assertion[] = [];
    for (const source of sources) assertions.push(await readAssertion(source, scope));
    cases.push({
      id: combinations.length > 1 ? `${number}.${index + 1}` : String(number),
      description: stringOf(entryOf(located, 'description')),
      vars: Object.fromEntries(vars),
      assertions,
      threshold: thresholdOf(entry) ?? (defaults === null ? null : thresholdOf(defaults)),
      source: group ?? (groupsByFile ? entry.file : null),
      place: located.place,
      isSynthetic: isMarkedSynthetic(entry),
    });
  }
  return cases;
}

function assertionsOf(entry: TestEntry | null): readonly LocatedValue[] {
  const list = entry === null ? undefined : entryOf(entry.located, 'assert');
  if (list === undefined || isEmptyValue(list)) return [];
  if (list.kind === 'list') return list.items;
  throw new UnsupportedPart(list.place, '`assert` must be a list of assertions.');
}

/** The mark of cases that a model has written, in `metadata`, where other tools look past it. */
function isMarkedSynthetic({ located }: TestEntry): boolean {
  const metadata = entryOf(located, 'metadata');
  const mark = metadata === undefined ? undefined : entryOf(metadata, 'synthetic');
  return mark?.kind === 'scalar' && mark.value === true;
}

function thresholdOf({ located }: TestEntry): number | null {
  const threshold = entryOf(located, 'threshold');
  if (threshold === undefined || isEmptyValue(threshold)) return null;
  const value = numberOf(threshold);
  if (value !== null && value >= 0 && value <= 1) return value;
  throw new UnsupportedPart(threshold.place, 'The threshold of a test must be a number from 0 to 1.');
}

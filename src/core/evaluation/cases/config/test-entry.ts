import {
  entryOf,
  isEmptyValue,
  type LocatedEntry,
  type LocatedMap,
  type LocatedValue,
} from './located-value.ts';
import type { ProblemSink } from './case-suite.ts';
import { UnsupportedPart } from './unsupported-part.ts';

/** One entry of `tests`, or `defaultTest`: what it says, each part with its place. */
export interface TestEntry {
  readonly located: LocatedMap;
  /** The file of cases that it comes from; null when it stands in the configuration. */
  readonly file: string | null;
}

/** Keys that say something to people and change neither outputs nor scores. */
const silentKeys: ReadonlySet<string> = new Set(['description', 'metadata', '$schema']);

/** Keys that are read elsewhere. */
const readKeys: ReadonlySet<string> = new Set(['vars', 'assert', 'threshold', 'options']);

/** Keys that choose a model: the model under test and the judge are chosen with the command. */
const modelKeys: ReadonlySet<string> = new Set(['provider', 'providers', 'rubricPrompt']);

const readOptions: ReadonlySet<string> = new Set(['disableVarExpansion', 'disableDefaultAsserts']);

/** How `options` change the reading of a case. */
export interface TestOptions {
  readonly expandsLists: boolean;
  readonly hasDefaultAsserts: boolean;
}

/**
 * Checks that everything in an entry is understood. Whatever would change what is sent or how it is scored leaves the
 * case out, because a score of something else would be worse than none.
 * @throws UnsupportedPart.
 */
export function checkEntry({ located }: TestEntry, report: ProblemSink): void {
  for (const [key, { place, value }] of located.entries) {
    if (silentKeys.has(key) || readKeys.has(key) || isEmptyValue(value)) continue;
    if (!modelKeys.has(key)) throw new UnsupportedPart(place, `\`${key}\` of a test is not supported.`);
    report(place, `\`${key}\` is ignored: models are chosen with the command.`, 'ignored');
  }
  const options = entryOf(located, 'options');
  if (isEmptyValue(options) || options === undefined) return;
  if (options.kind !== 'map') throw new UnsupportedPart(options.place, '`options` must be a map.');
  for (const [key, { place, value }] of options.entries) checkOption(key, { place, value }, report);
}

function checkOption(key: string, { place, value }: LocatedEntry, report: ProblemSink): void {
  if (readOptions.has(key) || isEmptyValue(value)) return;
  if (!modelKeys.has(key)) throw new UnsupportedPart(place, `\`options.${key}\` is not supported.`);
  report(place, `\`options.${key}\` is ignored: models are chosen with the command.`, 'ignored');
}

/** The options of an entry; those of the default test hold where the entry has none. */
export function optionsOf(entry: TestEntry, defaults: TestEntry | null): TestOptions {
  const isOn = (name: string): boolean => {
    const values = [entry, defaults].map((one) => optionOf(one, name));
    const first: LocatedValue | undefined = values.find((value) => !isEmptyValue(value));
    return first?.kind === 'scalar' && first.value === true;
  };
  return { expandsLists: !isOn('disableVarExpansion'), hasDefaultAsserts: !isOn('disableDefaultAsserts') };
}

function optionOf(entry: TestEntry | null, name: string): LocatedValue | undefined {
  const options = entry === null ? undefined : entryOf(entry.located, 'options');
  return options === undefined ? undefined : entryOf(options, name);
}

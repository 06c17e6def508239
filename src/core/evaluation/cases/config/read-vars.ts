import type { CasePlace } from '../evaluation-case.ts';
import { plainValue, stringOf, type LocatedEntry, type LocatedValue } from './located-value.ts';
import type { ReferencedFiles } from './referenced-files.ts';
import { UnsupportedPart } from './unsupported-part.ts';

/** Values of a variable: several make a case for each. */
export type VarChoices = ReadonlyMap<string, readonly string[]>;

/** Most cases that the lists of one entry may multiply to. */
const mostCombinations = 10_000;

/**
 * The entries of `vars`: a map, or the files that hold maps, later ones first served.
 * @throws UnsupportedPart.
 */
export async function readVarEntries(
  located: LocatedValue | undefined,
  files: ReferencedFiles,
): Promise<ReadonlyMap<string, LocatedEntry>> {
  if (located === undefined || (located.kind === 'scalar' && located.value === null)) return new Map();
  if (located.kind === 'map') return located.entries;
  const entries = new Map<string, LocatedEntry>();
  for (const reference of located.kind === 'list' ? located.items : [located]) {
    const name = stringOf(reference);
    if (name === null) throw new UnsupportedPart(reference.place, '`vars` must name values or files.');
    for (const path of await files.expand(name, reference.place)) {
      const value = await files.readValue(path, reference.place);
      if (value.kind !== 'map') throw new UnsupportedPart(reference.place, `${path} holds no variables.`);
      for (const [key, entry] of value.entries) entries.set(key, entry);
    }
  }
  return entries;
}

/**
 * The values of variables as texts. A list whose first item is a text stands for one case each, unless it is told not
 * to; other lists, and maps, are written as JSON.
 * @throws UnsupportedPart.
 */
export async function readVarChoices(
  entries: ReadonlyMap<string, LocatedEntry>,
  files: ReferencedFiles,
  expandsLists: boolean,
): Promise<VarChoices> {
  const choices = new Map<string, readonly string[]>();
  for (const [name, { value, place }] of entries) {
    const isMatrix = expandsLists && value.kind === 'list' && stringOf(value.items[0]) !== null;
    const values = isMatrix ? value.items : [value];
    const texts = await Promise.all(values.map((one) => readChoices(one, files)));
    choices.set(name, texts.flat());
    refuseNested(texts.flat(), entries, place);
  }
  return choices;
}

/** Every combination of the choices, the last variable changing fastest. */
export function combineChoices(
  choices: VarChoices,
  place: CasePlace,
): readonly ReadonlyMap<string, string>[] {
  const count = [...choices.values()].reduce((product, { length }) => product * length, 1);
  if (count > mostCombinations) {
    throw new UnsupportedPart(place, `Its lists multiply to ${count} cases, more than ${mostCombinations}.`);
  }
  let combinations: ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, values] of choices) {
    combinations = combinations.flatMap((one) => values.map((value) => new Map([...one, [name, value]])));
  }
  return combinations;
}

async function readChoices(value: LocatedValue, files: ReferencedFiles): Promise<readonly string[]> {
  const text = stringOf(value);
  if (text?.startsWith('file://') !== true) return [asText(value)];
  const paths = await files.expand(text, value.place);
  const contents = await Promise.all(paths.map((path) => files.readValue(path, value.place)));
  return contents.map((content) =>
    content.kind === 'scalar' ? asText(content) : JSON.stringify(plainValue(content)),
  );
}

/** promptfoo drops one line break at the end, and shows what is no text as JSON. */
function asText(located: LocatedValue): string {
  if (located.kind !== 'scalar') return JSON.stringify(plainValue(located));
  return located.value === null ? '' : String(located.value).replace(/\n$/, '');
}

/** promptfoo fills variables into variables; here a value is only ever a value. */
function refuseNested(
  texts: readonly string[],
  entries: ReadonlyMap<string, LocatedEntry>,
  place: CasePlace,
): void {
  for (const text of texts) {
    for (const [found, name = ''] of text.matchAll(/\{\{\s{0,20}(\w{1,100})\s{0,20}\}\}/g)) {
      if (entries.has(name)) {
        throw new UnsupportedPart(
          place,
          `The value holds ${found}; variables inside of values are not filled.`,
        );
      }
    }
  }
}

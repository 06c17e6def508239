import { isObject } from '../equal-json.ts';
import type {
  Assertion,
  AssertionSet,
  DeterministicAssertion,
  ExpectedValue,
  JsonSchema,
  RubricAssertion,
} from '../evaluation-case.ts';
import { compileSchema } from '../json-schema/compile-schema.ts';
import { compilePattern } from '../safe-pattern.ts';
import { splitList } from './split-list.ts';
import { UnsupportedPart } from './unsupported-part.ts';
import {
  entryOf,
  isEmptyValue,
  numberOf,
  plainValue,
  stringOf,
  type LocatedMap,
  type LocatedValue,
} from './located-value.ts';
import type { TemplateScope } from './template-scope.ts';

/** Edits that `levenshtein` allows when nothing else is said, as in promptfoo. */
const defaultEdits = 5;

/** Entries of an assertion that have a meaning here. */
const knownEntries: ReadonlySet<string> = new Set(['type', 'value', 'threshold', 'weight', 'metric']);

/** Entries that choose another judge: the judge is chosen by whoever runs the cases. */
const judgeEntries: ReadonlySet<string> = new Set(['provider', 'rubricPrompt']);

/**
 * Reads one entry of `assert`.
 * @throws UnsupportedPart when it cannot be checked here as its author means it.
 */
export async function readAssertion(located: LocatedValue, scope: TemplateScope): Promise<Assertion> {
  const type = stringOf(entryOf(located, 'type'));
  if (located.kind !== 'map' || type === null) {
    throw new UnsupportedPart(located.place, 'An assertion needs a type.');
  }
  if (type === 'assert-set') return readSet(located, scope);
  return readSingle(located, type, scope);
}

async function readSet(located: LocatedMap, scope: TemplateScope): Promise<AssertionSet> {
  refuseOtherEntries(located, new Set([...knownEntries, 'assert']), scope);
  const list = entryOf(located, 'assert');
  if (list?.kind !== 'list' || list.items.length === 0) {
    throw new UnsupportedPart(located.place, 'An assert-set needs a list of assertions.');
  }
  const assertions: (DeterministicAssertion | RubricAssertion)[] = [];
  for (const item of list.items) {
    const type = stringOf(entryOf(item, 'type'));
    if (item.kind !== 'map' || type === null || type === 'assert-set') {
      throw new UnsupportedPart(
        item.place,
        'An assert-set holds assertions with a type, and no further set.',
      );
    }
    assertions.push(await readSingle(item, type, scope));
  }
  return { ...baseOf(located, false), type: 'assert-set', assertions, threshold: thresholdOf(located) };
}

async function readSingle(
  located: LocatedMap,
  fullType: string,
  scope: TemplateScope,
): Promise<DeterministicAssertion | RubricAssertion> {
  refuseOtherEntries(located, knownEntries, scope);
  const isNegated = fullType.startsWith('not-');
  const type = isNegated ? fullType.slice('not-'.length) : fullType;
  const base = baseOf(located, isNegated);
  const value = await scope.fill(entryOf(located, 'value') ?? null);
  const reading = { located, fullType, value };
  switch (type) {
    case 'equals':
      return { ...base, type, value: expectedOf(reading) };
    case 'contains':
    case 'icontains':
    case 'starts-with':
      return { ...base, type, value: textOf(reading) };
    case 'contains-all':
    case 'contains-any':
    case 'icontains-all':
    case 'icontains-any':
      return { ...base, type, values: textsOf(reading) };
    case 'regex':
      return { ...base, type, pattern: patternOf(reading) };
    case 'is-json':
    case 'contains-json':
      return { ...base, type, schema: await schemaOf(reading, scope) };
    case 'levenshtein':
      return { ...base, type, value: textOf(reading), mostEdits: thresholdOf(located) ?? defaultEdits };
    case 'cost':
      return { ...base, type, mostUsd: neededThreshold(reading) };
    case 'latency':
      return { ...base, type, mostMs: neededThreshold(reading) };
    case 'llm-rubric':
      return { ...base, type, rubric: textOf(reading), threshold: thresholdOf(located) };
    default:
      throw new UnsupportedPart(
        entryOf(located, 'type')?.place ?? located.place,
        `Assertions of the type ${fullType} are not supported.`,
      );
  }
}

interface Reading {
  readonly located: LocatedMap;
  readonly fullType: string;
  /** Undefined: there is none. */
  readonly value: unknown;
}

function refuseOtherEntries(located: LocatedMap, known: ReadonlySet<string>, scope: TemplateScope): void {
  for (const [key, { place, value }] of located.entries) {
    if (known.has(key) || isEmptyValue(value)) continue;
    if (!judgeEntries.has(key))
      throw new UnsupportedPart(place, `\`${key}\` of an assertion is not supported.`);
    scope.note(place, `\`${key}\` of an assertion is ignored: the judge is chosen with the command.`);
  }
}

function baseOf(
  located: LocatedMap,
  isNegated: boolean,
): Pick<Assertion, 'weight' | 'isNegated' | 'metric' | 'place'> {
  const weight = entryOf(located, 'weight');
  const value = isEmptyValue(weight) ? 1 : numberOf(weight);
  if (value === null || !Number.isFinite(value) || value < 0) {
    throw new UnsupportedPart(
      weight?.place ?? located.place,
      'The weight of an assertion must be a number from 0 on.',
    );
  }
  return { weight: value, isNegated, metric: stringOf(entryOf(located, 'metric')), place: located.place };
}

function thresholdOf(located: LocatedMap): number | null {
  const threshold = entryOf(located, 'threshold');
  if (isEmptyValue(threshold)) return null;
  const value = numberOf(threshold);
  if (value !== null && Number.isFinite(value) && value >= 0) return value;
  throw new UnsupportedPart(threshold?.place ?? located.place, 'The threshold must be a number from 0 on.');
}

function neededThreshold({ located, fullType }: Reading): number {
  const threshold = thresholdOf(located);
  if (threshold !== null) return threshold;
  throw new UnsupportedPart(located.place, `${fullType} needs a threshold.`);
}

function textOf({ located, fullType, value }: Reading): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && text !== '') return text;
  throw new UnsupportedPart(located.place, `${fullType} needs a text as its value.`);
}

function textsOf({ located, fullType, value }: Reading): readonly string[] {
  const list = typeof value === 'string' ? splitList(value) : value;
  if (Array.isArray(list) && list.length > 0 && list.every((item) => !isObject(item) && item !== null)) {
    return list.map(String);
  }
  throw new UnsupportedPart(located.place, `${fullType} needs a list of texts as its value.`);
}

function expectedOf({ located, fullType, value }: Reading): ExpectedValue {
  if (isObject(value)) return { kind: 'json', json: value };
  if (value !== undefined && value !== null) return { kind: 'text', text: describeScalar(value) };
  throw new UnsupportedPart(located.place, `${fullType} needs a value.`);
}

function describeScalar(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function patternOf(reading: Reading): string {
  const source = textOf(reading);
  const pattern = compilePattern(source);
  if (!('problem' in pattern)) return source;
  throw new UnsupportedPart(
    reading.located.place,
    `The regular expression cannot be used: ${pattern.problem}.`,
  );
}

async function schemaOf({ located, value }: Reading, scope: TemplateScope): Promise<JsonSchema | null> {
  if (value === undefined || value === null || value === '') return null;
  const schema = typeof value === 'string' ? plainValue(await scope.parse(value, located.place)) : value;
  const compiled = compileSchema(schema);
  if (!('problem' in compiled)) return compiled.root;
  throw new UnsupportedPart(located.place, `The JSON schema cannot be used: ${compiled.problem}.`);
}

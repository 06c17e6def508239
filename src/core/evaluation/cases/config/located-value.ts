import type { CasePlace } from '../evaluation-case.ts';

/** A value of a test configuration that knows where it stands. */
export type LocatedValue = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly place: CasePlace;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly LocatedValue[];
  readonly place: CasePlace;
}

export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly place: CasePlace;
}

export interface LocatedEntry {
  readonly value: LocatedValue;
  /** Where the key stands. */
  readonly place: CasePlace;
}

/** The value without its places. Keys are own properties whatever they are called. */
export function plainValue(located: LocatedValue): unknown {
  switch (located.kind) {
    case 'scalar':
      return located.value;
    case 'list':
      return located.items.map(plainValue);
    case 'map':
      return Object.fromEntries([...located.entries].map(([key, { value }]) => [key, plainValue(value)]));
  }
}

/** The text of a scalar that is a string, or null. */
export function stringOf(located: LocatedValue | undefined): string | null {
  return located?.kind === 'scalar' && typeof located.value === 'string' ? located.value : null;
}

/** The number of a scalar, or null. */
export function numberOf(located: LocatedValue | undefined): number | null {
  return located?.kind === 'scalar' && typeof located.value === 'number' ? located.value : null;
}

/** The value of a key, or undefined. */
export function entryOf(located: LocatedValue, key: string): LocatedValue | undefined {
  return located.kind === 'map' ? located.entries.get(key)?.value : undefined;
}

/** True for an entry that is left empty, as `assert:` with nothing behind it. */
export function isEmptyValue(located: LocatedValue | undefined): boolean {
  return located === undefined || (located.kind === 'scalar' && located.value === null);
}

/** A text as a value at a place. */
export function textAt(value: string, place: CasePlace): LocatedScalar {
  return { kind: 'scalar', value, place };
}

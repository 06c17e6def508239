import type { CasePlace } from '../evaluation-case.ts';
import { invalidTests } from './invalid-tests.ts';
import type { LocatedEntry, LocatedValue } from './located-value.ts';

const deepest = 64;

/**
 * The objects of a file with one JSON value a line, each placed at its line.
 * @throws PromptOpsError `invalid-tests`.
 */
export function entriesOfLines(source: string, file: string): readonly LocatedValue[] {
  return source
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((text, index) => {
      if (text.trim() === '') return [];
      return [locate(parseLine(text, file, index + 1), { file, line: index + 1, column: 1 }, 0)];
    });
}

function parseLine(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const place = { file, line, column: 1 };
    throw invalidTests(place, 'this line is no JSON', 'Write one JSON object on each line.');
  }
}

function locate(value: unknown, place: CasePlace, depth: number): LocatedValue {
  if (depth > deepest) throw invalidTests(place, 'values are nested too deeply', 'Make the line flatter.');
  if (Array.isArray(value)) {
    return { kind: 'list', items: value.map((item: unknown) => locate(item, place, depth + 1)), place };
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]: [string, unknown]): [string, LocatedEntry] => [
      key,
      { value: locate(item, place, depth + 1), place },
    ]);
    return { kind: 'map', entries: new Map(entries), place };
  }
  return { kind: 'scalar', value: value as string | number | boolean | null, place };
}

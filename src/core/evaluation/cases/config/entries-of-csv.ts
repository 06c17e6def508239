import { assertionFromText } from './assertion-from-text.ts';
import { textAt, type LocatedEntry, type LocatedMap, type LocatedValue } from './located-value.ts';
import type { CsvRow } from './read-csv.ts';

/**
 * A row of comma-separated values as an entry of `tests`: columns are variables, `__expected`, `__expected1` … assertions,
 * `__description`, `__metric` and `__threshold` what their names say. Other columns with two underscores keep their name, so
 * that the reading of the entry refuses those that matter.
 */
export function entryOfRow({ values, place }: CsvRow): LocatedMap {
  const at = (value: LocatedValue): LocatedEntry => ({ value, place });
  const vars = new Map<string, LocatedEntry>();
  const assertions: LocatedMap[] = [];
  const entries = new Map<string, LocatedEntry>();
  for (const [name, cell] of values) {
    if (name.startsWith('__expected')) {
      if (cell.trim() !== '') assertions.push(assertionFromText(cell, place));
    } else if (name === '__threshold') {
      const value = cell.trim() === '' ? null : Number(cell);
      entries.set('threshold', at({ kind: 'scalar', value, place }));
    } else if (name === '__description') entries.set('description', at(textAt(cell, place)));
    else if (name.startsWith('__metadata') || name === '__metric') continue;
    else if (!name.startsWith('__')) vars.set(name, at(textAt(cell, place)));
    else if (cell.trim() !== '') entries.set(name, at(textAt(cell, place)));
  }
  const metric = values.get('__metric') ?? '';
  const named = assertions.map((one) => (metric === '' ? one : withMetric(one, metric)));
  entries.set('vars', at({ kind: 'map', entries: vars, place }));
  entries.set('assert', at({ kind: 'list', items: named, place }));
  return { kind: 'map', entries, place };
}

function withMetric(assertion: LocatedMap, metric: string): LocatedMap {
  const { place } = assertion;
  return {
    ...assertion,
    entries: new Map([...assertion.entries, ['metric', { value: textAt(metric, place), place }]]),
  };
}

import { areEqualJson, isObject } from '../equal-json.ts';
import type { JsonSchema } from '../evaluation-case.ts';
import { checkBounds } from './check-scalar.ts';
import { at, type Problem, type SchemaScope } from './validate-json.ts';

type SchemaObject = Exclude<JsonSchema, boolean>;

/** Number, uniqueness and schemas of the items of an array. */
export function checkArray(value: readonly unknown[], schema: SchemaObject, scope: SchemaScope): Problem {
  const { minItems, maxItems, uniqueItems } = schema;
  const problem = checkBounds(value.length, [minItems, maxItems], 'items');
  if (problem !== null) return at(scope, problem);
  if (uniqueItems === true && hasDuplicates(value)) return at(scope, 'holds an item twice');
  return checkItems(value, schema, scope) ?? checkContains(value, schema, scope);
}

function checkItems(value: readonly unknown[], schema: SchemaObject, scope: SchemaScope): Problem {
  const { items, prefixItems, additionalItems } = schema;
  // Drafts before 2020-12 have a list of schemas in `items`, and `additionalItems` for the rest.
  const first: readonly unknown[] = Array.isArray(items)
    ? items
    : Array.isArray(prefixItems)
      ? prefixItems
      : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  for (const [index, item] of value.entries()) {
    const itemSchema = index < first.length ? first[index] : rest;
    if (itemSchema === undefined) continue;
    const problem = scope.check(item, itemSchema, `${scope.path}[${index}]`);
    if (problem !== null) return problem;
  }
  return null;
}

function checkContains(value: readonly unknown[], schema: SchemaObject, scope: SchemaScope): Problem {
  const { contains, minContains, maxContains } = schema;
  if (contains === undefined) return null;
  const fitting = value.filter((item) => scope.check(item, contains, scope.path) === null).length;
  const least = typeof minContains === 'number' ? minContains : 1;
  const problem = checkBounds(fitting, [least, maxContains], 'items that `contains` asks for');
  return problem === null ? null : at(scope, problem);
}

/** Items are put into classes by a key that equal items share, so that long arrays stay fast. */
function hasDuplicates(value: readonly unknown[]): boolean {
  const classes = new Map<unknown, unknown[]>();
  for (const item of value) {
    const key = isObject(item) ? JSON.stringify(item, sortedKeys(item)) : item;
    const same = classes.get(key) ?? [];
    if (same.some((other) => areEqualJson(item, other))) return true;
    classes.set(key, [...same, item]);
  }
  return false;
}

function sortedKeys(item: Readonly<Record<string, unknown>>): string[] | undefined {
  return Array.isArray(item) ? undefined : Object.keys(item).sort();
}

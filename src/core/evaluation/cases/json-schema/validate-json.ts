import { areEqualJson, isObject } from '../equal-json.ts';
import type { JsonSchema } from '../evaluation-case.ts';
import type { CompiledSchema } from './compile-schema.ts';
import { checkArray } from './check-array.ts';
import { checkObject } from './check-object.ts';
import { checkNumber, checkString, hasType } from './check-scalar.ts';

/** What a schema says of a value. `unknown`: the check was given up, because it would have taken too long. */
export type SchemaResult =
  | { readonly status: 'valid' }
  | { readonly status: 'invalid'; readonly problem: string }
  | { readonly status: 'unknown'; readonly problem: string };

/** One step of a check: null when the value is valid, else what is wrong with it. */
export type Problem = string | null;

/** What the checks of one value share. `path` leads to the value for messages. */
export interface SchemaScope {
  readonly compiled: CompiledSchema;
  readonly path: string;
  /** Checks a part of the value. */
  readonly check: (value: unknown, schema: unknown, path: string) => Problem;
}

/** Schemas applied to values before a check is given up; branches of `anyOf` multiply. */
const mostSteps = 1_000_000;
const deepestValue = 400;

/** Checks a JSON value against a schema. */
export function validateJson(value: unknown, compiled: CompiledSchema): SchemaResult {
  let steps = 0;
  let depth = 0;
  const check = (part: unknown, schema: unknown, path: string): Problem => {
    steps += 1;
    if (steps > mostSteps || depth > deepestValue) throw new GivenUp();
    depth += 1;
    const problem = checkValue(part, schema as JsonSchema, { compiled, path, check });
    depth -= 1;
    return problem;
  };
  try {
    const problem = check(value, compiled.root, '');
    return problem === null ? { status: 'valid' } : { status: 'invalid', problem };
  } catch (error) {
    if (error instanceof GivenUp) return { status: 'unknown', problem: 'the check would take too long' };
    throw error;
  }
}

class GivenUp extends Error {}

function checkValue(value: unknown, schema: JsonSchema, scope: SchemaScope): Problem {
  if (typeof schema === 'boolean') return schema ? null : at(scope, 'nothing is allowed here');
  return (
    checkReference(value, schema, scope) ??
    checkKind(value, schema, scope) ??
    checkCombined(value, schema, scope) ??
    checkConditional(value, schema, scope) ??
    checkContent(value, schema, scope)
  );
}

/** A problem with the place that it is about. */
export function at({ path }: SchemaScope, problem: string): string {
  return `${path === '' ? 'the value' : path}: ${problem}`;
}

type SchemaObject = Exclude<JsonSchema, boolean>;

function checkReference(
  value: unknown,
  { $ref }: SchemaObject,
  { compiled, path, check }: SchemaScope,
): Problem {
  if (typeof $ref !== 'string') return null;
  return check(value, compiled.references.get($ref) ?? true, path);
}

function checkKind(value: unknown, schema: SchemaObject, scope: SchemaScope): Problem {
  const { type } = schema;
  const types = Array.isArray(type) ? type : type === undefined ? null : [type];
  if (types !== null && !types.some((name) => hasType(value, name))) {
    return at(scope, `must be ${types.join(' or ')}`);
  }
  if (Array.isArray(schema['enum']) && !schema['enum'].some((allowed) => areEqualJson(value, allowed))) {
    return at(scope, 'is none of the allowed values');
  }
  const isOther = Object.hasOwn(schema, 'const') && !areEqualJson(value, schema['const']);
  return isOther ? at(scope, 'is not the one allowed value') : null;
}

function checkCombined(value: unknown, schema: SchemaObject, scope: SchemaScope): Problem {
  const { allOf, anyOf, oneOf } = schema;
  const fits = (one: unknown): boolean => scope.check(value, one, scope.path) === null;
  if (Array.isArray(allOf)) {
    for (const one of allOf) {
      const problem = scope.check(value, one, scope.path);
      if (problem !== null) return problem;
    }
  }
  if (Array.isArray(anyOf) && !anyOf.some(fits)) return at(scope, 'fits none of the schemas of anyOf');
  if (Array.isArray(oneOf)) {
    const fitting = oneOf.filter(fits).length;
    if (fitting !== 1) return at(scope, `fits ${fitting} schemas of oneOf, not one`);
  }
  const isForbidden = Object.hasOwn(schema, 'not') && fits(schema['not']);
  return isForbidden ? at(scope, 'fits the schema that `not` forbids') : null;
}

function checkConditional(value: unknown, schema: SchemaObject, scope: SchemaScope): Problem {
  if (!Object.hasOwn(schema, 'if')) return null;
  const branch = scope.check(value, schema['if'], scope.path) === null ? 'then' : 'else';
  return Object.hasOwn(schema, branch) ? scope.check(value, schema[branch], scope.path) : null;
}

function checkContent(value: unknown, schema: SchemaObject, scope: SchemaScope): Problem {
  if (typeof value === 'string') return checkString(value, schema, scope);
  if (typeof value === 'number') return checkNumber(value, schema, scope);
  if (Array.isArray(value)) return checkArray(value, schema, scope);
  return isObject(value) ? checkObject(value, schema, scope) : null;
}

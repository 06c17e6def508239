import { isObject } from '../equal-json.ts';
import type { JsonSchema } from '../evaluation-case.ts';
import { checkBounds } from './check-scalar.ts';
import { at, type Problem, type SchemaScope } from './validate-json.ts';

type SchemaObject = Exclude<JsonSchema, boolean>;
type ObjectValue = Readonly<Record<string, unknown>>;

/** Number, names, dependencies and schemas of the properties of an object. */
export function checkObject(value: ObjectValue, schema: SchemaObject, scope: SchemaScope): Problem {
  const { minProperties, maxProperties, required } = schema;
  const problem = checkBounds(Object.keys(value).length, [minProperties, maxProperties], 'properties');
  if (problem !== null) return at(scope, problem);
  const missing = missingOf(value, required);
  if (missing !== null) return at(scope, `has no property ${missing}`);
  return (
    checkNames(value, schema, scope) ??
    checkProperties(value, schema, scope) ??
    checkDependencies(value, schema, scope)
  );
}

function missingOf(value: ObjectValue, required: unknown): string | null {
  if (!Array.isArray(required)) return null;
  const missing: unknown = required.find((name) => typeof name === 'string' && !Object.hasOwn(value, name));
  return typeof missing === 'string' ? missing : null;
}

function checkNames(value: ObjectValue, { propertyNames }: SchemaObject, scope: SchemaScope): Problem {
  if (propertyNames === undefined) return null;
  for (const name of Object.keys(value)) {
    const problem = scope.check(name, propertyNames, `the name ${scope.path}.${name}`);
    if (problem !== null) return problem;
  }
  return null;
}

function checkProperties(value: ObjectValue, schema: SchemaObject, scope: SchemaScope): Problem {
  const { additionalProperties } = schema;
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const patterns = isObject(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
  for (const [name, item] of Object.entries(value)) {
    const path = `${scope.path}.${name}`;
    const applied = [
      ...(Object.hasOwn(properties, name) ? [properties[name]] : []),
      ...patterns
        .filter(([pattern]) => scope.compiled.patterns.get(pattern)?.test(name) === true)
        .map(([, one]) => one),
    ];
    if (applied.length === 0 && additionalProperties === false)
      return at(scope, `has the extra property ${name}`);
    if (applied.length === 0 && additionalProperties !== undefined) applied.push(additionalProperties);
    for (const one of applied) {
      const problem = scope.check(item, one, path);
      if (problem !== null) return problem;
    }
  }
  return null;
}

function checkDependencies(value: ObjectValue, schema: SchemaObject, scope: SchemaScope): Problem {
  const { dependentRequired, dependentSchemas, dependencies } = schema;
  for (const group of [dependentRequired, dependentSchemas, dependencies]) {
    if (!isObject(group)) continue;
    for (const [name, dependency] of Object.entries(group)) {
      if (!Object.hasOwn(value, name)) continue;
      const missing = missingOf(value, dependency);
      if (missing !== null) return at(scope, `has no property ${missing}, which ${name} asks for`);
      const problem = Array.isArray(dependency) ? null : scope.check(value, dependency, scope.path);
      if (problem !== null) return problem;
    }
  }
  return null;
}

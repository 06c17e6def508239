import type { JsonSchema } from '../evaluation-case.ts';
import { stringFormats } from './string-formats.ts';
import { at, type Problem, type SchemaScope } from './validate-json.ts';

type SchemaObject = Exclude<JsonSchema, boolean>;

/** True when a value has a type of JSON schemas; `integer` is a number without a fraction. */
export function hasType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** Length, pattern and format of a string. */
export function checkString(value: string, schema: SchemaObject, scope: SchemaScope): Problem {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    const problem = checkBounds(countCharacters(value), [minLength, maxLength], 'characters');
    if (problem !== null) return at(scope, problem);
  }
  if (typeof pattern === 'string' && scope.compiled.patterns.get(pattern)?.test(value) !== true) {
    return at(scope, `does not match ${pattern}`);
  }
  const isOfFormat = typeof format !== 'string' || stringFormats.get(format)?.(value) === true;
  return isOfFormat ? null : at(scope, `is no ${format}`);
}

/** Bounds and step of a number. */
export function checkNumber(value: number, schema: SchemaObject, scope: SchemaScope): Problem {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && value < minimum) return at(scope, `must be at least ${minimum}`);
  if (typeof maximum === 'number' && value > maximum) return at(scope, `must be at most ${maximum}`);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    return at(scope, `must be more than ${exclusiveMinimum}`);
  }
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) {
    return at(scope, `must be less than ${exclusiveMaximum}`);
  }
  const isStep = typeof multipleOf !== 'number' || isMultiple(value, multipleOf);
  return isStep ? null : at(scope, `must be a multiple of ${String(multipleOf)}`);
}

/** Whether a number of things lies within its bounds. */
export function checkBounds(
  count: number,
  [least, most]: readonly [unknown, unknown],
  things: string,
): Problem {
  if (typeof least === 'number' && count < least) return `has ${count} ${things}, fewer than ${least}`;
  if (typeof most === 'number' && count > most) return `has ${count} ${things}, more than ${most}`;
  return null;
}

/** Characters as schemas count them: code points. */
function countCharacters(text: string): number {
  let pairs = 0;
  for (let index = 0; index < text.length - 1; index += 1) {
    const isPair =
      (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
    if (isPair) pairs += 1;
  }
  return text.length - pairs;
}

/** 0.3 is a multiple of 0.1, although no quotient of binary fractions says so exactly. */
function isMultiple(value: number, step: number): boolean {
  const quotient = value / step;
  return Number.isFinite(quotient)
    ? Math.abs(quotient - Math.round(quotient)) <=
        1e-9 * Math.max(1, Math.abs(quotient)) * Number(step % 1 !== 0)
    : value % step === 0;
}

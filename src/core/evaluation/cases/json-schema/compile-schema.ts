import { isObject } from '../equal-json.ts';
import type { JsonSchema } from '../evaluation-case.ts';
import { compilePattern, type SafePattern } from '../safe-pattern.ts';
import { knownKeywords, schemaKeywords, schemaListKeywords, schemaMapKeywords } from './schema-keywords.ts';
import { stringFormats } from './string-formats.ts';

/** A schema that was read as a whole: all its patterns are compiled and all its references lead somewhere. */
export interface CompiledSchema {
  readonly root: JsonSchema;
  readonly patterns: ReadonlyMap<string, SafePattern>;
  readonly references: ReadonlyMap<string, JsonSchema>;
}

/** Schemas in one another, and schemas in all, that a person may have written. */
const deepest = 100;
const mostSchemas = 20_000;

/**
 * Reads a JSON schema (drafts 7 to 2020-12) as data; nothing is generated or evaluated. Whatever could not be checked
 * is refused with a phrase that names it.
 */
export function compileSchema(root: unknown): CompiledSchema | { readonly problem: string } {
  try {
    return walkSchema(root);
  } catch (error) {
    if (error instanceof SchemaProblem) return { problem: error.message };
    throw error;
  }
}

class SchemaProblem extends Error {}

function walkSchema(root: unknown): CompiledSchema {
  const patterns = new Map<string, SafePattern>();
  const references = new Map<string, JsonSchema>();
  let schemas = 0;
  const visit = (schema: unknown, depth: number): JsonSchema => {
    schemas += 1;
    if (depth > deepest || schemas > mostSchemas) throw new SchemaProblem('the schema is too large');
    if (typeof schema === 'boolean') return schema;
    if (!isObject(schema) || Array.isArray(schema)) throw new SchemaProblem('a schema must be an object');
    refuseUnknown(schema);
    for (const pattern of patternsOf(schema)) patterns.set(pattern, compiled(pattern));
    for (const child of childrenOf(schema)) visit(child, depth + 1);
    const reference = schema['$ref'];
    if (typeof reference === 'string' && !references.has(reference)) {
      const found = resolve(root, reference);
      if (!isSchema(found)) throw new SchemaProblem(`the reference ${reference} leads nowhere in the schema`);
      references.set(reference, found);
      visit(found, depth + 1);
    }
    return schema;
  };
  return { root: visit(root, 0), patterns, references };
}

function refuseUnknown(schema: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(schema).find((keyword) => !knownKeywords.has(keyword) && !/^x-/.test(keyword));
  if (unknown !== undefined)
    throw new SchemaProblem(`the keyword ${unknown} of JSON schemas is not supported`);
  const { format } = schema;
  if (typeof format === 'string' && !stringFormats.has(format)) {
    throw new SchemaProblem(`the format ${format} of JSON schemas is not supported`);
  }
}

function patternsOf(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const { pattern, patternProperties } = schema;
  return [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isObject(patternProperties) ? Object.keys(patternProperties) : []),
  ];
}

function compiled(source: string): SafePattern {
  const pattern = compilePattern(source);
  if ('problem' in pattern)
    throw new SchemaProblem(`the pattern ${source} cannot be used: ${pattern.problem}`);
  return pattern;
}

function childrenOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { items, dependencies } = schema;
  return [
    ...schemaKeywords.flatMap((keyword) => (keyword in schema ? [schema[keyword]] : [])),
    ...schemaListKeywords.flatMap((keyword) => listOf(schema[keyword])),
    ...schemaMapKeywords.flatMap((keyword) => valuesOf(schema[keyword])),
    ...(Array.isArray(items) ? listOf(items) : items === undefined ? [] : [items]),
    ...valuesOf(dependencies).filter((value) => !Array.isArray(value)),
  ];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function valuesOf(value: unknown): readonly unknown[] {
  return isObject(value) ? Object.values(value) : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || (isObject(value) && !Array.isArray(value));
}

/** `#` and `#/$defs/name`: only places of the same document. */
function resolve(root: unknown, reference: string): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let found: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    const key = unescapeStep(step);
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

function unescapeStep(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    // A broken percent escape is a name like any other.
    return step;
  }
}

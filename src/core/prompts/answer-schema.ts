/**
 * Parts of JSON schemas in the form that strict endpoints take: every property required, no others, no bounds. The
 * schemas are written out, not derived; a test holds them against what is read.
 */
type JsonSchemaPart = Readonly<Record<string, unknown>>;

export function objectOf(properties: Readonly<Record<string, JsonSchemaPart>>): JsonSchemaPart {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export function listOf(items: JsonSchemaPart): JsonSchemaPart {
  return { type: 'array', items };
}

export function textOf(description: string): JsonSchemaPart {
  return { type: 'string', description };
}

/** A number whose meaning the instructions give. */
export const aNumber: JsonSchemaPart = { type: 'number' };

export function choiceOf(values: readonly string[]): JsonSchemaPart {
  return { type: 'string', enum: values };
}

export const yesOrNo: JsonSchemaPart = { type: 'boolean' };

import type { AnswerSchema } from './chat-model.ts';

/** The form of an answer as an instruction, for models that take no schema. */
export function schemaInWords({ schema }: AnswerSchema): string {
  return `Answer with one JSON object and nothing else. Its JSON schema: ${JSON.stringify(schema)}`;
}

import * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { choiceOf, listOf, objectOf, textOf } from './answer-schema.ts';
import { dataInstructions, dataMessages } from './data-messages.ts';

/** Which requirements are looked for in which text. */
export interface CoveragePrompt {
  readonly prompt: string;
  readonly requirements: readonly { readonly id: string; readonly text: string }[];
}

export const coverageInstructions: string = dataInstructions(
  [
    'For each entry of "requirements" say whether the text in "prompt" still demands it: kept (same demand, whatever the words), changed (weaker, stronger or different) or missing.',
    '"quote" is the passage of "prompt" that demands it, copied exactly and as short as possible; empty when missing. Judge every requirement, by its id, once.',
  ],
  '{"results":[{"id":"…","quote":"…","status":kept|changed|missing},…]}',
);

export function coverageMessages({ prompt, requirements }: CoveragePrompt): readonly ChatMessage[] {
  return dataMessages(coverageInstructions, {
    requirements: requirements.map(({ id, text }) => ({ id, text })),
    prompt,
  });
}

const statuses = ['kept', 'changed', 'missing'] as const;

export const coverageAnswerSchema = z.object({
  results: z.array(z.object({ id: z.string(), quote: z.string(), status: z.enum(statuses) })),
});

export const coverageAnswer: AnswerSchema = {
  name: 'coverage',
  schema: objectOf({
    results: listOf(
      objectOf({
        id: textOf('Id of the requirement.'),
        quote: textOf('Passage copied from the prompt; empty when missing.'),
        status: choiceOf(statuses),
      }),
    ),
  }),
};

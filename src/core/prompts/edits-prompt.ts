import * as z from 'zod/mini';
import type { Finding } from '../model.ts';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { aNumber, listOf, objectOf, textOf } from './answer-schema.ts';
import { dataInstructions, dataMessages } from './data-messages.ts';

/** Findings about a prompt for which edits are wanted. */
export interface EditsPrompt {
  readonly prompt: string;
  readonly placeholders: readonly string[];
  readonly findings: readonly Finding[];
}

export const editsInstructions: string = dataInstructions(
  [
    'You edit a prompt that software sends to a language model. Propose for each of "findings" the smallest edit that does what it suggests.',
    '"find" is copied exactly from the prompt and stands there only once; "replace" takes its place. Keep each entry of "placeholders" as it is. Leave out a finding that no single edit mends; invent no facts.',
  ],
  '{"edits":[{"finding":number,"find":"…","replace":"…"},…]}',
);

/** Prompt and findings as JSON data; findings are numbered from 1. */
export function editsMessages({ prompt, placeholders, findings }: EditsPrompt): readonly ChatMessage[] {
  return dataMessages(editsInstructions, {
    placeholders: [...new Set(placeholders)],
    findings: findings.map(({ message, evidence, suggestion = '' }, index) => ({
      number: index + 1,
      message,
      evidence,
      suggestion,
    })),
    prompt,
  });
}

export const editsAnswerSchema = z.object({
  edits: z.array(z.object({ finding: z.number(), find: z.string(), replace: z.string() })),
});

export type EditsAnswer = z.infer<typeof editsAnswerSchema>;

export const editsAnswer: AnswerSchema = {
  name: 'edits',
  schema: objectOf({
    edits: listOf(
      objectOf({
        finding: aNumber,
        find: textOf('Passage copied from the prompt.'),
        replace: textOf('What takes its place.'),
      }),
    ),
  }),
};

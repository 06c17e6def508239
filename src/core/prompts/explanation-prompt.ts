import * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { listOf, aNumber, objectOf, textOf } from './answer-schema.ts';
import { dataInstructions, dataMessages } from './data-messages.ts';

/** One change of a prompt, with what is known of its reason. */
export interface ExplainedChange {
  readonly index: number;
  readonly before: string;
  readonly after: string;
  readonly hint: string;
}

export const explanationInstructions: string = dataInstructions(
  [
    '"changes" lists edits of a prompt that software sends to a language model; "hint" is what their author noted.',
    'For each say in one short sentence what it does for the answers or the cost, so that a reader can decide whether to keep it. Name a drawback where there is one. Promise nothing.',
  ],
  '{"explanations":[{"index":number of the change,"why":"one short sentence"},…]}',
);

export function explanationMessages(changes: readonly ExplainedChange[]): readonly ChatMessage[] {
  return dataMessages(explanationInstructions, { changes });
}

export const explanationAnswerSchema = z.object({
  explanations: z.array(z.object({ index: z.number(), why: z.string() })),
});

export const explanationAnswer: AnswerSchema = {
  name: 'explanations',
  schema: objectOf({
    explanations: listOf(
      objectOf({
        index: aNumber,
        why: textOf('What the change does, in one short sentence.'),
      }),
    ),
  }),
};

import * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { listOf, objectOf, textOf } from './answer-schema.ts';
import { dataInstructions, sectionMessages, type Outline } from './data-messages.ts';

export const requirementsInstructions: string = dataInstructions(
  [
    'List what the text in "prompt" demands of the model that gets it: goals, rules, limits, facts to use, the form of the answer, what to do in special cases.',
    'One requirement is one demand that an answer can meet or miss; split sentences that hold several. At most 40, the weightiest first. Leave out courtesies and empty phrases, add nothing that is not said.',
    '"quote" is the passage that demands it, copied exactly and as short as possible.',
  ],
  '{"requirements":[{"text":"one short sentence","quote":"…"},…]}',
);

/** Asks for what a prompt demands; with an outline, for what one section of it does. */
export function requirementsMessages(prompt: string, outline?: Outline): readonly ChatMessage[] {
  return sectionMessages(requirementsInstructions, { prompt }, outline);
}

export const requirementsAnswerSchema = z.object({
  requirements: z.array(z.object({ text: z.string(), quote: z.string() })),
});

export const requirementsAnswer: AnswerSchema = {
  name: 'requirements',
  schema: objectOf({
    requirements: listOf(
      objectOf({
        text: textOf('The demand, in one short sentence.'),
        quote: textOf('Passage copied from the prompt.'),
      }),
    ),
  }),
};

import * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { aNumber, objectOf, textOf, yesOrNo } from './answer-schema.ts';
import { dataInstructions, dataMessages } from './data-messages.ts';

/** One output with what is expected of it. */
export interface RubricPrompt {
  readonly rubric: string;
  readonly output: string;
}

export const rubricInstructions: string = dataInstructions(
  [
    'Judge how far "output" meets the expectation in "rubric". Judge that alone: length, tone and formatting count only where the rubric names them.',
    '"score" goes from 0 (not met) over 0.5 (half) to 1 (fully met); "pass" says whether it is met well enough.',
  ],
  '{"reason":"one short sentence","pass":true|false,"score":0..1}',
);

export function rubricMessages({ rubric, output }: RubricPrompt): readonly ChatMessage[] {
  return dataMessages(rubricInstructions, { rubric, output });
}

export const rubricAnswerSchema = z.object({ reason: z.string(), pass: z.boolean(), score: z.number() });

export const rubricAnswer: AnswerSchema = {
  name: 'rubric',
  schema: objectOf({
    reason: textOf('The reason, in one short sentence.'),
    pass: yesOrNo,
    score: aNumber,
  }),
};

import * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { aNumber, objectOf, yesOrNo } from './answer-schema.ts';
import { dataInstructions, dataMessages } from './data-messages.ts';

/** An output with the request that it answers. */
export interface ReasoningPrompt {
  readonly task: string;
  readonly output: string;
}

/** The four items of METRICS.md, after the dimensions of ROSCOE (arXiv 2212.07919) and ReCEval (arXiv 2304.10703). */
const items = {
  validity: 'each step follows from the request, the facts and the steps before it',
  informativeness: 'each step brings something new; none is redundant',
  coverage: 'no needed step is missing',
  consistency: 'the final answer follows from the steps',
} as const;

export const reasoningInstructions: string = dataInstructions(
  [
    'Judge the steps of reasoning in "output", an answer to "task". Whether the result is right counts only through the steps.',
    `Rate from 0 (never) to 1 (throughout): ${Object.entries(items)
      .map(([name, question]) => `${name} (${question})`)
      .join('; ')}.`,
    '"hasReasoning" is false when the task needs no steps; when it needs them and the output shows none, rate what is missing with 0.',
  ],
  '{"hasReasoning":true|false,"validity":0..1,"informativeness":0..1,"coverage":0..1,"consistency":0..1}',
);

export function reasoningMessages({ task, output }: ReasoningPrompt): readonly ChatMessage[] {
  return dataMessages(reasoningInstructions, { task, output });
}

export const reasoningAnswerSchema = z.object({
  hasReasoning: z.boolean(),
  validity: z.number(),
  informativeness: z.number(),
  coverage: z.number(),
  consistency: z.number(),
});

export const reasoningAnswer: AnswerSchema = {
  name: 'reasoning',
  schema: objectOf({
    hasReasoning: yesOrNo,
    ...Object.fromEntries(Object.keys(items).map((name) => [name, aNumber])),
  }),
};

import * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { choiceOf, objectOf, textOf } from './answer-schema.ts';
import { dataInstructions, sectionMessages, type Outline } from './data-messages.ts';

/** Two texts under labels that say nothing about where they come from. */
export interface ComparisonPrompt {
  readonly subject: 'prompts' | 'outputs';
  /** What both are for: the requirements of the task, or the input that both outputs answer. */
  readonly task: string;
  readonly a: string;
  readonly b: string;
  /** Present where both are versions of one section of a longer text. */
  readonly outline?: Outline | undefined;
}

const form = '{"why":"one short sentence","winner":A|B|tie}';

const fairness =
  'A and B stand in random order. Position, length, tone and formatting are no merits in themselves. Answer tie when neither would serve clearly better.';

/** What the judge is told, for either kind of texts. */
export const comparisonInstructions: Readonly<Record<ComparisonPrompt['subject'], string>> = {
  prompts: dataInstructions(
    [
      'Two versions of a prompt that software sends to a language model are given as "A" and "B"; "task" says what they are for.',
      'Decide with which of them a model would more reliably do the task right: every requirement stated, no room for misreading, the form of the answer clear.',
      fairness,
    ],
    form,
  ),
  outputs: dataInstructions(
    [
      'Two answers to the same request are given as "A" and "B"; "task" is the request.',
      'Decide which of them does what is asked for: correct, complete, in the form asked for. An error weighs more than style.',
      fairness,
    ],
    form,
  ),
};

export function comparisonMessages(input: ComparisonPrompt): readonly ChatMessage[] {
  const { subject, task, a, b, outline } = input;
  return sectionMessages(comparisonInstructions[subject], { task, A: a, B: b }, outline);
}

const winners = ['A', 'B', 'tie'] as const;

export const comparisonAnswerSchema = z.object({ why: z.string(), winner: z.enum(winners) });

// The reason comes first: models that decide before they think decide worse.
export const comparisonAnswer: AnswerSchema = {
  name: 'comparison',
  schema: objectOf({ why: textOf('The reason, in one short sentence.'), winner: choiceOf(winners) }),
};

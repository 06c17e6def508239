import * as z from 'zod/mini';
import type { GroundingPassage } from '../data-room/grounding.ts';
import type { RubricDimension, Severity } from '../model.ts';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { dimensionsSchema } from '../report/run-report.ts';
import { choiceOf, listOf, aNumber, objectOf, textOf } from './answer-schema.ts';
import { dataInstructions, sectionMessages, type Outline } from './data-messages.ts';
import { categories } from './proposal-answers.ts';

/** What the Critic looks at. */
export interface CritiquePrompt {
  readonly prompt: string;
  /** Parts that are filled in at run time: they are no gaps of the prompt. */
  readonly placeholders: readonly string[];
  /** Passages of the data room; absent or empty: the request says nothing of documents. */
  readonly documents?: readonly GroundingPassage[];
  /** Present where `prompt` is one section of a longer text. */
  readonly outline?: Outline | undefined;
}

/** The dimensions of the rubric with the question that each asks. */
const questions = {
  clarity: 'one reading only, terms defined, task named',
  structure: 'order and grouping fit the length',
  constraints: 'limits, criteria and unclear cases settled as far as the task needs',
  outputContract: 'form, length and language of the answer fixed as far as the task needs',
  examples: 'examples right and enough, or none needed',
  consistency: 'no two statements against each other',
  economy: 'nothing said twice or for nothing',
} as const satisfies Readonly<Record<RubricDimension, string>>;

const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

export const critiqueInstructions: string = dataInstructions(
  [
    'You review a prompt that software sends to a language model. "placeholders" are filled in at run time and are fine.',
    `Rate each dimension from 0 (fails) over 0.5 (partly) to 1 (nothing to gain): ${describeQuestions()}. Length is neither merit nor fault.`,
    'Name at most 8 weaknesses that would change answers or cost tokens, the worst first; none is a good review too. "quote" is copied exactly from the prompt, as short as the weakness allows.',
  ],
  `{"findings":[{"quote":"…","message":"one sentence","suggestion":"one sentence","category":${categories.join('|')},"severity":${severities.join('|')}},…],"dimensions":{"clarity":0..1,…}}`,
);

export function critiqueMessages(input: CritiquePrompt): readonly ChatMessage[] {
  const { prompt, placeholders, documents = [], outline } = input;
  const data = { placeholders: [...new Set(placeholders)], prompt };
  return documents.length === 0
    ? sectionMessages(critiqueInstructions, data, outline)
    : sectionMessages(`${critiqueInstructions}\n${groundedCritique}`, { documents, ...data }, outline);
}

const groundedCritique =
  '"documents" is background about the domain: a statement of the prompt that contradicts it is a weakness, that the prompt does not repeat it is none.';

const finding = {
  quote: z.string(),
  message: z.string(),
  suggestion: z.string(),
  category: z.enum(categories),
  severity: z.enum(severities),
};

/** What the Critic answers; whether quotes occur and numbers lie in [0, 1] is for the reader to see. */
export const critiqueAnswerSchema = z.object({
  findings: z.array(z.object(finding)),
  dimensions: dimensionsSchema,
});

export type CritiqueAnswer = z.infer<typeof critiqueAnswerSchema>;

export const critiqueAnswer: AnswerSchema = {
  name: 'critique',
  schema: objectOf({
    findings: listOf(
      objectOf({
        quote: textOf('Passage copied from the prompt.'),
        message: textOf('What is wrong, in one sentence.'),
        suggestion: textOf('What would mend it, in one sentence.'),
        category: choiceOf(categories),
        severity: choiceOf(severities),
      }),
    ),
    dimensions: objectOf(Object.fromEntries(Object.keys(questions).map((name) => [name, aNumber]))),
  }),
};

function describeQuestions(): string {
  return Object.entries(questions)
    .map(([name, question]) => `${name} (${question})`)
    .join('; ');
}

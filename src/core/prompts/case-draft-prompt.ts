import * as z from 'zod/mini';
import type { AnswerSchema, ChatMessage } from '../models/chat-model.ts';
import { choiceOf, listOf, objectOf, textOf } from './answer-schema.ts';
import { dataInstructions, dataMessages } from './data-messages.ts';

/** What drafts of cases are made from. */
export interface CaseDraftPrompt {
  readonly prompt: string;
  /** Names of the variables that every case must fill. */
  readonly variables: readonly string[];
  readonly count: number;
  /** Whether the one variable is what a user writes to the prompt, which has no placeholders. */
  readonly isConversation?: boolean;
}

/** Expectations that a draft may hold: those whose value is one text. */
export const draftedAssertions = [
  'contains',
  'icontains',
  'starts-with',
  'equals',
  'is-json',
  'llm-rubric',
] as const;

export const caseDraftInstructions: string = instructionsFor(
  'Draft "count" test cases for the text in "prompt", whose "variables" are filled in at run time.',
);

/** For a prompt without placeholders. */
export const conversationDraftInstructions: string = instructionsFor(
  'Draft "count" test cases for the text in "prompt", the system message of a model. The one variable is what a user writes to it.',
);

function instructionsFor(task: string): string {
  return dataInstructions(
    [
      task,
      'Each case gives every variable once, by its exact name, with a realistic value of realistic length. Cover the usual, the borderline (empty, long, other language, contradictory, off topic) and what the rules of the prompt single out. Invented people, no real data.',
      'Give each case 1 to 3 expectations that follow from the prompt and any right answer meets: a text for contains, icontains, starts-with or equals, an empty value for is-json, one sentence that can be judged for llm-rubric.',
    ],
    '{"cases":[{"description":"a few words","vars":[{"name":"…","value":"…"},…],"assert":[{"type":' +
      `${draftedAssertions.join('|')},"value":"…"},…]},…]}`,
  );
}

export function caseDraftMessages(draft: CaseDraftPrompt): readonly ChatMessage[] {
  const { prompt, variables, count, isConversation = false } = draft;
  const instructions = isConversation ? conversationDraftInstructions : caseDraftInstructions;
  return dataMessages(instructions, { count, variables, prompt });
}

export const caseDraftAnswerSchema = z.object({
  cases: z.array(
    z.object({
      description: z.string(),
      vars: z.array(z.object({ name: z.string(), value: z.string() })),
      assert: z.array(z.object({ type: z.enum(draftedAssertions), value: z.string() })),
    }),
  ),
});

export type DraftedCase = z.infer<typeof caseDraftAnswerSchema>['cases'][number];

export const caseDraftAnswer: AnswerSchema = {
  name: 'cases',
  schema: objectOf({
    cases: listOf(
      objectOf({
        description: textOf('What the case is about, in a few words.'),
        vars: listOf(objectOf({ name: textOf('Name of the variable.'), value: textOf('What fills it.') })),
        assert: listOf(
          objectOf({
            type: choiceOf(draftedAssertions),
            value: textOf('The text expected, or the expectation in one sentence.'),
          }),
        ),
      }),
    ),
  }),
};

import * as z from 'zod/mini';
import type { Category } from '../model.ts';
import type { AnswerSchema } from '../models/chat-model.ts';
import { choiceOf, listOf, objectOf, textOf } from './answer-schema.ts';

/** What a change can be good for. */
export const categories = [
  'clarity',
  'structure',
  'constraints',
  'output-contract',
  'consistency',
  'economy',
  'safety',
] as const satisfies readonly Category[];

/** What the Proposer gets for a patch: find/replace pairs, each with its reason. */
export const patchAnswerSchema = z.object({
  edits: z.array(
    z.object({ find: z.string(), replace: z.string(), why: z.string(), kind: z.enum(categories) }),
  ),
});

/** What it gets for a rewrite: the text, and what each change is for; `quote` is a passage of the old text. */
export const rewriteAnswerSchema = z.object({
  prompt: z.string(),
  reasons: z.array(z.object({ quote: z.string(), why: z.string(), kind: z.enum(categories) })),
});

export type PatchAnswer = z.infer<typeof patchAnswerSchema>;
export type RewriteAnswer = z.infer<typeof rewriteAnswerSchema>;

const kind = choiceOf(categories);

/** The patch as endpoints are asked for it. */
export const patchAnswer: AnswerSchema = {
  name: 'patch',
  schema: objectOf({
    edits: listOf(
      objectOf({
        find: textOf('Passage copied from the prompt, long enough to occur there exactly once.'),
        replace: textOf('What stands there instead; empty to delete.'),
        why: textOf('What the change is good for, in one short sentence.'),
        kind,
      }),
    ),
  }),
};

/** The rewrite as endpoints are asked for it. */
export const rewriteAnswer: AnswerSchema = {
  name: 'rewrite',
  schema: objectOf({
    prompt: textOf('The whole new prompt, and nothing but the prompt.'),
    reasons: listOf(
      objectOf({
        quote: textOf('Passage copied from the old prompt that the change is about.'),
        why: textOf('What the change is good for, in one short sentence.'),
        kind,
      }),
    ),
  }),
};

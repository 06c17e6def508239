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

/** What a change rests on; only asked for where documents go with the request. */
const sourceFields = { source: z.optional(z.string()), sourceQuote: z.optional(z.string()) };

/** What the Proposer gets for a patch: find/replace pairs, each with its reason. */
export const patchAnswerSchema = z.object({
  edits: z.array(
    z.object({
      find: z.string(),
      replace: z.string(),
      why: z.string(),
      kind: z.enum(categories),
      ...sourceFields,
    }),
  ),
});

/** What it gets for a rewrite: the text, and what each change is for; `quote` is a passage of the old text. */
export const rewriteAnswerSchema = z.object({
  prompt: z.string(),
  reasons: z.array(
    z.object({ quote: z.string(), why: z.string(), kind: z.enum(categories), ...sourceFields }),
  ),
});

export type PatchAnswer = z.infer<typeof patchAnswerSchema>;
export type RewriteAnswer = z.infer<typeof rewriteAnswerSchema>;

const kindOfChange = choiceOf(categories);

const sourceParts = {
  source: textOf('Title of the document that the change rests on, or empty.'),
  sourceQuote: textOf('Words of that document, copied exactly, or empty.'),
};

type Parts = Parameters<typeof objectOf>[0];

function patchForm(more: Parts): AnswerSchema {
  return {
    name: 'patch',
    schema: objectOf({
      edits: listOf(
        objectOf({
          find: textOf('Passage copied from the prompt, long enough to occur there exactly once.'),
          replace: textOf('What stands there instead; empty to delete.'),
          why: textOf('What the change is good for, in one short sentence.'),
          kind: kindOfChange,
          ...more,
        }),
      ),
    }),
  };
}

function rewriteForm(more: Parts): AnswerSchema {
  return {
    name: 'rewrite',
    schema: objectOf({
      prompt: textOf('The whole new prompt, and nothing but the prompt.'),
      reasons: listOf(
        objectOf({
          quote: textOf('Passage copied from the old prompt that the change is about.'),
          why: textOf('What the change is good for, in one short sentence.'),
          kind: kindOfChange,
          ...more,
        }),
      ),
    }),
  };
}

/** The patch as endpoints are asked for it. */
export const patchAnswer: AnswerSchema = patchForm({});

/** The rewrite as endpoints are asked for it. */
export const rewriteAnswer: AnswerSchema = rewriteForm({});

/** The same with the sources of the changes, for requests that documents go with. */
export const groundedPatchAnswer: AnswerSchema = patchForm(sourceParts);
export const groundedRewriteAnswer: AnswerSchema = rewriteForm(sourceParts);

import * as z from 'zod/mini';
import type { Category } from '../model.ts';
import type { AnswerSchema } from '../models/chat-model.ts';

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

const text = (description: string) => ({ type: 'string', description }) as const;
const kind = { type: 'string', enum: categories } as const;

// Written out, not derived: strict endpoints take only a part of JSON schema, and a test holds both against each other.
/** The patch as endpoints are asked for it. */
export const patchAnswer: AnswerSchema = {
  name: 'patch',
  schema: objectOf({
    edits: {
      type: 'array',
      items: objectOf({
        find: text('Passage copied from the prompt, long enough to occur there exactly once.'),
        replace: text('What stands there instead; empty to delete.'),
        why: text('What the change is good for, in one short sentence.'),
        kind,
      }),
    },
  }),
};

/** The rewrite as endpoints are asked for it. */
export const rewriteAnswer: AnswerSchema = {
  name: 'rewrite',
  schema: objectOf({
    prompt: text('The whole new prompt, and nothing but the prompt.'),
    reasons: {
      type: 'array',
      items: objectOf({
        quote: text('Passage copied from the old prompt that the change is about.'),
        why: text('What the change is good for, in one short sentence.'),
        kind,
      }),
    },
  }),
};

function objectOf(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

import * as z from 'zod/mini';
import { tierSchema } from '../core/report/run-report.ts';

/** Versions that a timeline shows at most: the newest. */
export const timelineLimit = 500;

const identifier = z.string().check(z.maxLength(200));

const versionSchema = z.object({
  id: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  origin: z.enum(['original', 'candidate', 'applied', 'restored', 'edited']),
  outcome: z.nullable(z.enum(['pending', 'applied', 'refused', 'undone'])),
  name: z.nullable(z.string()),
  isPinned: z.boolean(),
  /** Whether this is the text that stands in the file now. */
  isCurrent: z.boolean(),
  tokens: z.nullable(z.object({ value: z.number(), isEstimate: z.boolean() })),
  quality: z.nullable(z.object({ value: z.number(), tier: tierSchema })),
});

/** How a prompt came to its text of today. */
export const timelinePageSchema = z.object({
  name: z.literal('timeline'),
  /** Null when the panel is about no prompt, or about one that the history does not know. */
  prompt: z.nullable(
    z.object({
      /** Oldest first, at most `timelineLimit`. */
      versions: z.array(versionSchema),
      hasOlder: z.boolean(),
    }),
  ),
});

/** What the reader of the Timeline page asks for. */
export const timelineRequestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('compare'),
    versionId: identifier,
    /** The text in the file, or the version that this one was made from. */
    against: z.enum(['current', 'previous']),
  }),
]);

export type TimelinePage = z.infer<typeof timelinePageSchema>;
export type TimelineVersion = z.infer<typeof versionSchema>;
export type TimelineRequest = z.infer<typeof timelineRequestSchema>;

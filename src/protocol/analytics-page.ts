import * as z from 'zod/mini';
import { tierSchema } from '../core/report/run-report.ts';

const count = z.number();

/** Sums of one local day; see `DailyFacts`. */
export const dailyFactsSchema = z.object({
  day: z.string(),
  runs: count,
  verdicts: z.object({
    improved: count,
    'equivalent-and-cheaper': count,
    inconclusive: count,
    regressed: count,
  }),
  gains: z.array(z.object({ tier: tierSchema, runs: count, mean: z.number() })),
  calls: count,
  cachedCalls: count,
  inputTokens: count,
  outputTokens: count,
  costUsd: z.nullable(z.number()),
  runsWithoutCost: count,
  applied: count,
  tokensSaved: z.number(),
});

/** Sums of one role and model; see `RoleFacts`. */
const roleFactsSchema = z.object({
  role: z.enum(['proposer', 'critic', 'verifier', 'target']),
  model: z.string(),
  calls: count,
  cachedCalls: count,
  inputTokens: count,
  outputTokens: count,
  costUsd: z.nullable(z.number()),
  latencyMs: z.nullable(z.number()),
});

const rangeSchema = z.object({ low: z.number(), expected: z.number(), high: z.number() });

/** Where the number of calls comes from; see `UsageBasis`. */
export const usageBasisSchema = z.object({
  callsPerDay: rangeSchema,
  inputTokens: z.nullable(z.number()),
  outputTokens: z.nullable(z.number()),
  days: count,
});

/** Days that a range may span. */
export const analyticsRanges = [7, 30, 90, 365] as const;

/** What the history comes to over a range of days that ends today. */
export const analyticsPageSchema = z.object({
  name: z.literal('analytics'),
  rangeDays: z.number(),
  /** Days with any run or applied rewrite, oldest first. */
  days: z.array(dailyFactsSchema),
  roles: z.array(roleFactsSchema),
  /** The prompts of the last scan, the highest priority first; null before any scan. */
  prompts: z.nullable(
    z.object({
      total: count,
      tokens: count,
      top: z.array(
        z.object({
          file: z.string(),
          line: count,
          name: z.nullable(z.string()),
          tokens: count,
          /** Of all tokens of the workspace's prompts, 0 to 1. */
          share: z.number(),
          quality: z.number(),
          priority: z.number(),
        }),
      ),
    }),
  ),
  usage: z.object({
    basis: z.nullable(usageBasisSchema),
    /** Null without a basis. */
    month: z.nullable(
      z.object({
        calls: rangeSchema,
        inputTokens: rangeSchema,
        costUsd: z.nullable(rangeSchema),
        isInputOnly: z.boolean(),
        /** Tokens that the applied rewrites of the range save in a month, and what they cost; null without a price. */
        savedTokens: rangeSchema,
        savedUsd: z.nullable(rangeSchema),
      }),
    ),
    /** The model whose price is taken; empty when none is set or its price is unknown. */
    model: z.string(),
    /** US dollars for a million input tokens of that model; null when unknown. */
    inputPrice: z.nullable(z.number()),
  }),
});

/** Parts of the page that can be exported as a picture. */
const pictureSchema = z.object({
  name: z.string().check(z.regex(/^[a-z-]{1,40}$/u)),
  format: z.enum(['svg', 'png']),
  /** Markup of the SVG, or the bytes of the PNG in base64. */
  content: z.string().check(z.maxLength(5_000_000)),
});

/** What the Analytics page asks of the host. */
export const analyticsRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('set-range'), days: z.literal(analyticsRanges) }),
  z.object({
    type: z.literal('set-calls'),
    callsPerDay: z.nullable(z.number().check(z.minimum(0), z.maximum(1e9))),
  }),
  z.object({ type: z.literal('import-usage') }),
  z.object({ type: z.literal('export-data') }),
  z.object({ type: z.literal('export-picture'), picture: pictureSchema }),
  z.object({ type: z.literal('scan') }),
  z.object({ type: z.literal('optimize'), file: z.string(), line: count }),
]);

export type Picture = z.infer<typeof pictureSchema>;
export type AnalyticsPage = z.infer<typeof analyticsPageSchema>;
export type AnalyticsRequest = z.infer<typeof analyticsRequestSchema>;

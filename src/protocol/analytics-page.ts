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

/** Days that a range may span. */
export const analyticsRanges = [7, 30, 90, 365] as const;

/** What the history comes to over a range of days that ends today. */
export const analyticsPageSchema = z.object({
  name: z.literal('analytics'),
  rangeDays: z.number(),
  /** Days with any run or applied rewrite, oldest first. */
  days: z.array(dailyFactsSchema),
});

/** What the Analytics page asks of the host. */
export const analyticsRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('set-range'), days: z.literal(analyticsRanges) }),
]);

export type AnalyticsPage = z.infer<typeof analyticsPageSchema>;
export type AnalyticsRequest = z.infer<typeof analyticsRequestSchema>;

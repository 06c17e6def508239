import type { RoleUsage, Tier, Verdict } from '../model.ts';

/** Which days to sum over: all runs and edits with `from <= time < to`, in milliseconds since the epoch. */
export interface DaysRequest {
  readonly from: number;
  readonly to: number;
  /** Minutes by which local time is ahead of UTC: they decide where a day begins. */
  readonly utcOffsetMinutes: number;
}

/** What happened on one day. Tiers are kept apart: their gains do not mean the same. */
export interface DailyFacts {
  /** `YYYY-MM-DD`, local. */
  readonly day: string;
  readonly runs: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly gains: readonly TierGain[];
  readonly calls: number;
  readonly cachedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** USD over the runs whose cost is known; null when it is known of none. */
  readonly costUsd: number | null;
  readonly runsWithoutCost: number;
  /** Rewrites that were applied and stand, or stood until a later one took their place. */
  readonly applied: number;
  /** Tokens that these rewrites save in each call; negative when they are longer. */
  readonly tokensSaved: number;
}

export interface TierGain {
  readonly tier: Tier;
  readonly runs: number;
  /** Mean Quality Gain in points. */
  readonly mean: number;
}

/** What the models of a role have used over a range of days. */
export interface RoleFacts extends Omit<RoleUsage, 'provenance' | 'latencyMs'> {
  /** Mean over the runs that measured it, in milliseconds. */
  readonly latencyMs: number | null;
}

const dayMs = 86_400_000;

/** The number of the local day that a time lies in, counted from 1970-01-01. */
export function dayOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

import * as z from 'zod/mini';
import type { Connection } from './connection.ts';
import { parseRow } from './rows.ts';
import { dayOf, type DailyFacts, type DaysRequest, type TierGain } from '../../core/history/daily-facts.ts';
import { tierSchema, verdictSchema, type RunReport } from '../../core/report/run-report.ts';

/** Keeps the numbers of a run in columns, where sums over days are quick. */
export function keepFacts(
  connection: Connection,
  entry: { readonly promptId: string; readonly createdAt: number; readonly report: RunReport },
): void {
  const { run, verdict, metrics, usage } = entry.report;
  const { value, tier } = metrics.qualityGain;
  connection
    .statement(
      `INSERT OR REPLACE INTO run_facts (prompt_id, run_id, created_at, verdict, gain, tier, calls, cached_calls,
         input_tokens, output_tokens, cost_usd, wall_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      entry.promptId,
      run,
      entry.createdAt,
      verdict,
      value,
      tier,
      usage.calls,
      usage.cachedCalls,
      usage.inputTokens,
      usage.outputTokens,
      usage.costUsd,
      usage.wallMs,
    );
}

/** Sums for each day that had a run or an applied rewrite, oldest first. */
export function dailyFacts(connection: Connection, request: DaysRequest): readonly DailyFacts[] {
  const days = new Map<number, DailyFacts>();
  const factsOf = (day: number): DailyFacts => days.get(day) ?? { ...emptyDay, day: dayOf(day) };
  for (const row of selectRuns(connection, request)) days.set(row.day, addRuns(factsOf(row.day), row));
  for (const { day, applied, tokens_saved } of selectApplied(connection, request)) {
    days.set(day, { ...factsOf(day), applied, tokensSaved: tokens_saved });
  }
  return [...days].sort(([a], [b]) => a - b).map(([, facts]) => facts);
}

const emptyDay: Omit<DailyFacts, 'day'> = {
  runs: 0,
  verdicts: { improved: 0, 'equivalent-and-cheaper': 0, inconclusive: 0, regressed: 0 },
  gains: [],
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: null,
  runsWithoutCost: 0,
  applied: 0,
  tokensSaved: 0,
};

const runSumsSchema = z.object({
  day: z.number(),
  verdict: verdictSchema,
  tier: tierSchema,
  runs: z.number(),
  measured: z.number(),
  gain: z.nullable(z.number()),
  calls: z.number(),
  cached_calls: z.number(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  cost_usd: z.nullable(z.number()),
  without_cost: z.number(),
});
const appliedSumsSchema = z.object({ day: z.number(), applied: z.number(), tokens_saved: z.number() });

type RunSums = z.infer<typeof runSumsSchema>;

/** One row for each day, verdict and tier. Numbers are bound as floating point, hence the cast. */
function selectRuns(connection: Connection, request: DaysRequest): readonly RunSums[] {
  return connection
    .statement(
      `SELECT CAST((created_at + ?3) / 86400000 AS INTEGER) AS day, verdict, tier, COUNT(*) AS runs, COUNT(gain) AS measured,
         SUM(gain) AS gain, SUM(calls) AS calls, SUM(cached_calls) AS cached_calls,
         SUM(input_tokens) AS input_tokens, SUM(output_tokens) AS output_tokens,
         SUM(cost_usd) AS cost_usd, SUM(cost_usd IS NULL) AS without_cost
       FROM run_facts WHERE created_at >= ?1 AND created_at < ?2
       GROUP BY day, verdict, tier`,
    )
    .all(...boundsOf(request))
    .map((row) => parseRow(runSumsSchema, row));
}

/** Saved tokens count where both texts were counted by the same encoding. */
function selectApplied(
  connection: Connection,
  request: DaysRequest,
): readonly z.infer<typeof appliedSumsSchema>[] {
  return connection
    .statement(
      `SELECT CAST((v.created_at + ?3) / 86400000 AS INTEGER) AS day, COUNT(*) AS applied,
         COALESCE(SUM(b.tokens - v.tokens), 0) AS tokens_saved
       FROM versions v LEFT JOIN versions b ON b.id = v.basis_id AND b.encoding = v.encoding
       WHERE v.origin = 'applied' AND v.outcome = 'applied' AND v.created_at >= ?1 AND v.created_at < ?2
       GROUP BY day`,
    )
    .all(...boundsOf(request))
    .map((row) => parseRow(appliedSumsSchema, row));
}

function boundsOf({ from, to, utcOffsetMinutes }: DaysRequest): [number, number, number] {
  return [from, to, utcOffsetMinutes * 60_000];
}

function addRuns(facts: DailyFacts, sums: RunSums): DailyFacts {
  const { verdict, cost_usd: cost } = sums;
  return {
    ...facts,
    runs: facts.runs + sums.runs,
    verdicts: { ...facts.verdicts, [verdict]: facts.verdicts[verdict] + sums.runs },
    gains: addGain(facts.gains, sums),
    calls: facts.calls + sums.calls,
    cachedCalls: facts.cachedCalls + sums.cached_calls,
    inputTokens: facts.inputTokens + sums.input_tokens,
    outputTokens: facts.outputTokens + sums.output_tokens,
    costUsd: cost === null ? facts.costUsd : (facts.costUsd ?? 0) + cost,
    runsWithoutCost: facts.runsWithoutCost + sums.without_cost,
  };
}

function addGain(gains: readonly TierGain[], { tier, measured, gain }: RunSums): readonly TierGain[] {
  if (gain === null) return gains;
  const before = gains.find((known) => known.tier === tier) ?? { tier, runs: 0, mean: 0 };
  const runs = before.runs + measured;
  const added = { tier, runs, mean: (before.mean * before.runs + gain) / runs };
  return [...gains.filter((known) => known.tier !== tier), added].sort((a, b) =>
    a.tier.localeCompare(b.tier),
  );
}

import * as z from 'zod/mini';
import type { Connection } from './connection.ts';
import { parseRow } from './rows.ts';
import type { DaysRequest, RoleFacts } from '../../core/history/daily-facts.ts';

const roleRowSchema = z.object({
  role: z.enum(['proposer', 'critic', 'verifier', 'target']),
  model: z.string(),
  calls: z.number(),
  cached_calls: z.number(),
  input_tokens: z.number(),
  output_tokens: z.number(),
  cost_usd: z.nullable(z.number()),
  latency_ms: z.nullable(z.number()),
});

/** Sums by role and model, read from the reports of the runs that called one; the rules call nobody. */
export function roleFacts(connection: Connection, { from, to }: DaysRequest): readonly RoleFacts[] {
  return connection
    .statement(
      `SELECT u.value ->> '$.role' AS role, u.value ->> '$.model' AS model, SUM(u.value ->> '$.calls') AS calls,
         SUM(u.value ->> '$.cachedCalls') AS cached_calls, SUM(u.value ->> '$.inputTokens') AS input_tokens,
         SUM(u.value ->> '$.outputTokens') AS output_tokens,
         CASE WHEN COUNT(u.value ->> '$.costUsd') = COUNT(*) THEN SUM(u.value ->> '$.costUsd') END AS cost_usd,
         AVG(u.value ->> '$.latencyMs') AS latency_ms
       FROM run_facts f
         JOIN runs r ON r.prompt_id = f.prompt_id AND r.id = f.run_id
         JOIN json_each(r.report, '$.usage.byRole') u
       WHERE f.created_at >= ? AND f.created_at < ? AND f.calls + f.cached_calls > 0
       GROUP BY role, model ORDER BY calls DESC, role, model`,
    )
    .all(from, to)
    .map((row) => {
      const { role, model, calls, ...sums } = parseRow(roleRowSchema, row);
      return {
        ...{ role, model, calls },
        cachedCalls: sums.cached_calls,
        inputTokens: sums.input_tokens,
        outputTokens: sums.output_tokens,
        costUsd: sums.cost_usd,
        latencyMs: sums.latency_ms,
      };
    });
}

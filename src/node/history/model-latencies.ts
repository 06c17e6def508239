import * as z from 'zod/mini';
import type { ModelLatency } from '../../core/models/model-latency.ts';
import type { Connection } from './connection.ts';
import { parseRow } from './rows.ts';

/** Runs that are looked back at: endpoints grow faster and slower over time. */
const lastRuns = 100;

const latencyRowSchema = z.object({
  role: z.enum(['proposer', 'critic', 'verifier', 'target']),
  model: z.string(),
  runs: z.number(),
  mean_ms: z.number(),
  low_ms: z.number(),
  high_ms: z.number(),
});

/** Latencies by role and model, read from the reports of the last runs that called one; answers of the cache took no time. */
export function modelLatencies(connection: Connection): readonly ModelLatency[] {
  return connection
    .statement(
      `SELECT u.value ->> '$.role' AS role, u.value ->> '$.model' AS model, COUNT(*) AS runs,
         AVG(u.value ->> '$.latencyMs') AS mean_ms, MIN(u.value ->> '$.latencyMs') AS low_ms,
         MAX(u.value ->> '$.latencyMs') AS high_ms
       FROM (SELECT prompt_id, run_id FROM run_facts WHERE calls > 0 ORDER BY created_at DESC LIMIT ?) f
         JOIN runs r ON r.prompt_id = f.prompt_id AND r.id = f.run_id
         JOIN json_each(r.report, '$.usage.byRole') u
       WHERE u.value ->> '$.latencyMs' > 0
       GROUP BY role, model ORDER BY runs DESC, role, model`,
    )
    .all(lastRuns)
    .map((row) => {
      const { role, model, runs, ...times } = parseRow(latencyRowSchema, row);
      return { role, model, runs, meanMs: times.mean_ms, lowMs: times.low_ms, highMs: times.high_ms };
    });
}

import type { ModelRole } from '../model.ts';

/** How long the calls of a model took in a role, over the runs that timed it. Milliseconds; ends are means of runs. */
export interface ModelLatency {
  readonly role: ModelRole;
  readonly model: string;
  readonly runs: number;
  readonly meanMs: number;
  readonly lowMs: number;
  readonly highMs: number;
}

/** What is known of a model: in the role itself, else in the role that most runs have timed; null when nothing is. */
export function latencyIn(
  role: ModelRole,
  model: string,
  known: readonly ModelLatency[],
): ModelLatency | null {
  const ofModel = known.filter((latency) => latency.model === model);
  const [most] = ofModel.toSorted((a, b) => b.runs - a.runs);
  return ofModel.find((latency) => latency.role === role) ?? most ?? null;
}

/** What the priority of a prompt rests on. */
export interface PriorityInput {
  /** Quality of the prompt as it stands, in [0, 100]. */
  readonly quality: number;
  /** Calls a day; null when unknown (counts as 1). */
  readonly callsPerDay: number | null;
  /** Share of the workspace's token bill, in [0, 1]. */
  readonly tokenShare: number;
  /** Test cases at hand. */
  readonly cases: number;
  /** Forecast cost class of a run. */
  readonly costClass: 1 | 2 | 3;
}

/** How much a point of missing quality and the share of the bill count; they sum to 1. */
export const priorityWeights = { quality: 0.6, cost: 0.4 } as const;

/** Priorities of the prompts of a workspace, scaled so that the highest is 100; all 0 when none has a reason to go. */
export function priorities(prompts: readonly PriorityInput[]): number[] {
  const raw = prompts.map(rawPriority);
  const highest = raw.reduce((most, value) => Math.max(most, value), 0);
  return raw.map((value) => (highest === 0 ? 0 : 100 * (value / highest)));
}

/** P = f · (w_q · (1 - Q0/100) + w_c · share) · u / κ before scaling. */
export function rawPriority({ quality, callsPerDay, tokenShare, cases, costClass }: PriorityInput): number {
  const headroom = 1 - Math.min(100, Math.max(0, quality)) / 100;
  const reason = priorityWeights.quality * headroom + priorityWeights.cost * tokenShare;
  return ((callsPerDay ?? 1) * reason * evidenceReadiness(cases)) / costClass;
}

/** u: 1 with 12 cases or more, 0.5 with 6 to 11, else 0.25. */
function evidenceReadiness(cases: number): number {
  if (cases >= 12) return 1;
  return cases >= 6 ? 0.5 : 0.25;
}

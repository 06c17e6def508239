import { clopperPearson } from '../../../src/core/evaluation/binomial.ts';
import type { AcceptanceRule } from './acceptance-rules.ts';
import { createWorld } from './simulated-world.ts';
import type { WorldKind } from './world-kinds.ts';

interface Simulation {
  readonly kind: WorldKind;
  readonly cases: number;
  /** True gain of every candidate, in points. */
  readonly gain: number;
  readonly rule: AcceptanceRule;
  readonly runs: number;
}

export interface SimulatedRuns {
  readonly runs: number;
  readonly applied: number;
  readonly improved: number;
  /** Mean calls of a run. */
  readonly calls: number;
}

/** Runs with the seeds 1, 2, …: every rule sees the same worlds and the same draws. */
export async function simulateRuns({ kind, cases, gain, rule, runs }: Simulation): Promise<SimulatedRuns> {
  let [applied, improved, calls] = [0, 0, 0];
  for (let seed = 1; seed <= runs; seed += 1) {
    const outcome = await rule(createWorld({ kind, seed, cases, gain }), seed);
    applied += Number(outcome.isApplied);
    improved += Number(outcome.verdict === 'improved');
    calls += outcome.calls;
  }
  return { runs, applied, improved, calls: calls / runs };
}

/** Upper end of the 95 % interval (two-sided) for a share of runs. */
export function upperLimit(hits: number, runs: number): number {
  return clopperPearson({ hits, trials: runs, alpha: 0.05 })[1];
}

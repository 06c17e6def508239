import type { Budget, RunSettings, StopReason, Usage } from '../model.ts';

/** Rounds before which a run is never called converged (METRICS.md, convergence). */
const leastRounds = 3;

/** What decides whether another round is worth running. */
export interface RunState {
  readonly round: number;
  /** Rounds in a row without an accepted candidate whose gain of J was above the threshold. */
  readonly roundsWithoutGain: number;
  readonly pickQuality: number;
  readonly usage: Usage;
}

/** Why a run ends after this round, or null when it goes on. */
export function stopAfterRound(state: RunState, settings: RunSettings): StopReason | null {
  const { targetQuality, patience, iterations, budget } = settings;
  if (targetQuality !== null && state.pickQuality >= targetQuality) return 'target-reached';
  if (state.round >= leastRounds && state.roundsWithoutGain >= patience) return 'converged';
  if (state.round >= iterations) return 'max-iterations';
  return exhaustedBudget(state.usage, budget);
}

/** The first limit that is used up, or null. */
export function exhaustedBudget(usage: Usage, budget: Budget): StopReason | null {
  const tokens = usage.inputTokens + usage.outputTokens;
  if (budget.calls !== null && usage.calls >= budget.calls) return 'budget-calls';
  if (budget.tokens !== null && tokens >= budget.tokens) return 'budget-tokens';
  if (budget.costUsd !== null && usage.costUsd !== null && usage.costUsd >= budget.costUsd)
    return 'budget-cost';
  if (budget.timeMs !== null && usage.wallMs >= budget.timeMs) return 'budget-time';
  return null;
}

/** A sentence for people: why the run ended. The panel and the CLI show the same one. */
export function describeStopReason(reason: StopReason): string {
  return stopSentences[reason];
}

const stopSentences: Readonly<Record<StopReason, string>> = {
  'target-reached': 'The target quality was reached.',
  converged: 'Further rounds brought no gain.',
  'max-iterations': 'All rounds were used.',
  'no-headroom': 'The first look found no gain that could be shown.',
  'budget-calls': 'The budget of model calls was used up; the best candidate so far is kept.',
  'budget-tokens': 'The budget of tokens was used up; the best candidate so far is kept.',
  'budget-cost': 'The budget of money was used up; the best candidate so far is kept.',
  'budget-time': 'The time limit was reached; the best candidate so far is kept.',
  cancelled: 'The run was cancelled; the best candidate so far is kept.',
  'provider-failed': 'The model provider failed; the best candidate so far is kept.',
};

/** The parameters of measuring behaviour. */
export interface BehaviourSettings {
  readonly seed: number;
  /** α of the verdict: how often a prompt against itself may at most be called improved. */
  readonly alpha: number;
  /** δ in points: what a cheaper candidate may lose and still count as equivalent. */
  readonly margin: number;
  /** Share of the cases kept for the confirmation; more than half, since they decide while the others only choose. */
  readonly holdoutShare: number;
  /** Samples of the original on some cases before anything is proposed: they show the noise. */
  readonly baselineRepeats: number;
  /** Cases of the first look at a candidate. */
  readonly minibatch: number;
  /** Chance with which a candidate that is not worse may be dropped in the race. */
  readonly dropAlpha: number;
  /** Runs of cases under way at a time. */
  readonly concurrency: number;
}

export const defaultBehaviourSettings: BehaviourSettings = {
  seed: 1,
  alpha: 0.05,
  margin: 2,
  holdoutShare: 0.6,
  baselineRepeats: 2,
  minibatch: 3,
  dropAlpha: 0.1,
  concurrency: 8,
};

/** Share of the cases that may be missing before a result says nothing: what fails to answer is not missing by chance. */
export const mostMissingShare = 0.1;

/** True when more of `planned` cases are missing than a result can bear; one may always be. */
export function isTooMuchMissing(missing: number, planned: number): boolean {
  return missing > Math.max(1, Math.floor(planned * mostMissingShare));
}

import { casesNeeded } from '../power.ts';
import { leastCasesForInterval } from '../statistics.ts';

/** Chance with which the gain should be seen. */
const wantedPower = 0.8;

interface PowerQuestion {
  /** Gain to be seen, in points. */
  readonly gain: number;
  /** Standard deviation of the differences between cases, in points. */
  readonly deviation: number;
  readonly alpha: number;
}

/** Cases that a confirmation needs to see the gain; null when more than 100,000 would be. */
export function casesToSee({ gain, deviation, alpha }: PowerQuestion): number | null {
  const needed = casesNeeded({ effect: gain, deviation, alpha, power: wantedPower });
  return needed === null ? null : Math.max(leastCasesForInterval, needed);
}

/** How many cases it takes, as a sentence for people. */
export function powerSentence(question: PowerQuestion): string {
  const points = formatPoints(question.gain);
  const needed = casesToSee(question);
  if (needed === null) return `No number of cases would show a gain of ${points} in this noise.`;
  return `You need about ${needed} cases to see a gain of ${points}.`;
}

/** Points with at most one decimal and their unit. */
export function formatPoints(points: number): string {
  const rounded = Math.round(points * 10) / 10 || 0;
  return Math.abs(rounded) === 1 ? `${rounded} point` : `${rounded} points`;
}

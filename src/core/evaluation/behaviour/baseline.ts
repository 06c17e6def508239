import { studentQuantile } from '../distributions.ts';
import { meanOf } from '../paired-t.ts';
import { noiseFloor } from '../statistics.ts';
import { isTooMuchMissing } from './behaviour-settings.ts';
import { confirmRepeats } from './confirm-repeats.ts';
import { knownValues } from './measure-cases.ts';
import type { CaseScores } from './measure-cases.ts';
import { formatPoints, powerSentence } from './power-sentence.ts';

/** What the original does before anything is proposed, and whether a run is worth its price. */
export interface Baseline {
  /** 100 · mean score; null where cases are only compared, or nothing is known. */
  readonly quality: number | null;
  /** Points that are left to 100; null when unknown. */
  readonly possibleGain: number | null;
  /** In points; null without repeats. */
  readonly noiseFloor: number | null;
  /** Standard deviation of the repeats of a case in points; null without repeats. */
  readonly noise: number | null;
  readonly cases: number;
  readonly missingCases: number;
  readonly calls: number;
  readonly headroom: Headroom;
  /** How many cases a small gain takes; null without repeats. */
  readonly powerSentence: string | null;
}

export type Headroom =
  | { readonly kind: 'headroom' }
  | { readonly kind: 'no-headroom'; readonly reason: 'perfect' | 'noise'; readonly sentence: string }
  /** Too many calls failed to say anything. */
  | { readonly kind: 'unknown'; readonly sentence: string };

interface BaselineInput {
  /** The original's scores, case by case. */
  readonly scores: readonly CaseScores[];
  readonly calls: number;
  /** Cases that are kept for the confirmation. */
  readonly keptCases: number;
  readonly alpha: number;
}

/** The gain that the power sentence speaks of, in points, where that much is possible. */
const gainWorthSeeing = 5;

/** Reads the baseline: quality, noise, headroom, power. */
export function readBaseline(input: BaselineInput): Baseline {
  const { scores, calls } = input;
  const own = scores.filter((repeats) => !repeats.some(({ isRelative }) => isRelative));
  const known = own.map(knownValues).filter((values) => values.length > 0);
  const missingCases = scores.filter((repeats) => knownValues(repeats).length === 0).length;
  const quality = known.length === 0 ? null : 100 * meanOf(known.map(meanOf));
  const possibleGain = own.length < scores.length || quality === null ? null : 100 - quality;
  const noise = noiseDeviation(known);
  const isPassOrFail = known.flat().every((value) => value === 0 || value === 1);
  const reading = { possibleGain, noiseFloor: noiseFloor(known), noise };
  return {
    quality,
    possibleGain,
    noiseFloor: reading.noiseFloor,
    noise,
    cases: scores.length,
    missingCases,
    calls,
    headroom: isTooMuchMissing(missingCases, scores.length)
      ? unknownHeadroom(missingCases, scores.length)
      : headroomOf(reading, input),
    powerSentence: noise === null ? null : powerOf({ ...input, noise, possibleGain, isPassOrFail }),
  };
}

interface Reading {
  readonly possibleGain: number | null;
  readonly noiseFloor: number | null;
  readonly noise: number | null;
}

/** Standard deviation of the repeats of a case in points, pooled over the cases; null without repeats. */
function noiseDeviation(cases: readonly (readonly number[])[]): number | null {
  const repeated = cases.filter((values) => values.length >= 2);
  if (repeated.length === 0) return null;
  const squares = repeated.flatMap((values) => values.map((value) => (value - meanOf(values)) ** 2));
  const freedom = squares.length - repeated.length;
  return 100 * Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / freedom);
}

function headroomOf(reading: Reading, { keptCases, alpha }: BaselineInput): Headroom {
  const { possibleGain } = reading;
  if (possibleGain === null) return { kind: 'headroom' };
  if (possibleGain < 1e-9) {
    const sentence =
      'Nothing to gain: the prompt already meets every expectation of every case that was run.';
    return { kind: 'no-headroom', reason: 'perfect', sentence };
  }
  const blur = Math.max(reading.noiseFloor ?? 0, reachOfPerfect(reading.noise, keptCases, alpha));
  if (blur < possibleGain) return { kind: 'headroom' };
  const sentence =
    `At most ${formatPoints(possibleGain)} can be gained, and the answers to the same prompt ` +
    `differ so much that less than ${formatPoints(blur)} could not be told from chance.`;
  return { kind: 'no-headroom', reason: 'noise', sentence };
}

/** Half the interval that a candidate without any fault and noise would get over the confirmation's cases, in points. */
function reachOfPerfect(noise: number | null, cases: number, alpha: number): number {
  if (noise === null || cases < 2) return 0;
  const samples = cases * confirmRepeats({ cases, noise });
  return (studentQuantile(1 - alpha / 2, cases - 1) * noise) / Math.sqrt(samples);
}

function unknownHeadroom(missing: number, cases: number): Headroom {
  return {
    kind: 'unknown',
    sentence: `${missing} of ${cases} cases have no result, since their calls failed.`,
  };
}

interface PowerInput extends BaselineInput {
  readonly noise: number;
  readonly possibleGain: number | null;
  /** Every score is 0 or 1. */
  readonly isPassOrFail: boolean;
}

/**
 * Noise of both prompts' means, and a gain that differs between cases: where cases pass or fail, a gain of g is a share g
 * of them turning; otherwise half of the cases gain twice as much, the others nothing.
 */
function powerOf({ noise, possibleGain, isPassOrFail, keptCases, alpha }: PowerInput): string {
  const gain = Math.min(gainWorthSeeing, possibleGain ?? gainWorthSeeing) || gainWorthSeeing;
  const repeats = confirmRepeats({ cases: keptCases, noise });
  const unevenness = isPassOrFail ? Math.sqrt(gain * (100 - gain)) : gain;
  const deviation = Math.hypot(noise * Math.sqrt(2 / repeats), unevenness);
  return powerSentence({ gain, deviation, alpha });
}

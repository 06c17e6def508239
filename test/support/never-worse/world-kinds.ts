import type { Random } from '../../../src/core/evaluation/random.ts';

/** What is simulated: how true quality becomes a score. All qualities lie in [0, 1]. */
export interface WorldKind {
  readonly name: string;
  /** True when a judge compares outputs, so that there is no score of a single output. */
  readonly isCompared: boolean;
  /** True when a prompt always gets the same score on a case. */
  readonly isRepeatable: boolean;
  /** True quality of the original on a case. */
  readonly drawQuality: (random: Random) => number;
  /** True quality of a candidate on a case where the original has `quality`; on average over all cases `gain` more. */
  readonly moveQuality: (move: {
    readonly quality: number;
    readonly gain: number;
    readonly random: Random;
  }) => number;
  /** Score of one output; its mean is the true quality. */
  readonly score: (quality: number, random: Random) => number;
}

/** Easy cases, hard ones, and many in between; a fifth always succeeds. */
const uneven = [0.1, 0.1, 0.3, 0.3, 0.5, 0.5, 0.5, 0.7, 0.7, 0.7, 0.7, 0.9, 0.9, 0.9, 0.9, 0.9, 1, 1, 1, 1];
const drawUneven = (random: Random) => uneven[Math.floor(random() * uneven.length)] ?? 0;
const moveUneven = moveWithMean(uneven.reduce((sum, quality) => sum + quality, 0) / uneven.length, 0);
const passOrFail = (quality: number, random: Random) => Number(random() < quality);

export const worldKinds = {
  passFail: {
    name: 'assertions, a target that varies',
    isCompared: false,
    isRepeatable: false,
    drawQuality: drawUneven,
    moveQuality: moveUneven,
    score: passOrFail,
  },
  settled: {
    name: 'assertions, a target that never varies',
    isCompared: false,
    isRepeatable: true,
    drawQuality: (random) => Number(random() < 0.7),
    // Any other prompt turns a tenth of the outcomes round, as many for the better as for the worse.
    moveQuality: moveWithMean(0.7, 0.1),
    score: passOrFail,
  },
  graded: {
    name: 'graded scores with heavy tails',
    isCompared: false,
    isRepeatable: false,
    drawQuality: drawUneven,
    moveQuality: moveUneven,
    score: (quality, random) => {
      // Noise that would leave [0, 1] is cut alike on both sides, so that the mean stays the true quality.
      const reach = Math.min(quality, 1 - quality);
      return quality + Math.min(reach, Math.max(-reach, 0.12 * heavyTailed(random)));
    },
  },
  compared: {
    name: 'a judge of pairs, biased to place and length',
    isCompared: true,
    isRepeatable: false,
    drawQuality: drawUneven,
    moveQuality: moveUneven,
    score: (quality) => quality,
  },
} as const satisfies Readonly<Record<string, WorldKind>>;

/** More on most cases, everything lost on `lostShare` of them: what no test of few cases can rule out. */
export function trapOf(lostShare: number): WorldKind {
  return {
    name: `all lost on ${Math.round(100 * lostShare)} % of the cases, a little gained on the rest`,
    isCompared: false,
    isRepeatable: true,
    drawQuality: () => 0.8,
    moveQuality: ({ quality, gain, random }) =>
      random() < lostShare ? 0 : (quality + gain) / (1 - lostShare),
    score: (quality, random) => (quality === 0 ? 0 : quality + 0.02 * (random() - 0.5)),
  };
}

/**
 * Gains take a share of what is missing, losses a share of what is there, and churn takes from the one and gives to the
 * other: over cases with this mean the quality moves by exactly `gain`.
 */
function moveWithMean(mean: number, churn: number): WorldKind['moveQuality'] {
  return ({ quality, gain }) => {
    const swapped = quality - churn * quality + (churn * mean * (1 - quality)) / (1 - mean);
    return gain >= 0 ? swapped + (gain * (1 - swapped)) / (1 - mean) : swapped + (gain * swapped) / mean;
  };
}

/** Student's t with three degrees of freedom. */
export function heavyTailed(random: Random): number {
  const chi = gaussian(random) ** 2 + gaussian(random) ** 2 + gaussian(random) ** 2;
  return gaussian(random) / Math.sqrt(chi / 3);
}

export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

import type {
  BehaviourPorts,
  CaseKey,
  EvaluatedPrompt,
} from '../../../src/core/evaluation/behaviour/case-run.ts';
import { createRandom } from '../../../src/core/evaluation/random.ts';
import type { Random } from '../../../src/core/evaluation/random.ts';

/** A case with the chance (or mean score) that the original really has on it. */
export interface SimulatedCase extends CaseKey {
  readonly quality: number;
}

/** What is simulated: how true quality becomes a score. */
export interface WorldKind {
  readonly name: string;
  /** True when a judge compares outputs, so that there is no score of a single output. */
  readonly isCompared: boolean;
  /** Score in [0, 1] with mean `quality`. */
  readonly score: (quality: number, random: Random) => number;
  /** Quality of a case, drawn. */
  readonly drawQuality: (random: Random) => number;
  /** Mean of `drawQuality`. */
  readonly meanQuality: number;
  /** True when a prompt always gets the same score on a case. */
  readonly isRepeatable: boolean;
  /** Share of the cases that turn out otherwise with any other prompt, as many for the better as for the worse. */
  readonly churn: number;
}

/** One world: cases, a target and a judge whose true quality is known. Equal seeds give equal draws to every rule. */
export interface World {
  readonly cases: readonly SimulatedCase[];
  readonly original: EvaluatedPrompt;
  /** True quality in [0, 1]; candidates differ from the original by the world's gain on average over all cases. */
  readonly score: (prompt: EvaluatedPrompt, testCase: SimulatedCase, repeat: number) => number;
  readonly ports: BehaviourPorts<SimulatedCase>;
}

export interface WorldSettings {
  readonly kind: WorldKind;
  readonly seed: number;
  readonly cases: number;
  /** What every candidate is truly better by on average, in points. */
  readonly gain: number;
}

export function promptOf(id: string): EvaluatedPrompt {
  return { id, text: id, interpolations: [] };
}

export function createWorld({ kind, seed, cases: count, gain }: WorldSettings): World {
  const random = createRandom(seed);
  const cases = Array.from({ length: count }, (_, index): SimulatedCase => {
    return { id: `c${index}`, source: null, quality: kind.drawQuality(random) };
  });
  const original = promptOf('original');
  const quality = (prompt: EvaluatedPrompt, testCase: SimulatedCase) =>
    prompt.id === original.id ? testCase.quality : candidateQuality(testCase.quality, gain / 100, kind);
  const draws = (...parts: readonly (string | number)[]) => createRandom(hash([seed, ...parts].join(' ')));
  const score: World['score'] = (prompt, testCase, repeat) =>
    kind.score(quality(prompt, testCase), draws(prompt.id, testCase.id, kind.isRepeatable ? 0 : repeat));
  const renderedTokens = ({ id }: EvaluatedPrompt) => (id === original.id ? 100 : 80);
  return {
    cases,
    original,
    score,
    ports: {
      runCase: ({ prompt, testCase, repeat }) => {
        const facts = { renderedTokens: renderedTokens(prompt), calls: 1 };
        if (!kind.isCompared) {
          return Promise.resolve({
            kind: 'scored',
            tier: 'E2',
            score: score(prompt, testCase, repeat),
            ...facts,
          });
        }
        const isCandidate = prompt.id !== original.id;
        const text = outputText(
          quality(prompt, testCase),
          isCandidate,
          draws(prompt.id, testCase.id, repeat),
        );
        return Promise.resolve({ kind: 'unscored', output: text, ...facts });
      },
      compareOutputs: ({ testCase, repeat, originalOutput, candidateOutput }) => {
        const judge = draws('judge', testCase.id, repeat, candidateOutput.slice(0, 20));
        const first = prefersSecond(originalOutput, candidateOutput, judge);
        const second = !prefersSecond(candidateOutput, originalOutput, judge);
        const outcome = first === second ? (first ? 'win' : 'loss') : 'tie';
        return Promise.resolve({ kind: 'compared', outcome, isConsistent: first === second, calls: 2 });
      },
    },
  };
}

/**
 * Gains take a share of what is missing, losses a share of what is there, and churn takes from the one and gives to the
 * other: the mean moves by exactly `gain`.
 */
function candidateQuality(quality: number, gain: number, { meanQuality: mean, churn }: WorldKind): number {
  const swapped = quality - churn * quality + (churn * mean * (1 - quality)) / (1 - mean);
  return gain >= 0 ? swapped + (gain * (1 - swapped)) / (1 - mean) : swapped + (gain * swapped) / mean;
}

/** How good the answer is that was drawn, to four digits, then a body whose length varies by a third. */
function outputText(quality: number, isCandidate: boolean, random: Random): string {
  const drawn = quality + 0.15 * heavyTailed(random);
  const longer = isCandidate ? lengthOfCandidates : 1;
  const length = Math.round(300 * longer * Math.exp(0.3 * gaussian(random)));
  return `${drawn.toFixed(4)} ${random().toFixed(9)} `.padEnd(length, '.');
}

/** Candidates' answers are a quarter longer, which the simulated judge likes. */
const lengthOfCandidates = 1.25;
/** Log odds: for a difference of 1 in quality, for standing second, for twice the length. */
const judgeOdds = { quality: 8, position: 0.7, length: 0.8 };

function prefersSecond(first: string, second: string, random: Random): boolean {
  const better = Number.parseFloat(second) - Number.parseFloat(first);
  const longer = Math.log2(second.length / first.length);
  const odds = judgeOdds.quality * better + judgeOdds.position + judgeOdds.length * longer;
  return random() < 1 / (1 + Math.exp(-odds));
}

/** Cases that are easy, hard, and in between; a fifth of them always succeeds. */
function drawUneven(random: Random): number {
  const qualities = [
    0.1, 0.1, 0.3, 0.3, 0.5, 0.5, 0.5, 0.7, 0.7, 0.7, 0.7, 0.9, 0.9, 0.9, 0.9, 0.9, 1, 1, 1, 1,
  ];
  return qualities[Math.floor(random() * qualities.length)] ?? 0;
}
const meanUneven = 0.68;

export const worldKinds = {
  passFail: {
    name: 'assertions that pass or fail by chance',
    isCompared: false,
    score: (quality, random) => Number(random() < quality),
    drawQuality: drawUneven,
    meanQuality: meanUneven,
    isRepeatable: false,
    churn: 0,
  },
  settled: {
    name: 'assertions, a target without chance',
    isCompared: false,
    score: (quality, random) => Number(random() < quality),
    drawQuality: (random) => (random() < 0.7 ? 1 : 0),
    meanQuality: 0.7,
    isRepeatable: true,
    churn: 0.1,
  },
  graded: {
    name: 'graded scores with heavy tails',
    isCompared: false,
    score: (quality, random) => {
      // Noise that would leave [0, 1] is cut alike on both sides, so that the mean stays the true quality.
      const reach = Math.min(quality, 1 - quality);
      return quality + Math.min(reach, Math.max(-reach, 0.12 * heavyTailed(random)));
    },
    drawQuality: drawUneven,
    meanQuality: meanUneven,
    isRepeatable: false,
    churn: 0,
  },
  compared: {
    name: 'a judge of pairs who likes the second place and longer answers',
    isCompared: true,
    score: (quality) => quality,
    drawQuality: drawUneven,
    meanQuality: meanUneven,
    isRepeatable: false,
    churn: 0,
  },
} as const satisfies Readonly<Record<string, WorldKind>>;

/** Student's t with three degrees of freedom. */
function heavyTailed(random: Random): number {
  const chi = gaussian(random) ** 2 + gaussian(random) ** 2 + gaussian(random) ** 2;
  return gaussian(random) / Math.sqrt(chi / 3);
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** FNV-1a of 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

import type {
  BehaviourPorts,
  CaseKey,
  CaseRequest,
  EvaluatedPrompt,
} from '../../../src/core/evaluation/behaviour/case-run.ts';
import { createRandom } from '../../../src/core/evaluation/random.ts';
import type { Random } from '../../../src/core/evaluation/random.ts';
import { gaussian, heavyTailed } from './world-kinds.ts';
import type { WorldKind } from './world-kinds.ts';

/** A case with the true quality of the original on it. */
export interface SimulatedCase extends CaseKey {
  readonly quality: number;
}

/** Cases, a target and a judge whose true quality is known. Equal seeds give equal draws to every rule. */
export interface World {
  readonly cases: readonly SimulatedCase[];
  readonly original: EvaluatedPrompt;
  readonly score: (request: CaseRequest<SimulatedCase>) => number;
  readonly ports: BehaviourPorts<SimulatedCase>;
}

interface WorldSettings {
  readonly kind: WorldKind;
  readonly seed: number;
  readonly cases: number;
  /** What every candidate is truly better by on average over all cases, in points. */
  readonly gain: number;
}

export function promptOf(id: string): EvaluatedPrompt {
  return { id, text: id, interpolations: [] };
}

export function createWorld({ kind, seed, cases: count, gain }: WorldSettings): World {
  const random = createRandom(seed);
  const original = promptOf('original');
  const cases = Array.from({ length: count }, (_, index): SimulatedCase => {
    return { id: `c${index}`, source: null, quality: kind.drawQuality(random) };
  });
  const draws: Draws = (...parts) => createRandom(hash([seed, ...parts].join(' ')));
  const quality = ({ prompt, testCase }: CaseRequest<SimulatedCase>) => {
    if (prompt.id === original.id) return testCase.quality;
    const move = {
      quality: testCase.quality,
      gain: gain / 100,
      random: draws('move', prompt.id, testCase.id),
    };
    return kind.moveQuality(move);
  };
  const score: World['score'] = (request) => {
    const { prompt, testCase, repeat } = request;
    const sample = kind.isRepeatable ? 0 : repeat;
    return kind.score(quality(request), draws('score', prompt.id, testCase.id, sample));
  };
  const output = (request: CaseRequest<SimulatedCase>) => {
    const { prompt, testCase, repeat } = request;
    const drawn = draws('output', prompt.id, testCase.id, repeat);
    return outputText(quality(request), { isCandidate: prompt.id !== original.id, random: drawn });
  };
  const runCase: World['ports']['runCase'] = (request) => {
    // Every candidate is shorter: whatever is not worse would be taken.
    const facts = { renderedTokens: request.prompt.id === original.id ? 100 : 80, calls: 1 };
    return Promise.resolve(
      kind.isCompared
        ? { kind: 'unscored', output: output(request), ...facts }
        : { kind: 'scored', tier: 'E2', score: score(request), ...facts },
    );
  };
  return { cases, original, score, ports: { runCase, compareOutputs: createJudge(draws) } };
}

type Draws = (...parts: readonly (string | number)[]) => Random;

/** How good the answer is that was drawn, then a body whose length varies by a third. */
function outputText(
  quality: number,
  { isCandidate, random }: { readonly isCandidate: boolean; readonly random: Random },
): string {
  const drawn = quality + 0.15 * heavyTailed(random);
  const mean = isCandidate ? 300 * lengthOfCandidates : 300;
  const length = Math.round(mean * Math.exp(0.3 * gaussian(random)));
  return `${drawn.toFixed(4)} ${random().toFixed(9)} `.padEnd(length, '.');
}

/** Candidates' answers are half as long again, which the judge likes more than it minds a loss of five points. */
const lengthOfCandidates = 1.5;

/** Log odds: for a difference of 1 in quality, for standing second, for twice the length. */
const judgeOdds = { quality: 8, position: 0.7, length: 0.8 };

/** Sees both outputs in both orders; a win or a loss takes that both agree. */
function createJudge(draws: Draws): BehaviourPorts<SimulatedCase>['compareOutputs'] {
  return ({ testCase, repeat, originalOutput, candidateOutput }) => {
    const random = draws('judge', testCase.id, repeat, candidateOutput.slice(0, 20));
    const first = prefersSecond(originalOutput, candidateOutput, random);
    const second = !prefersSecond(candidateOutput, originalOutput, random);
    const agreed = first ? 'win' : 'loss';
    const outcome = first === second ? agreed : 'tie';
    return Promise.resolve({ kind: 'compared', outcome, isConsistent: first === second, calls: 2 });
  };
}

function prefersSecond(first: string, second: string, random: Random): boolean {
  const better = Number.parseFloat(second) - Number.parseFloat(first);
  const longer = Math.log2(second.length / first.length);
  const odds = judgeOdds.quality * better + judgeOdds.position + judgeOdds.length * longer;
  return random() < 1 / (1 + Math.exp(-odds));
}

/** FNV-1a of 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

import { createBehaviourEvaluator } from '../../../src/core/evaluation/behaviour/behaviour-evaluator.ts';
import type { BehaviourEvaluator } from '../../../src/core/evaluation/behaviour/behaviour-evaluator.ts';
import { defaultBehaviourSettings } from '../../../src/core/evaluation/behaviour/behaviour-settings.ts';
import type { EvaluatedPrompt } from '../../../src/core/evaluation/behaviour/case-run.ts';
import { shuffle, splitCases } from '../../../src/core/evaluation/behaviour/split-cases.ts';
import { createRandom } from '../../../src/core/evaluation/random.ts';
import type { Verdict } from '../../../src/core/model.ts';
import { leaderOf } from './leader-of.ts';
import { promptOf } from './simulated-world.ts';
import type { SimulatedCase, World } from './simulated-world.ts';

/** What a rule did with the candidates of one run. `verdict` is null when the original was kept without one. */
export interface RuleOutcome {
  readonly isApplied: boolean;
  readonly verdict: Verdict | null;
  readonly calls: number;
}

export type AcceptanceRule = (world: World, seed: number) => Promise<RuleOutcome>;

/** A default run: five rounds of four candidates. */
const rounds = 5;
const candidatesOfRound = 4;

/** The evaluator of the product: a baseline, races of each round's candidates against the best so far, a confirmation. */
export const provenGain: AcceptanceRule = (world, seed) => runEvaluator(world, seed, searchByRounds);

/** The same where each candidate races alone against the original, as soon as it was proposed. */
export const provenGainAlone: AcceptanceRule = (world, seed) => runEvaluator(world, seed, searchOneByOne);

type Search = (
  world: World,
  evaluator: BehaviourEvaluator<SimulatedCase>,
  signal: AbortSignal,
) => Promise<EvaluatedPrompt[]>;

/** Candidates that may be confirmed one after another: a next one only when the last has regressed. */
const mostLooks = 3;

async function runEvaluator(world: World, seed: number, search: Search): Promise<RuleOutcome> {
  const { signal } = new AbortController();
  const settings = { ...defaultBehaviourSettings, seed };
  const evaluator = createBehaviourEvaluator({ ...world, settings });
  const kept = { isApplied: false, verdict: null };
  const { headroom } = await evaluator.baseline(signal);
  if (headroom.kind !== 'headroom') return { ...kept, calls: evaluator.calls() };
  // Where no cases lead the search, any candidate is as good as another.
  const hasSearch = evaluator.split.search.length > 0;
  const finalists = hasSearch ? await search(world, evaluator, signal) : candidatesOf(1);
  for (const finalist of finalists.slice(0, mostLooks)) {
    const [confirmation] = await evaluator.confirm([finalist], signal);
    const verdict = confirmation?.verdict ?? 'inconclusive';
    if (verdict === 'regressed') continue;
    const isApplied = verdict === 'improved' || verdict === 'equivalent-and-cheaper';
    return { isApplied, verdict, calls: evaluator.calls() };
  }
  return { ...kept, calls: evaluator.calls() };
}

/** Candidates that led a round, the last one first. */
const searchByRounds: Search = async ({ original }, evaluator, signal) => {
  const leaders = [original];
  for (let round = 1; round <= rounds; round += 1) {
    const candidates = candidatesOf(round);
    const entries = await evaluator.race({ candidates, incumbent: leaders[0] ?? original }, signal);
    const leader = leaderOf(entries);
    leaders.unshift(...candidates.filter(({ id }) => id === leader?.promptId));
  }
  return leaders.slice(0, -1);
};

/** Candidates that gained over the original, the best first. */
const searchOneByOne: Search = async ({ original }, evaluator, signal) => {
  const found: { readonly candidate: EvaluatedPrompt; readonly gain: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const candidate of candidatesOf(round)) {
      const entries = await evaluator.race({ candidates: [candidate], incumbent: original }, signal);
      if (leaderOf(entries) === null) continue;
      found.push({ candidate, gain: evaluator.searchGain(candidate.id).value ?? 0 });
    }
  }
  return found.sort((a, b) => b.gain - a.gain).map(({ candidate }) => candidate);
};

/** GEPA's (arXiv 2507.19457): a larger sum on three cases opens the validation set, whose best mean wins. */
export const sumOfThree: AcceptanceRule = (world, seed) => {
  const random = createRandom(seed);
  const { training, validation } = trainingAndValidation(world, seed);
  const scores = createCountedScores(world);
  const pool = [{ prompt: world.original, mean: scores.mean(world.original, validation) }];
  for (let round = 1; round <= rounds; round += 1) {
    for (const candidate of candidatesOf(round)) {
      const parent = pool[Math.floor(random() * pool.length)]?.prompt ?? world.original;
      const three = shuffle(training, random).slice(0, 3);
      if (scores.mean(candidate, three) <= scores.mean(parent, three)) continue;
      pool.push({ prompt: candidate, mean: scores.mean(candidate, validation) });
    }
  }
  return Promise.resolve({ isApplied: isOriginalBeaten(pool), verdict: null, calls: scores.calls() });
};

/** Everything is measured once, and the best mean wins. */
export const bestMean: AcceptanceRule = (world) => {
  const scores = createCountedScores(world);
  const prompts = [
    world.original,
    ...Array.from({ length: rounds }, (_, index) => candidatesOf(index + 1)).flat(),
  ];
  const pool = prompts.map((prompt) => ({ prompt, mean: scores.mean(prompt, world.cases) }));
  return Promise.resolve({ isApplied: isOriginalBeaten(pool), verdict: null, calls: scores.calls() });
};

function candidatesOf(round: number): EvaluatedPrompt[] {
  return Array.from({ length: candidatesOfRound }, (_, index) => promptOf(`r${round}k${index + 1}`));
}

/** The same split as the product's; where that has no search cases, halves. */
function trainingAndValidation(
  { cases }: World,
  seed: number,
): {
  readonly training: readonly SimulatedCase[];
  readonly validation: readonly SimulatedCase[];
} {
  const { search, holdout } = splitCases(cases, { ...defaultBehaviourSettings, seed });
  if (search.length > 0) return { training: search, validation: holdout };
  const half = Math.floor(cases.length / 2);
  return { training: cases.slice(0, half), validation: cases.slice(half) };
}

interface CountedScores {
  readonly mean: (prompt: EvaluatedPrompt, cases: readonly SimulatedCase[]) => number;
  readonly calls: () => number;
}

/** Asks for each score once and counts it once, as a cache would. */
function createCountedScores(world: World): CountedScores {
  const known = new Map<string, number>();
  const score = (prompt: EvaluatedPrompt, testCase: SimulatedCase) => {
    const key = `${prompt.id} ${testCase.id}`;
    const value = known.get(key) ?? world.score({ prompt, testCase, repeat: 0 });
    known.set(key, value);
    return value;
  };
  return {
    mean: (prompt, cases) => cases.reduce((sum, testCase) => sum + score(prompt, testCase), 0) / cases.length,
    calls: () => known.size,
  };
}

/** The original is first: of equals it wins. */
function isOriginalBeaten(pool: readonly { readonly mean: number }[]): boolean {
  const [original, ...others] = pool;
  return others.some(({ mean }) => mean > (original?.mean ?? 1) + 1e-12);
}

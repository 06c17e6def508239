import { boundedMeanPValue } from '../bounded-mean.ts';
import { gainOverCases } from '../statistics.ts';
import type { CaseGain } from '../statistics.ts';
import { readBaseline } from './baseline.ts';
import type { Baseline } from './baseline.ts';
import type { BehaviourSettings } from './behaviour-settings.ts';
import { caseWins } from './case-wins.ts';
import type { BehaviourPorts, CaseKey, EvaluatedPrompt } from './case-run.ts';
import { confirm } from './confirm.ts';
import type { Confirmation, ConfirmedPValues } from './confirm.ts';
import { confirmRepeats } from './confirm-repeats.ts';
import { measureCases, pairRepeats, repeatIndices } from './measure-cases.ts';
import { race } from './race.ts';
import { orderForRace } from './race-order.ts';
import type { RaceEntry } from './race.ts';
import { createScoreLedger } from './score-ledger.ts';
import { splitCases } from './split-cases.ts';
import type { CaseSplit } from './split-cases.ts';

/** Measures what prompts do on cases, for one run. Every function throws when its signal is aborted. */
export interface BehaviourEvaluator<Case extends CaseKey> {
  readonly split: CaseSplit<Case>;
  /** The original on the search cases; on the kept ones, with samples of their own, where none lead the search. */
  readonly baseline: (signal: AbortSignal) => Promise<Baseline>;
  /** Without search cases nothing is measured and every candidate is set aside. */
  readonly race: (
    contest: { readonly candidates: readonly EvaluatedPrompt[]; readonly incumbent: EvaluatedPrompt },
    signal: AbortSignal,
  ) => Promise<RaceEntry[]>;
  /** Decides on the kept cases, in the order given. Every further look in a run makes the next verdict harder to get. */
  readonly confirm: (
    candidates: readonly EvaluatedPrompt[],
    signal: AbortSignal,
  ) => Promise<readonly Confirmation[]>;
  /** Search cases on which each prompt is best, ties shared. */
  readonly wins: (promptIds: readonly string[]) => ReadonlyMap<string, number>;
  /** Over the original, on the search cases and repeats that both have been scored on: what the race has seen. */
  readonly searchGain: (promptId: string) => CaseGain;
  /** Calls of models so far. */
  readonly calls: () => number;
}

interface EvaluatorInput<Case extends CaseKey> {
  readonly original: EvaluatedPrompt;
  readonly cases: readonly Case[];
  readonly ports: BehaviourPorts<Case>;
  readonly settings: BehaviourSettings;
}

/** Cases that are repeated to see the noise: more would tell little more. */
const noiseCases = 8;

/** An evaluator for one original and its cases. Deterministic for a seed and equal answers. */
export function createBehaviourEvaluator<Case extends CaseKey>(
  input: EvaluatorInput<Case>,
): BehaviourEvaluator<Case> {
  const { original, cases, ports, settings } = input;
  const split = splitCases(cases, settings);
  const { search, holdout } = split;
  const ledger = createScoreLedger({ original, ports, concurrency: settings.concurrency });
  let noise: number | null = null;
  let raceOrder = search;
  let earlier: readonly ConfirmedPValues[] = [];
  return {
    split,
    baseline: async (signal) => {
      const callsBefore = ledger.calls();
      const measured = search.length > 0 ? search : holdout;
      const repeats = repeatIndices(settings.baselineRepeats);
      const [repeated, once] = await Promise.all([
        measureCases(ledger, { prompt: original, cases: measured.slice(0, noiseCases), repeats }, signal),
        measureCases(ledger, { prompt: original, cases: measured.slice(noiseCases), repeats: [0] }, signal),
      ]);
      const scores = [...repeated, ...once];
      const calls = ledger.calls() - callsBefore;
      const baseline = readBaseline({ scores, calls, keptCases: holdout.length, alpha: settings.alpha });
      noise = baseline.noise;
      if (search.length > 0) raceOrder = orderForRace(search, scores);
      return baseline;
    },
    race: (contest, signal) => {
      const followsTies = canShowEquivalence(holdout.length, settings);
      return race({ ...settings, ...contest, ledger, cases: raceOrder, followsTies }, signal);
    },
    confirm: async (candidates, signal) => {
      // Samples that decided whether to go on were chosen by chance: they must not count for the verdict as well.
      const firstRepeat = split.policy === 'confirm-only' ? settings.baselineRepeats : 0;
      const repeats = repeatIndices(confirmRepeats({ cases: holdout.length, noise }), firstRepeat);
      const contest = { ledger, original, candidates, settings, cases: holdout, repeats, earlier };
      const { confirmations, pValues } = await confirm(contest, signal);
      earlier = pValues;
      return confirmations;
    },
    wins: (promptIds) => caseWins({ ledger, cases: search, promptIds }),
    searchGain: (promptId) => {
      const pairs = search.map((testCase) => {
        const known = {
          original: ledger.known(original.id, testCase.id),
          candidate: ledger.known(promptId, testCase.id),
        };
        return pairRepeats(testCase, known);
      });
      return gainOverCases(pairs, settings);
    },
    calls: ledger.calls,
  };
}

/** Whether so many cases without any difference would show that nothing beyond the margin was lost. */
function canShowEquivalence(cases: number, { margin, alpha }: BehaviourSettings): boolean {
  return boundedMeanPValue(Array<number>(cases).fill(0), -margin / 100) <= alpha / 2;
}

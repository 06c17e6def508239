import { meanOf } from '../paired-t.ts';
import { readBaseline } from './baseline.ts';
import type { Baseline } from './baseline.ts';
import type { BehaviourSettings } from './behaviour-settings.ts';
import { caseWins } from './case-wins.ts';
import type { BehaviourPorts, CaseKey, EvaluatedPrompt } from './case-run.ts';
import { confirm } from './confirm.ts';
import type { Confirmation } from './confirm.ts';
import { knownValues, measureCases, repeatIndices } from './measure-cases.ts';
import { race } from './race.ts';
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
  /** Decides on the kept cases. Call it once in a run: each further look would need a correction of its own. */
  readonly confirm: (candidates: readonly EvaluatedPrompt[], signal: AbortSignal) => Promise<Confirmation[]>;
  /** Search cases on which each prompt is best, ties shared. */
  readonly wins: (promptIds: readonly string[]) => ReadonlyMap<string, number>;
  /** Mean gain over the original on the search cases that both have been scored on, in points; null when there is none. */
  readonly searchGain: (promptId: string) => number | null;
  /** Calls of models so far. */
  readonly calls: () => number;
}

interface EvaluatorInput<Case extends CaseKey> {
  readonly original: EvaluatedPrompt;
  readonly cases: readonly Case[];
  readonly ports: BehaviourPorts<Case>;
  readonly settings: BehaviourSettings;
}

/** An evaluator for one original and its cases. Deterministic for a seed and equal answers. */
export function createBehaviourEvaluator<Case extends CaseKey>(
  input: EvaluatorInput<Case>,
): BehaviourEvaluator<Case> {
  const { original, cases, ports, settings } = input;
  const split = splitCases(cases, settings.seed);
  const ledger = createScoreLedger({ original, ports, concurrency: settings.concurrency });
  const baselineCases = split.search.length > 0 ? split.search : split.holdout;
  // Samples that decided whether to go on have chosen among chances: they must not count for the verdict as well.
  const firstRepeat = split.policy === 'confirm-only' ? settings.baselineRepeats : 0;
  const repeats = repeatIndices(settings.confirmRepeats, firstRepeat);
  const confirmation = { cases: split.holdout.length, repeats: settings.confirmRepeats };
  return {
    split,
    baseline: async (signal) => {
      const before = ledger.calls();
      const selection = { cases: baselineCases, repeats: repeatIndices(settings.baselineRepeats) };
      const scores = await measureCases(ledger, { ...selection, prompt: original }, signal);
      return readBaseline({ scores, calls: ledger.calls() - before, confirmation, alpha: settings.alpha });
    },
    race: (contest, signal) => race({ ...settings, ...contest, ledger, cases: split.search }, signal),
    confirm: (candidates, signal) =>
      confirm({ ledger, original, candidates, settings, cases: split.holdout, repeats }, signal),
    wins: (promptIds) => caseWins({ ledger, cases: split.search, promptIds }),
    searchGain: (promptId) => {
      const differences = split.search.flatMap(({ id }) => {
        const before = knownValues(ledger.known(original.id, id));
        const after = knownValues(ledger.known(promptId, id));
        return before.length === 0 || after.length === 0 ? [] : [meanOf(after) - meanOf(before)];
      });
      return differences.length === 0 ? null : 100 * meanOf(differences);
    },
    calls: ledger.calls,
  };
}

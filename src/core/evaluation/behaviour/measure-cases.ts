import type { PairedCase } from '../statistics.ts';
import type { CaseKey, EvaluatedPrompt } from './case-run.ts';
import type { Score, ScoreLedger } from './score-ledger.ts';

export interface CaseSelection<Case extends CaseKey> {
  readonly cases: readonly Case[];
  /** Sample indices, the same for every prompt. */
  readonly repeats: readonly number[];
}

/** The scores of one prompt on one case, by repeat. */
export type CaseScores = readonly Score[];

/** Scores a prompt on all selected cases and repeats at once; the ledger's limit spreads the calls. */
export function measureCases<Case extends CaseKey>(
  ledger: ScoreLedger<Case>,
  { prompt, cases, repeats }: CaseSelection<Case> & { readonly prompt: EvaluatedPrompt },
  signal: AbortSignal,
): Promise<CaseScores[]> {
  return Promise.all(
    cases.map((testCase) =>
      Promise.all(repeats.map((repeat) => ledger.score({ prompt, testCase, repeat }, signal))),
    ),
  );
}

/** Pairs the scores of two prompts case by case, for the statistics. */
export function pairCases(
  cases: readonly CaseKey[],
  original: readonly CaseScores[],
  candidate: readonly CaseScores[],
): PairedCase[] {
  return cases.map(({ source }, index) => ({
    source,
    original: valuesOf(original[index] ?? []),
    candidate: valuesOf(candidate[index] ?? []),
  }));
}

/** Pairs what is known of two prompts on a case: of the repeats only those that both have. */
export function pairRepeats(
  { source }: CaseKey,
  known: { readonly original: ReadonlyMap<number, Score>; readonly candidate: ReadonlyMap<number, Score> },
): PairedCase {
  const { original, candidate } = known;
  const pairs = [...candidate].flatMap(([repeat, { value: after }]) => {
    const before = original.get(repeat)?.value ?? null;
    return before === null || after === null ? [] : [{ before, after }];
  });
  return { source, original: pairs.map(({ before }) => before), candidate: pairs.map(({ after }) => after) };
}

/** Values that are known. */
export function knownValues(scores: CaseScores): number[] {
  return valuesOf(scores).filter((value) => value !== null);
}

function valuesOf(scores: CaseScores): (number | null)[] {
  return scores.map(({ value }) => value);
}

/** 0, 1, … up to `count` of them, from `first` on. */
export function repeatIndices(count: number, first = 0): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

import type { FittingCases } from '../../evaluation/cases/fitting-cases.ts';
import type { Trial } from '../modules.ts';

interface ToldCases {
  readonly fitting: FittingCases;
  /** What of the test configuration could not be used, a sentence for each with its line. */
  readonly problems: readonly string[];
}

/** A trial whose report says how many cases it had, and which of those that were meant for it are not among them. */
export function tellCases(trial: Trial, { fitting, problems }: ToldCases): Trial {
  const sentences = [...describeLeftOut(fitting), ...describeProblems(problems)];
  return {
    ...trial,
    evidence: () => {
      const evidence = trial.evidence();
      return {
        ...evidence,
        givenCases: fitting.cases.length,
        sentences: [...sentences, ...evidence.sentences],
      };
    },
  };
}

function describeLeftOut({ cases, leftOut, lacking }: FittingCases): readonly string[] {
  if (leftOut === 0) return [];
  if (cases.length === 0)
    return [`None of the cases fits this prompt: they have no value for ${lacking ?? ''}.`];
  return leftOut === 1
    ? [`1 case was left out: it has no value for ${lacking ?? ''}.`]
    : [`${leftOut} cases were left out: they have no value for ${lacking ?? ''}, for one.`];
}

/** Problems that a report names one by one. */
const mostProblems = 8;

function describeProblems(problems: readonly string[]): readonly string[] {
  const others = problems.length - mostProblems;
  const named = problems.slice(0, mostProblems);
  return others > 0 ? [...named, `${others} more lines of the test cases cannot be used.`] : named;
}

import type { CaseResult } from '../evaluation/cases/case-result.ts';
import type { Confirmation } from '../evaluation/behaviour/confirm.ts';
import type { EvaluationCase } from '../evaluation/cases/evaluation-case.ts';
import type { Check, PromptLocation, Quality, Tier, Usage, Verdict } from '../model.ts';
import type { SuiteProblem } from '../evaluation/cases/config/case-suite.ts';
import type { CasePlace } from '../evaluation/cases/evaluation-case.ts';

/** The document of `promptops compare`. A is the text before, B the one after; gains are B's over A. */
export interface CompareReport {
  readonly a: ComparedPrompt;
  readonly b: ComparedPrompt;
  readonly compression: number;
  readonly verdict: Verdict;
  /** Where the verdict comes from: E0 the rules, E2 or E3 outputs. */
  readonly tier: Tier;
  /** What B keeps of A's contract. */
  readonly checks: readonly Check[];
  /** Null when no cases were run. */
  readonly cases: ComparedCases | null;
}

export interface ComparedPrompt extends PromptLocation {
  readonly text: string;
  readonly tokens: number;
  readonly quality: Quality;
  readonly findings: number;
}

export interface ComparedCases {
  readonly config: string;
  readonly model: string;
  readonly endpoint: string;
  readonly repeats: number;
  /** Cases that were scored on both sides, and those that were not. */
  readonly scored: number;
  readonly missing: number;
  readonly gain: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  readonly pValue: number | null;
  readonly method: Confirmation['gain']['method'];
  readonly caveat: Confirmation['caveat'];
  readonly noiseFloor: number | null;
  readonly renderedTokens: Confirmation['renderedTokens'];
  readonly positionConsistency: number | null;
  readonly pairs: readonly ComparedPair[];
  readonly problems: readonly (CasePlace & Pick<SuiteProblem, 'message' | 'effect'>)[];
  readonly usage: Omit<Usage, 'wallMs' | 'criticalPathMs'>;
}

export interface ComparedPair {
  readonly case: string;
  readonly description: string | null;
  readonly a: readonly PairedOutput[];
  readonly b: readonly PairedOutput[];
}

export interface PairedOutput {
  readonly repeat: number;
  readonly score: number | null;
  readonly output: string | null;
  /** Why there is no output; null when there is one. */
  readonly reason: string | null;
}

/** The outputs of one case on both sides, by repeat. */
export function pairOf(
  { id, description }: EvaluationCase,
  a: readonly CaseResult[],
  b: readonly CaseResult[],
): ComparedPair {
  return { case: id, description, a: outputsOf(id, a), b: outputsOf(id, b) };
}

function outputsOf(id: string, results: readonly CaseResult[]): readonly PairedOutput[] {
  return results
    .filter(({ caseId }) => caseId === id)
    .sort((one, other) => one.repeat - other.repeat)
    .map((result) => {
      if (result.kind === 'output') {
        return { repeat: result.repeat, score: result.score, output: result.output, reason: null };
      }
      const reason =
        result.kind === 'missing' ? result.failure.detail : `No value for ${result.unfilled.join(', ')}.`;
      return { repeat: result.repeat, score: null, output: null, reason };
    });
}

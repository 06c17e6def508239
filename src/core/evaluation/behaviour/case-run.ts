import type { PromptText } from '../../model.ts';

/** What the evaluator has to know of a case. */
export interface CaseKey {
  /** Unique among the cases of a run. */
  readonly id: string;
  /** What cases that belong together share; null: the case stands alone. */
  readonly source: string | null;
}

/** A text whose behaviour is measured: the original or a candidate. */
export interface EvaluatedPrompt extends PromptText {
  /** Unique within the run. */
  readonly id: string;
}

export interface CaseRequest<Case extends CaseKey> {
  readonly prompt: EvaluatedPrompt;
  readonly testCase: Case;
  /** Which sample this is, from 0. Prompts are compared on equal indices. */
  readonly repeat: number;
}

interface RunCost {
  /** Calls of models that it took, those out of the cache included. */
  readonly calls: number;
}

interface RunOutput extends RunCost {
  /** Tokens of the prompt with the variables of the case filled in; null when unknown. */
  readonly renderedTokens: number | null;
}

/** What one prompt did on one case. A call that failed is missing data, never a score. */
export type CaseRun =
  | (RunOutput & {
      readonly kind: 'scored';
      /** In [0, 1]. */
      readonly score: number;
      /** E3 when assertions alone decided, E2 when a judge had a say. */
      readonly tier: 'E2' | 'E3';
    })
  | (RunOutput & { readonly kind: 'unscored'; readonly output: string })
  | (RunCost & { readonly kind: 'missing'; readonly detail: string });

export interface ComparisonRequest<Case extends CaseKey> {
  readonly testCase: Case;
  readonly repeat: number;
  readonly originalOutput: string;
  readonly candidateOutput: string;
}

/** What a judge says of two outputs that it saw in both orders, or in one. */
export type OutputComparison =
  | (RunCost & {
      readonly kind: 'compared';
      /** A win or a loss only where the orders agree that were asked for. */
      readonly outcome: 'win' | 'tie' | 'loss';
      /** Whether both orders agree; null where one of them was not asked for. */
      readonly isConsistent: boolean | null;
    })
  | (RunCost & { readonly kind: 'missing'; readonly detail: string });

/** How outputs come about and are judged. Neither function throws except when the signal is aborted. */
export interface BehaviourPorts<Case extends CaseKey> {
  readonly runCase: (request: CaseRequest<Case>, signal: AbortSignal) => Promise<CaseRun>;
  /** Decides cases that have no score of their own; null: their results are missing data. */
  readonly compareOutputs:
    ((request: ComparisonRequest<Case>, signal: AbortSignal) => Promise<OutputComparison>) | null;
}

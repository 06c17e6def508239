import type { ChatFailure, ChatUsage } from '../../models/chat-model.ts';
import type { Assertion, RubricAssertion } from './evaluation-case.ts';

/** What is known of an output beside its text. Null is unknown, never 0. */
export interface OutputContext {
  readonly latencyMs: number | null;
  readonly costUsd: number | null;
}

/** What a judge says of an output by one rubric. A call that failed is missing data, never a score. */
export type RubricJudgement =
  | {
      readonly kind: 'judged';
      /** In [0, 1]. */
      readonly score: number;
      readonly passed: boolean;
      readonly reason: string;
    }
  | { readonly kind: 'failed'; readonly failure: ChatFailure };

/** An assertion that an output does not meet, in words. */
export interface AssertionFailure {
  readonly assertion: Assertion;
  readonly detail: string;
}

/** How an output does on the assertions of its case. */
export interface OutputScore {
  /** Weighted mean in [0, 1]; null while something that counts is unknown, or when nothing counts. */
  readonly score: number | null;
  /** Null while it is not decided. */
  readonly passed: boolean | null;
  readonly failures: readonly AssertionFailure[];
  /** Rubrics that nobody has judged yet. */
  readonly pending: readonly RubricAssertion[];
  /** Assertions that could not be decided: no price, an answer out of the cache, a judge that failed. */
  readonly unknown: readonly AssertionFailure[];
}

interface CaseSample {
  readonly caseId: string;
  /** Which sample of the same question this is, from 0. */
  readonly repeat: number;
}

/** A case of which the target model gave an output. */
export interface CaseOutput extends CaseSample, OutputScore, OutputContext {
  readonly kind: 'output';
  readonly output: string;
  /** True when a judge had a say in the score (tier E2 instead of E3). */
  readonly isJudged: boolean;
  /** Calls of the judge, those out of the cache included. */
  readonly judgeCalls: number;
  /** Why rubrics could not be judged. */
  readonly judgeFailures: readonly ChatFailure[];
  readonly usage: ChatUsage | null;
  readonly source: 'model' | 'cache';
}

/** A case of which there is no output: missing data, not a failed test. */
export interface CaseMissing extends CaseSample {
  readonly kind: 'missing';
  readonly failure: ChatFailure;
}

/** A case that was not sent, because its prompt would have lacked a part: it says nothing about the prompt's quality. */
export interface CaseNotRun extends CaseSample {
  readonly kind: 'not-run';
  /** Placeholders without a value, as they stand in the prompt. */
  readonly unfilled: readonly string[];
}

export type CaseResult = CaseOutput | CaseMissing | CaseNotRun;

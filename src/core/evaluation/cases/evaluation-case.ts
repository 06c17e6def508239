/** One thing that a prompt is tried on: what fills its placeholders, and what must be true of the answer. */
export interface EvaluationCase {
  /** Unique within its suite and the same whenever the same file is read. */
  readonly id: string;
  /** What the author calls it; null when it has no name. */
  readonly description: string | null;
  /** Values by the name of the variable; values that are no text are written as JSON. */
  readonly vars: Readonly<Record<string, string>>;
  /** May be empty: such a case has an output and no score. */
  readonly assertions: readonly Assertion[];
  /** Weighted score from which on the case passes; null: every assertion must pass. */
  readonly threshold: number | null;
  /** What cases that belong together share, for clusters: the entry or the file that they come from. */
  readonly source: string | null;
  readonly place: CasePlace | null;
  /** True when a model wrote it, not a person. */
  readonly isSynthetic: boolean;
}

/** Where something stands; lines and columns count from 1. */
export interface CasePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface AssertionBase {
  /** Share in the score, at least 0. With 0 an assertion is noted and can fail nothing. */
  readonly weight: number;
  /** A `not-` form. */
  readonly isNegated: boolean;
  /** The name under which its author collects the score; null when there is none. */
  readonly metric: string | null;
  readonly place: CasePlace | null;
}

/** What must be true of an output. Texts in it have their variables filled in already. */
export type Assertion = DeterministicAssertion | RubricAssertion | AssertionSet;

/** Decided here, without a model. */
export type DeterministicAssertion = AssertionBase &
  (
    | { readonly type: 'equals'; readonly value: ExpectedValue }
    | { readonly type: 'contains' | 'icontains' | 'starts-with'; readonly value: string }
    | {
        readonly type: 'contains-all' | 'contains-any' | 'icontains-all' | 'icontains-any';
        readonly values: readonly string[];
      }
    | { readonly type: 'regex'; readonly pattern: string }
    | { readonly type: 'is-json' | 'contains-json'; readonly schema: JsonSchema | null }
    | { readonly type: 'levenshtein'; readonly value: string; readonly mostEdits: number }
    | { readonly type: 'cost'; readonly mostUsd: number }
    | { readonly type: 'latency'; readonly mostMs: number }
  );

/** An expectation that a model has to judge. */
export type RubricAssertion = AssertionBase & {
  readonly type: 'llm-rubric';
  readonly rubric: string;
  /** Judge's score from which on it passes; null: the judge says whether it passes. */
  readonly threshold: number | null;
};

/** Assertions that count as one. */
export type AssertionSet = AssertionBase & {
  readonly type: 'assert-set';
  readonly assertions: readonly (DeterministicAssertion | RubricAssertion)[];
  readonly threshold: number | null;
};

/** A text, or a JSON value that an output must be equal to once it is parsed. */
export type ExpectedValue =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'json'; readonly json: unknown };

/** A JSON schema; `false` and `true` are schemas too. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

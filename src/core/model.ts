/**
 * The vocabulary of PromptOps as types. The same words are used in the UI, the settings, the command line and the
 * docs. Offsets are UTF-16 code units, spans are half-open: `[start, end)`.
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces `span` of a text by `replacement`. Edits of one list never overlap and are sorted by `span.start`. */
export interface TextEdit {
  readonly span: Span;
  readonly replacement: string;
}

/** How a prompt stands in its file. */
export type PromptForm =
  | 'plain'
  | 'raw'
  | 'triple-quoted'
  | 'f-string'
  | 'template'
  | 'tagged-template'
  | 'concatenation'
  | 'heredoc'
  | 'block'
  | 'jsx'
  | 'file'
  | 'message';

/**
 * The text of a prompt as a model would read it. Code that is filled in by the host language (`${user.name}` of a
 * template literal, `{name!r}` of an f-string) stands in `text` as its own source text; `interpolations` says where.
 */
export interface PromptText {
  readonly text: string;
  readonly interpolations: readonly Span[];
}

/** Where a prompt stands, as reports show it. `line` counts from 1. */
export interface PromptLocation {
  readonly file: string;
  readonly line: number;
  readonly name: string | null;
  readonly form: PromptForm;
}

export type PlaceholderKind =
  | 'interpolation'
  | 'mustache'
  | 'brace'
  | 'dollar-brace'
  | 'dollar-name'
  | 'printf'
  | 'angle'
  | 'bracket'
  | 'block'
  | 'erb'
  | 'special-token';

/** A part of a prompt that is filled in at run time. `positional` ones (`%s`, `{}`) must also keep their order. */
export interface Placeholder {
  readonly text: string;
  readonly kind: PlaceholderKind;
  readonly name: string;
  readonly span: Span;
  readonly positional: boolean;
}

/** One named result of checking a candidate. `unknown` means that it could not be checked, never that it passed. */
export interface Check {
  readonly id: string;
  readonly status: 'passed' | 'failed' | 'unknown';
  readonly detail: string;
}

export type Category =
  'clarity' | 'structure' | 'constraints' | 'output-contract' | 'consistency' | 'economy' | 'safety';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** How far a fix may change what the prompt says: `safe` keeps the meaning, `bold` adds or reorders. */
export type Risk = 'safe' | 'moderate' | 'bold';

/** What a rule would change and how sure it is. */
export interface Fix {
  readonly title: string;
  readonly risk: Risk;
  readonly edits: readonly TextEdit[];
}

/** One weakness of a prompt. `evidence` is the text at `span`, quoted unchanged. */
export interface Finding {
  /** `model` when a model named it. */
  readonly ruleId: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly evidence: string;
  readonly fix: Fix | null;
  /** What a model would do about it, in words; rules have a fix instead. */
  readonly suggestion?: string;
}

/** Where a token number comes from: the provider's report, a tokenizer run here, or an estimate. */
export type TokenProvenance = 'exact' | 'tokenizer' | 'estimate';

export type EncodingName = 'o200k_base' | 'cl100k_base';

/** Evidence tier of a quality number, METRICS.md: E0 rubric, E1 read prompts, E2 read outputs, E3 assertions. */
export type Tier = 'E0' | 'E1' | 'E2' | 'E3';

export type RubricDimension =
  'clarity' | 'structure' | 'constraints' | 'outputContract' | 'examples' | 'consistency' | 'economy';

/** A quality in [0, 100] with the tier it was measured at; every dimension lies in [0, 1]. */
export interface Quality {
  readonly value: number;
  /** Over the cases that led the search; absent where there are too few of them, and at tiers without cases. */
  readonly interval?: readonly [low: number, high: number] | undefined;
  readonly tier: Tier;
  readonly dimensions: Readonly<Record<RubricDimension, number>>;
}

export type Verdict = 'improved' | 'equivalent-and-cheaper' | 'inconclusive' | 'regressed';

export type Operator = 'diverge' | 'stabilise' | 'patch' | 'merge';

export type StopReason =
  | 'target-reached'
  | 'converged'
  | 'max-iterations'
  | 'no-headroom'
  | 'budget-calls'
  | 'budget-tokens'
  | 'budget-cost'
  | 'budget-time'
  | 'cancelled'
  | 'provider-failed';

export type EngineName = 'rules' | 'openai' | 'vscode-lm';

/** Why a part of a candidate differs from its parent. `ruleId` is null when a model, not a rule, gave the reason. */
export interface Reason {
  readonly ruleId: string | null;
  readonly category: Category;
  readonly why: string;
}

/** An edit of the parent's text together with its reason. */
export interface ReasonedEdit {
  readonly edit: TextEdit;
  readonly reason: Reason;
}

/**
 * One rewrite. `steps` leads from the text of the first parent to `text`: each step is a list of edits of the text
 * before it, so that every difference can be traced to a reason.
 */
export interface Candidate {
  readonly id: string;
  readonly parentIds: readonly string[];
  readonly operator: Operator;
  readonly round: number;
  readonly text: string;
  readonly steps: readonly (readonly ReasonedEdit[])[];
}

/** A text that was measured and holds the contract; a member of the front. `cost` is relative to the original (1). */
export interface FrontMember {
  readonly id: string;
  readonly text: string;
  readonly operator: Operator | 'original';
  readonly round: number;
  readonly tokens: number;
  readonly cost: number;
  readonly quality: Quality;
}

/** Limits of a run; `null` is no limit. */
export interface Budget {
  readonly calls: number | null;
  readonly tokens: number | null;
  readonly costUsd: number | null;
  readonly timeMs: number | null;
}

/** What a language model is asked to do in a run; `target` answers the prompts whose outputs are judged. */
export type ModelRole = 'proposer' | 'critic' | 'verifier' | 'target';

/** Who says why a part was changed: nobody, the operators that changed it, or a model that reads the finished diff. */
export type ExplanationSource = 'off' | 'operators' | 'model';

/**
 * `sequential`: each round waits for the judgements of the round before. `overlapped`: a round begins as soon as the
 * proposals before it have come, while those are still being judged.
 */
export type Schedule = 'sequential' | 'overlapped';

/** The parameters of the three modules and of the run (TFM Controller). */
export interface RunSettings {
  readonly engine: EngineName;
  /** Most rounds of the loop, 3 to 10. */
  readonly iterations: number;
  /** Candidates of one round, 1 to 8. */
  readonly candidates: number;
  /** Quality points given up for a call that is 1 % cheaper, at least 0. */
  readonly lambda: number;
  /** `a`: share of tokens that a diverge step may add. */
  readonly divergeAllowance: number;
  /** `b`: share of tokens that a stabilise step aims to save. */
  readonly stabiliseTarget: number;
  /** δ: points that a cheaper candidate may lose and still count as equivalent (with intervals, E2 and E3). */
  readonly margin: number;
  /** Rounds without a gain above `convergenceThreshold` after which a run has converged. */
  readonly patience: number;
  /** Least gain of J that counts as progress, in points. */
  readonly convergenceThreshold: number;
  /** Quality at which a run stops with `target-reached`; null: never. */
  readonly targetQuality: number | null;
  readonly encoding: EncodingName;
  readonly budget: Budget;
  /** Operators that the Proposer may use. */
  readonly operators: readonly Operator[];
  /** Of the Proposer's calls; models that take none get none. */
  readonly temperature: number;
  readonly schedule: Schedule;
  /** Most samples of one judgement; more than one is taken only where it can change the decision. */
  readonly judgeRepeats: number;
  /** Whether pairs are judged in both orders. In one, half the calls, a model that reads prompts calls none improved. */
  readonly bothOrders: boolean;
  /** Weights of the rubric's dimensions; only their ratios count. */
  readonly rubricWeights: Readonly<Record<RubricDimension, number>>;
  /** Whether a candidate that loses a requirement of the original is turned down. */
  readonly requirementCoverage: boolean;
  /** α: probability with which equal prompts may be called different. */
  readonly alpha: number;
  /** Outputs of each prompt for each case. */
  readonly repeats: number;
  /** Cases on which every candidate is screened first. */
  readonly screeningCases: number;
  /** Kept cases whose outputs are rated for their reasoning, where the prompt asks for any; 0: none. */
  readonly reasoningCases: number;
  /** Share of the cases that neither Proposer nor Critic ever see. */
  readonly holdoutShare: number;
  /** Whether a run ends before it spends anything when the cases leave nothing to gain. */
  readonly headroomGate: boolean;
  readonly explain: ExplanationSource;
}

/** What a run has used so far. `costUsd` is null while no price is known. */
export interface Usage {
  readonly calls: number;
  readonly cachedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
  readonly wallMs: number;
  /** The longest chain of calls of which each waited for the one before. */
  readonly criticalPathMs: number;
  /** Of the input tokens, those of our own instructions and schemas as counted here; absent in older reports. */
  readonly overheadTokens?: number | undefined;
  /** The same by role and model; absent where no model can be called. */
  readonly byRole?: readonly RoleUsage[] | undefined;
}

/** What the calls of one role have used. */
export interface RoleUsage {
  readonly role: ModelRole;
  readonly model: string;
  readonly calls: number;
  readonly cachedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
  /** `exact`: the provider reported the tokens of every call; `estimate`: some were counted here. */
  readonly provenance: 'exact' | 'estimate';
  /** Mean time of an answered call in milliseconds; null when none was answered, absent in older reports. */
  readonly latencyMs?: number | null | undefined;
}

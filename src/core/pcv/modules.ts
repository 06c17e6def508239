import type {
  Candidate,
  Check,
  Finding,
  FrontMember,
  PromptText,
  Quality,
  RunSettings,
  Tier,
  Verdict,
} from '../model.ts';
import type { PromptOpsError } from '../errors.ts';
import type { Explanation } from '../report/run-report.ts';
import type { CallChain } from '../models/call-chain.ts';
import type { RejectionReason } from './events.ts';

/**
 * The three modules of the Tri-Module Framework. The rules engine and the model engine both implement them, and
 * `optimize()` knows nothing else of an engine.
 */
export interface Modules {
  readonly proposer: Proposer;
  readonly critic: Critic;
  readonly verifier: Verifier;
  /** Says anew why each hunk of the pick is there; absent: what the operators said stays. */
  readonly explain?: (explanations: readonly Explanation[], work: Work) => Promise<readonly Explanation[]>;
}

/** What a piece of work needs beside its subject: when to stop, and the chain that its calls belong to. */
export interface Work {
  readonly signal: AbortSignal;
  readonly chain: CallChain;
}

/** A text of the front as the Proposer sees it: what it is, what is wrong with it, how it came to be. */
export interface Parent {
  readonly member: FrontMember;
  readonly prompt: PromptText;
  readonly findings: readonly Finding[];
  readonly steps: Candidate['steps'];
}

/** A candidate that was turned down, so that the Proposer can do better than to try it again. */
export interface RejectedIdea {
  readonly candidate: Candidate;
  readonly rejection: RejectionReason;
  readonly detail: string;
}

export interface ProposalRequest {
  readonly round: number;
  readonly settings: RunSettings;
  /** Texts to start from, the most promising first. */
  readonly parents: readonly Parent[];
  readonly rejected: readonly RejectedIdea[];
  /** Texts that were proposed in earlier rounds, the original included: proposing one again is a waste. */
  readonly knownTexts: ReadonlySet<string>;
}

/** A candidate with the chain of calls that led to it. */
export interface Proposal {
  readonly candidate: Candidate;
  readonly chain: CallChain;
}

export interface Proposer {
  /**
   * Rewrites of the parents, at most `settings.candidates`, each as soon as it has come.
   * @throws PromptOpsError `provider-failed`, when all that did come was yielded.
   */
  propose(request: ProposalRequest, work: Work): AsyncIterable<Proposal>;
}

export interface Critique {
  readonly quality: Quality;
  readonly findings: readonly Finding[];
}

export interface Critic {
  /** Findings of the rules and the static rubric, tier E0: free, offline, always there. */
  critique(prompt: PromptText, signal: AbortSignal): Promise<Critique>;
  /** Whether the original leaves anything to gain; if not, the run ends at once with `no-headroom`. */
  hasHeadroom(original: Critique): boolean;
  /** What a model says that reads the prompt, tier E1; null is missing data. Absent where no model reads. */
  readonly read?: (prompt: PromptText, work: Work) => Promise<Critique | null>;
}

/** A text with what was measured of it. */
export interface MeasuredText {
  readonly prompt: PromptText;
  readonly tokens: number;
  /** What the run decides by; one tier for all texts of a run. */
  readonly critique: Critique;
}

export type StaticVerification =
  | {
      readonly kind: 'passed';
      readonly prompt: PromptText;
      readonly tokens: number;
      readonly checks: readonly Check[];
    }
  | {
      readonly kind: 'rejected';
      readonly rejection: RejectionReason;
      readonly detail: string;
      readonly checks: readonly Check[];
    };

export type DynamicVerification =
  | { readonly kind: 'accepted'; readonly verdict: Verdict }
  | { readonly kind: 'rejected'; readonly rejection: RejectionReason; readonly detail: string };

export interface Verifier {
  /** Free checks that need no judgement: contract, re-encoding, length. Rejects, never repairs. */
  verifyStatically(
    original: MeasuredText,
    candidate: Candidate,
    signal: AbortSignal,
  ): Promise<StaticVerification>;
  /** Decides with the static rubric alone whether the candidate is at least as good as the original. */
  verifyQuality(subject: QualitySubject): DynamicVerification;
  /** What models find out beyond the rubric; absent where none are asked. */
  readonly trial?: Trial;
}

export interface QualitySubject {
  readonly original: MeasuredText;
  readonly measured: MeasuredText;
}

/** The dynamic part of the Verifier. Its answers are values: a call that failed is missing data. */
export interface Trial {
  /** Whether the static rubric may decide where the trial could judge no candidate at all. */
  readonly mayFallBack: boolean;
  /**
   * A look at the original before anything else is asked and before the first round, since it may show that nothing is
   * worth spending: why the run does not go on, or null. Absent where there is no such look.
   */
  readonly look?: (original: MeasuredText, work: Work) => Promise<Preparation | null>;
  /** Looks at the original, once, before anything is examined. */
  prepare(original: MeasuredText, work: Work): Promise<Preparation>;
  examine(subject: TrialSubject, work: Work): Promise<Examination>;
  /** Looks again at the text that the run would offer, with fresh samples or cases that nobody has seen. */
  confirm(subject: TrialSubject & { readonly verdict: Verdict }, work: Work): Promise<Examination>;
  /** Cases on which each text is the best, ties shared: weights for drawing parents; absent without cases. */
  readonly wins?: (ids: readonly string[]) => ReadonlyMap<string, number>;
  /** What the report says of how the numbers came about. */
  evidence(): TrialEvidence;
}

export interface TrialSubject {
  readonly id: string;
  readonly original: MeasuredText;
  readonly prompt: PromptText;
  readonly tokens: number;
  /** The round whose candidates may be judged together; null: each is judged as soon as it has come. */
  readonly field: RoundField | null;
}

/** The candidates of one round, and what they have to beat. */
export interface RoundField {
  /** The pick when the round began. */
  readonly incumbent: { readonly id: string; readonly prompt: PromptText; readonly tokens: number };
  /** All candidates that will be examined, as soon as that is known. */
  readonly candidateIds: Promise<readonly string[]>;
  /** Stands at the end of the round's proposals when `candidateIds` are known. */
  readonly chain: CallChain;
}

export type Preparation =
  | {
      readonly kind: 'ready';
      /** Quality of the original where the trial measures it itself; null: the Critic's reading counts. */
      readonly quality: Quality | null;
    }
  /** `quality` is what the look has measured of the original. */
  | { readonly kind: 'no-headroom'; readonly detail: string; readonly quality: Quality }
  /** The run cannot be what was asked for: it ends. */
  | { readonly kind: 'failed'; readonly detail: string; readonly error: PromptOpsError }
  /** The models cannot be asked: the rubric decides alone, and `detail` says so. */
  | { readonly kind: 'unavailable'; readonly detail: string };

/** What an examination of one text has shown. */
export interface Examination {
  readonly checks: readonly Check[];
  /** Measured by the trial itself; null: the Critic's reading counts. */
  readonly quality: Quality | null;
  readonly decide: (subject: QualitySubject) => DynamicVerification;
}

/** What a report says of the evidence behind its numbers. */
export interface TrialEvidence {
  readonly sentences: readonly string[];
  /** Share of pairs that were judged alike in both orders; null: none were. */
  readonly positionConsistency: number | null;
  readonly judgedPairs: number;
  /** Requirements of the original that were looked for; null: they were not. */
  readonly requirements: number | null;
  /** The confirmation over cases; null: there was none. */
  readonly cases: CaseEvidence | null;
  /** Cases that the run could try its texts on; absent where that is not known. */
  readonly givenCases?: number;
}

/** A Quality Gain over cases that led no search, with what it takes to judge it. */
export interface CaseEvidence {
  readonly tier: Tier;
  /** Quality Gain in points; null when too many cases are missing. */
  readonly gain: number | null;
  /** Mean scores of both prompts in points, of which `gain` is the difference; null where outputs are only compared. */
  readonly quality?: { readonly before: number; readonly after: number } | null | undefined;
  readonly interval: readonly [low: number, high: number] | null;
  readonly pValue: number | null;
  readonly cases: number;
  /** In points; null where nothing was repeated. */
  readonly noiseFloor: number | null;
  /** How many cases it would take, as a sentence; null when the interval already tells. */
  readonly power: string | null;
  /** Mean tokens of both prompts, filled in with the values of the cases; null where they are not known. */
  readonly renderedTokens: { readonly before: number; readonly after: number } | null;
  /** Reasoning in the outputs of kept cases; null or absent: nobody has rated it. */
  readonly reasoning?: ReasoningEvidence | null | undefined;
}

/** R of METRICS.md over kept cases, tier E2. */
export interface ReasoningEvidence {
  /** In [0, 1]; null when too much is missing, or no task needs steps. */
  readonly before: number | null;
  readonly after: number | null;
  /** Cases with reasoning to show that were rated on both sides. */
  readonly cases: number;
  /** Cases of which one side could not be rated. */
  readonly missing: number;
}

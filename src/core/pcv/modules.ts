import type { Candidate, Check, Finding, FrontMember, PromptText, Quality, RunSettings } from '../model.ts';
import type { RejectionReason } from './events.ts';

/**
 * The three modules of the Tri-Module Framework. The rules engine and the model engine both implement them, and
 * `optimize()` knows nothing else of an engine.
 */
export interface Modules {
  readonly proposer: Proposer;
  readonly critic: Critic;
  readonly verifier: Verifier;
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
  /** Texts of the front, the current pick first. */
  readonly parents: readonly Parent[];
  readonly rejected: readonly RejectedIdea[];
  /** Texts that were proposed before, the original included: proposing one again is a waste. */
  readonly knownTexts: ReadonlySet<string>;
}

export interface Proposer {
  /** Rewrites of the parents, at most `settings.candidates`; none when there is nothing left to try. */
  propose(request: ProposalRequest, signal: AbortSignal): Promise<readonly Candidate[]>;
}

export interface Critique {
  readonly quality: Quality;
  readonly findings: readonly Finding[];
}

export interface Critic {
  critique(prompt: PromptText, signal: AbortSignal): Promise<Critique>;
  /** Whether the original leaves anything to gain; if not, the run ends at once with `no-headroom`. */
  hasHeadroom(original: Critique): boolean;
}

/** A text with what was measured of it. */
export interface MeasuredText {
  readonly prompt: PromptText;
  readonly tokens: number;
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
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly rejection: RejectionReason; readonly detail: string };

export interface Verifier {
  /** Free checks that need no judgement: contract, re-encoding, length. Rejects, never repairs. */
  verifyStatically(
    original: MeasuredText,
    candidate: Candidate,
    signal: AbortSignal,
  ): Promise<StaticVerification>;
  /** Decides with the Critic's numbers whether the candidate is at least as good as the original. */
  verifyQuality(subject: QualitySubject): DynamicVerification;
}

export interface QualitySubject {
  readonly original: MeasuredText;
  readonly candidate: Candidate;
  readonly measured: MeasuredText;
}

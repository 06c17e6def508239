import type { Candidate, Check } from '../model.ts';
import type { RejectionReason, RunEvent } from './events.ts';
import type { MeasuredText, Modules, RejectedIdea } from './modules.ts';

/** A candidate after the Verifier: measured and accepted, or turned down with the reason. */
export type JudgedCandidate =
  | {
      readonly kind: 'accepted';
      readonly candidate: Candidate;
      readonly measured: MeasuredText;
      readonly checks: readonly Check[];
    }
  | ({ readonly kind: 'rejected' } & RejectedIdea);

interface JudgeRequest {
  readonly candidate: Candidate;
  readonly original: MeasuredText;
  readonly modules: Modules;
  readonly signal: AbortSignal;
}

/** Takes one candidate through the free static checks, then the Critic, then the Verifier's decision. */
export async function* judgeCandidate(request: JudgeRequest): AsyncGenerator<RunEvent, JudgedCandidate> {
  const { candidate, original, modules, signal } = request;
  const fixed = await modules.verifier.verifyStatically(original, candidate, signal);
  if (fixed.kind === 'rejected') {
    yield verificationEnd(candidate, fixed, fixed.checks);
    return { kind: 'rejected', candidate, rejection: fixed.rejection, detail: fixed.detail };
  }
  const critique = await modules.critic.critique(fixed.prompt, signal);
  yield {
    type: 'critique-end',
    round: candidate.round,
    candidateId: candidate.id,
    quality: critique.quality,
    findings: critique.findings,
  };
  const measured = { prompt: fixed.prompt, tokens: fixed.tokens, critique };
  const decision = modules.verifier.verifyQuality({ original, candidate, measured });
  if (decision.kind === 'rejected') {
    yield verificationEnd(candidate, decision, fixed.checks);
    return { kind: 'rejected', candidate, rejection: decision.rejection, detail: decision.detail };
  }
  yield verificationEnd(candidate, null, fixed.checks);
  return { kind: 'accepted', candidate, measured, checks: fixed.checks };
}

function verificationEnd(
  candidate: Candidate,
  rejected: { readonly rejection: RejectionReason; readonly detail: string } | null,
  checks: readonly Check[],
): RunEvent {
  return {
    type: 'verification-end',
    round: candidate.round,
    candidateId: candidate.id,
    accepted: rejected === null,
    rejection: rejected?.rejection ?? null,
    detail: rejected?.detail ?? 'Every check passed.',
    checks,
  };
}

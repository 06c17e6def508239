import type { Candidate, Check, PromptText } from '../model.ts';
import type { CallChain } from '../models/call-chain.ts';
import type { RunEvent } from './events.ts';
import type {
  Critique,
  DynamicVerification,
  Examination,
  MeasuredText,
  Proposal,
  RejectedIdea,
  RoundField,
} from './modules.ts';
import type { Run } from './run.ts';

/** A candidate that holds the contract, with all that was found out about it. What failed is null. */
export interface ExaminedCandidate {
  readonly candidate: Candidate;
  readonly prompt: PromptText;
  readonly tokens: number;
  readonly checks: readonly Check[];
  /** The static rubric, tier E0. */
  readonly rubric: Critique;
  /** What the Critic's model says, tier E1. */
  readonly reading: Critique | null;
  readonly examination: Examination | null;
}

/** A candidate that has passed the free checks. */
export type ScreenedCandidate = Omit<ExaminedCandidate, 'reading' | 'examination'>;

/** What the free checks come to. */
export type Screening =
  | { readonly kind: 'passed'; readonly screened: ScreenedCandidate }
  | { readonly kind: 'rejected'; readonly idea: RejectedIdea };

/** Two stages of one candidate, each as soon as it is over. */
export interface CandidateWork {
  readonly id: string;
  readonly chain: CallChain;
  readonly screening: Promise<Screening>;
  /** Null after a rejection by the free checks. */
  readonly examined: Promise<ExaminedCandidate | null>;
}

interface ExaminationInput {
  readonly run: Run;
  readonly proposal: Proposal;
  /** Resolves when the original was looked at, which every judgement is relative to. */
  readonly prepared: Promise<CallChain>;
  /** Null where candidates do not wait for each other. */
  readonly field: RoundField | null;
  readonly emit: (event: RunEvent) => void;
}

/** Points of the static rubric that a candidate may lose before no model is asked about it any more. */
const mostRubricLoss = 10;

/** Takes one candidate through the free static checks, then to Critic and Verifier side by side. */
export function examineCandidate(input: ExaminationInput): CandidateWork {
  const { candidate, chain } = input.proposal;
  const screening = screen(input);
  const examined = screening.then((result) =>
    result.kind === 'passed' ? examine(input, result.screened) : null,
  );
  return { id: candidate.id, chain, screening, examined };
}

async function screen({ run, proposal, emit }: ExaminationInput): Promise<Screening> {
  const { candidate } = proposal;
  const { modules, signal } = run.request;
  const fixed = await modules.verifier.verifyStatically(run.rubric, candidate, signal);
  const reject = (rejected: Pick<RejectedIdea, 'rejection' | 'detail'>): Screening => {
    emit(verificationEnd(candidate, rejected, fixed.checks));
    return { kind: 'rejected', idea: { candidate, ...rejected } };
  };
  if (fixed.kind === 'rejected') return reject({ rejection: fixed.rejection, detail: fixed.detail });
  const { prompt, tokens, checks } = fixed;
  const rubric = await modules.critic.critique(prompt, signal);
  const loss = run.rubric.critique.quality.value - rubric.quality.value;
  if (modules.verifier.trial !== undefined && loss > mostRubricLoss) {
    return reject({ rejection: 'quality', detail: `The static quality falls by ${loss.toFixed(1)} points.` });
  }
  return { kind: 'passed', screened: { candidate, prompt, tokens, checks, rubric } };
}

async function examine(input: ExaminationInput, screened: ScreenedCandidate): Promise<ExaminedCandidate> {
  const { run, emit, prepared, proposal } = input;
  proposal.chain.join(await prepared);
  const examined = { ...screened, ...(await askModels(input, screened)) };
  const { candidate } = examined;
  const measured = measuredBy(run, examined);
  if (measured !== null) {
    emit({
      type: 'critique-end',
      round: candidate.round,
      candidateId: candidate.id,
      quality: measured.critique.quality,
      findings: measured.critique.findings,
    });
  }
  const decision = decide(run, examined);
  emit(verificationEnd(candidate, decision.kind === 'rejected' ? decision : null, allChecks(examined)));
  return examined;
}

async function askModels(
  { run, proposal, field }: ExaminationInput,
  { candidate, prompt, tokens }: ScreenedCandidate,
): Promise<Pick<ExaminedCandidate, 'reading' | 'examination'>> {
  const { critic, verifier } = run.request.modules;
  if (run.basis === 'rubric' || verifier.trial === undefined) return { reading: null, examination: null };
  const work = { signal: run.request.signal, chain: proposal.chain };
  const subject = { id: candidate.id, original: run.original, prompt, tokens, field };
  const [reading, examination] = await Promise.all([
    critic.read?.(prompt, work) ?? null,
    verifier.trial.examine(subject, work),
  ]);
  return { reading, examination };
}

/** The checks of a candidate, those of the examination included. */
export function allChecks({ checks, examination }: ExaminedCandidate): readonly Check[] {
  return [...checks, ...(examination?.checks ?? [])];
}

/** A candidate as measured by what the run decides by; null when that could not be measured. */
export function measuredBy(run: Run, examined: ExaminedCandidate): MeasuredText | null {
  const { prompt, tokens, rubric, reading, examination } = examined;
  if (run.basis === 'rubric') return { prompt, tokens, critique: rubric };
  const quality = examination?.quality ?? reading?.quality ?? null;
  if (quality === null || quality.tier !== run.original.critique.quality.tier) return null;
  return { prompt, tokens, critique: { quality, findings: withReading(rubric, reading) } };
}

/** Findings for the Proposer: what the model has found first, then the rules. */
export function withReading(rubric: Critique, reading: Critique | null): Critique['findings'] {
  return [...(reading?.findings ?? []), ...rubric.findings];
}

/** The decision on a candidate by what is known of it now. */
export function decide(run: Run, examined: ExaminedCandidate): DynamicVerification {
  const { verifier } = run.request.modules;
  const measured = measuredBy(run, examined);
  if (measured === null || (run.basis === 'models' && examined.examination === null)) return notJudged;
  const subject = { original: run.original, measured };
  return run.basis === 'rubric' || examined.examination === null
    ? verifier.verifyQuality(subject)
    : examined.examination.decide(subject);
}

const notJudged: DynamicVerification = {
  kind: 'rejected',
  rejection: 'not-judged',
  detail: 'The models gave no usable judgement of it.',
};

/** The end of a verification as an event. */
export function verificationEnd(
  candidate: Candidate,
  rejected: Pick<RejectedIdea, 'rejection' | 'detail'> | null,
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

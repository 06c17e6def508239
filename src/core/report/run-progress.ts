import * as z from 'zod/mini';

import type { RunEvent } from '../pcv/events.ts';
import {
  forecastSchema,
  operatorSchema,
  qualitySchema,
  stopReasonSchema,
  usageSchema,
} from './run-report.ts';

/** What is known of a run while it goes on. Panel, tree and terminal draw it; unknown numbers are null. */

const moduleProgressSchema = z.object({
  status: z.enum(['waiting', 'working', 'done']),
  /** What the module does now or did last, as a short sentence without its full stop. */
  detail: z.string(),
});

const candidateProgressSchema = z.object({
  id: z.string(),
  round: z.number(),
  operator: operatorSchema,
  status: z.enum(['proposed', 'accepted', 'rejected']),
  /** Known once the candidate stands on the front. */
  tokens: z.nullable(z.number()),
  quality: z.nullable(qualitySchema),
  rejection: z.nullable(
    z.enum([
      'contract',
      'not-expressible',
      'duplicate',
      'echo',
      'longer',
      'quality',
      'no-gain',
      'requirement',
      'judged-worse',
      'not-judged',
    ]),
  ),
  /** Why the Verifier accepted or rejected it; empty before. */
  detail: z.string(),
});

const roundProgressSchema = z.object({
  round: z.number(),
  proposed: z.number(),
  accepted: z.number(),
  /** Gain of J in points; null while the round goes on. */
  gain: z.nullable(z.number()),
});

export const runProgressSchema = z.object({
  run: z.string(),
  /** Most rounds of the run. */
  iterations: z.number(),
  /** The round that goes on, from 1; 0 before the first. */
  round: z.number(),
  original: z.object({ tokens: z.number(), quality: qualitySchema }),
  modules: z.object({
    proposer: moduleProgressSchema,
    critic: moduleProgressSchema,
    verifier: moduleProgressSchema,
  }),
  candidates: z.array(candidateProgressSchema),
  rounds: z.array(roundProgressSchema),
  /** The best member of the front so far; null before the first round has ended. */
  pickId: z.nullable(z.string()),
  /** Null before the first step that tells it. */
  usage: z.nullable(usageSchema),
  /** What the run was expected to take; absent where no model is asked. */
  forecast: z.optional(forecastSchema),
  /** Null while the run goes on. */
  stopReason: z.nullable(stopReasonSchema),
});

export type RunProgress = z.infer<typeof runProgressSchema>;
export type CandidateProgress = z.infer<typeof candidateProgressSchema>;
export type ModuleProgress = z.infer<typeof moduleProgressSchema>;
type RoundProgress = z.infer<typeof roundProgressSchema>;
type Modules = RunProgress['modules'];
type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

/**
 * Progress after one more event of a run; `null` is the progress before the first. Events of a run whose start was
 * missed change nothing, so that one may join late without seeing half a run.
 */
export function advanceProgress(progress: RunProgress | null, event: RunEvent): RunProgress | null {
  if (event.type === 'run-start') return startProgress(event);
  return progress === null ? null : applyEvent(withUsageOf(progress, event), event);
}

function startProgress({ run, iterations, original, forecast }: EventOf<'run-start'>): RunProgress {
  return {
    run,
    iterations,
    round: 0,
    original: { tokens: original.tokens, quality: original.quality },
    modules: waitingModules(),
    candidates: [],
    rounds: [],
    pickId: null,
    usage: null,
    stopReason: null,
    ...(forecast === undefined ? {} : { forecast }),
  };
}

function withUsageOf(progress: RunProgress, event: RunEvent): RunProgress {
  return 'usage' in event ? { ...progress, usage: event.usage } : progress;
}

function applyEvent(progress: RunProgress, event: Exclude<RunEvent, EventOf<'run-start'>>): RunProgress {
  switch (event.type) {
    case 'round-start':
      return startRound(progress, event.round);
    case 'proposal-start':
      return withModules(progress, { proposer: { status: 'working', detail: 'Writing candidates' } });
    case 'candidate':
      return addCandidate(progress, event);
    case 'proposal-end':
      return endProposals(progress, event);
    case 'critique-end':
      return addCritique(progress, event);
    case 'verification-end':
      return addVerification(progress, event);
    case 'round-end':
      return endRound(progress, event);
    case 'run-end':
      return endRun(progress, event);
  }
}

function startRound(progress: RunProgress, round: number): RunProgress {
  return {
    ...progress,
    round,
    modules: waitingModules(),
    rounds: [...progress.rounds, { round, proposed: 0, accepted: 0, gain: null }],
  };
}

/** A candidate that is known already changes nothing. */
function addCandidate(
  progress: RunProgress,
  { round, candidateId: id, operator }: NewCandidate,
): RunProgress {
  if (progress.candidates.some((candidate) => candidate.id === id)) return progress;
  const added: CandidateProgress = {
    id,
    round,
    operator,
    status: 'proposed',
    tokens: null,
    quality: null,
    rejection: null,
    detail: '',
  };
  const next = { ...progress, candidates: [...progress.candidates, added] };
  return withRound(next, round, { proposed: inRound(next, round).length });
}

type NewCandidate = Pick<EventOf<'candidate'>, 'round' | 'candidateId' | 'operator'>;

function endProposals(progress: RunProgress, { round, candidates }: EventOf<'proposal-end'>): RunProgress {
  const status = candidates.length === 0 ? 'done' : 'working';
  const { critic, verifier } = progress.modules;
  const waiting = (module: ModuleProgress, verb: 'scored' | 'verified'): ModuleProgress =>
    module.status === 'waiting' ? { status, detail: progressOf(0, candidates.length, verb) } : module;
  const whole = candidates.reduce(
    (next, { id, operator }) => addCandidate(next, { round, candidateId: id, operator }),
    progress,
  );
  return withModules(withRound(whole, round, { proposed: candidates.length }), {
    proposer: { status: 'done', detail: candidatesText(candidates.length) },
    critic: waiting(critic, 'scored'),
    verifier: waiting(verifier, 'verified'),
  });
}

function addCritique(progress: RunProgress, event: EventOf<'critique-end'>): RunProgress {
  const { round, candidateId, quality } = event;
  if (round === 0) return { ...progress, original: { ...progress.original, quality } };
  const next = withCandidate(progress, candidateId, { quality });
  const ofRound = inRound(next, round);
  const scored = ofRound.filter((candidate) => candidate.quality !== null).length;
  return withModules(next, {
    critic: { status: 'working', detail: progressOf(scored, ofRound.length, 'scored') },
  });
}

function addVerification(progress: RunProgress, event: EventOf<'verification-end'>): RunProgress {
  const { round, candidateId, accepted, rejection, detail } = event;
  const status = accepted ? 'accepted' : 'rejected';
  const next = withCandidate(progress, candidateId, { status, rejection, detail });
  const ofRound = inRound(next, round);
  const verified = ofRound.filter((candidate) => candidate.status !== 'proposed').length;
  const acceptedCount = ofRound.filter((candidate) => candidate.status === 'accepted').length;
  return withModules(withRound(next, round, { accepted: acceptedCount }), {
    verifier: { status: 'working', detail: progressOf(verified, ofRound.length, 'verified') },
  });
}

function endRound(progress: RunProgress, event: EventOf<'round-end'>): RunProgress {
  const { round, front, pickId, gain, usage } = event;
  const measured = new Map(front.map((member) => [member.id, member]));
  const candidates = progress.candidates.map((candidate) => {
    const member = measured.get(candidate.id);
    return member === undefined
      ? candidate
      : { ...candidate, tokens: member.tokens, quality: member.quality };
  });
  const { proposer, critic, verifier } = progress.modules;
  return withModules(withRound({ ...progress, candidates, pickId, usage }, round, { gain }), {
    proposer: { ...proposer, status: 'done' },
    critic: { ...critic, status: 'done' },
    verifier: { ...verifier, status: 'done' },
  });
}

function endRun(progress: RunProgress, { report }: EventOf<'run-end'>): RunProgress {
  return { ...progress, usage: report.usage, stopReason: report.stopReason };
}

function waitingModules(): Modules {
  const waiting: ModuleProgress = { status: 'waiting', detail: '' };
  return { proposer: waiting, critic: waiting, verifier: waiting };
}

function withModules(progress: RunProgress, modules: Partial<Modules>): RunProgress {
  return { ...progress, modules: { ...progress.modules, ...modules } };
}

function withRound(progress: RunProgress, round: number, change: Partial<RoundProgress>): RunProgress {
  const rounds = progress.rounds.map((entry) => (entry.round === round ? { ...entry, ...change } : entry));
  return { ...progress, rounds };
}

function withCandidate(progress: RunProgress, id: string, change: Partial<CandidateProgress>): RunProgress {
  const candidates = progress.candidates.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
  return { ...progress, candidates };
}

function inRound(progress: RunProgress, round: number): readonly CandidateProgress[] {
  return progress.candidates.filter((candidate) => candidate.round === round);
}

function candidatesText(number: number): string {
  if (number === 0) return 'No candidates';
  return number === 1 ? '1 candidate' : `${number} candidates`;
}

// Whole sentences, so that they can be translated.
function progressOf(done: number, all: number, verb: 'scored' | 'verified'): string {
  if (all === 0) return 'Nothing to do';
  return verb === 'scored' ? `${done} of ${all} scored` : `${done} of ${all} verified`;
}

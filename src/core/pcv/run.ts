import { lambdaTradeoff, paretoFront, pickByLambda } from '../metrics/lambda.ts';
import type { FrontMember, Operator, StopReason, Usage } from '../model.ts';
import { createCallChain, type CallChain } from '../models/call-chain.ts';
import type { ExaminedCandidate } from './examine-candidate.ts';
import type { MeasuredText, Parent, RejectedIdea } from './modules.ts';
import type { KnownText, OptimizeRequest } from './optimize-request.ts';

/** Everything that a run knows while it goes on. */
export interface Run {
  readonly request: OptimizeRequest;
  readonly startedAtMs: number;
  /** The original by the static rubric, tier E0. */
  readonly rubric: MeasuredText;
  /** The chain of calls that the next round waits for. */
  readonly chain: CallChain;
  /** The original by what the run decides by. */
  original: MeasuredText;
  /** Whether models judge, or the static rubric alone. */
  basis: 'rubric' | 'models';
  /** What a reader of the report has to know about its evidence. */
  readonly notes: string[];
  /** Texts of the front and others that were accepted, by the id of their candidate. */
  readonly known: Map<string, KnownText>;
  readonly texts: Set<string>;
  readonly rejected: RejectedIdea[];
  /** Candidates that have passed the static checks and were looked at, in the order of their slots. */
  readonly examined: ExaminedCandidate[];
  /** Texts of the last round that are still being judged. */
  fresh: readonly Parent[];
  front: readonly FrontMember[];
  pick: FrontMember;
  round: number;
  roundsWithoutGain: number;
  /** A reason to end that was found beside the rounds. */
  ending: StopReason | null;
}

/** A run before its first round: the original is measured by the rubric. */
export async function startRun(request: OptimizeRequest): Promise<Run> {
  const { prompt, counter, modules, clock, signal, models } = request;
  const startedAtMs = clock.monotonicMs();
  const critique = await modules.critic.critique(prompt, signal);
  const rubric = { prompt, tokens: counter.count(prompt.text), critique };
  const original = toOriginal(rubric);
  return {
    request,
    startedAtMs,
    rubric,
    chain: models?.chain ?? createCallChain(),
    original: rubric,
    basis: 'rubric',
    notes: [],
    known: new Map([[original.member.id, original]]),
    texts: new Set([prompt.text]),
    rejected: [],
    examined: [],
    fresh: [],
    front: [original.member],
    pick: original.member,
    round: 0,
    roundsWithoutGain: 0,
    ending: null,
  };
}

/** Takes the original as it is measured now into the front; texts that are compared with it must not be older. */
export function adoptOriginal(run: Run): void {
  run.known.set(originalId, toOriginal(run.original));
  updateFront(run);
}

/** Draws front and pick from what is known; the gain is that of J, in points. */
export function updateFront(run: Run): number {
  const { lambda } = run.request.settings;
  const previous = run.known.get(run.pick.id)?.member ?? knownOriginal(run).member;
  run.front = paretoFront([...run.known.values()].map(({ member }) => member));
  run.pick = pickByLambda(run.front, lambda);
  return lambdaTradeoff({
    qualityGain: run.pick.quality.value - previous.quality.value,
    costChange: run.pick.cost - previous.cost,
    lambda,
  });
}

/** The id that the original has among candidates. */
export const originalId = 'original';

function toOriginal(measured: MeasuredText): KnownText {
  const member = toMember({
    id: originalId,
    operator: 'original',
    round: 0,
    measured,
    original: measured,
  });
  return { member, measured, steps: [], checks: [], verdict: 'inconclusive' };
}

interface MemberParts {
  readonly id: string;
  readonly operator: Operator | 'original';
  readonly round: number;
  readonly measured: MeasuredText;
  readonly original: MeasuredText;
}

/** A measured text as a member of the front. */
export function toMember({ measured, original, ...origin }: MemberParts): FrontMember {
  return {
    ...origin,
    text: measured.prompt.text,
    tokens: measured.tokens,
    cost: original.tokens === 0 ? 1 : measured.tokens / original.tokens,
    quality: measured.critique.quality,
  };
}

/** The original as the front knows it. */
export function knownOriginal(run: Run): KnownText {
  return knownText(run, originalId);
}

/** A text that was accepted. */
export function knownText({ known }: Run, id: string): KnownText {
  const text = known.get(id);
  if (text === undefined) throw new TypeError(`The candidate ${id} was never measured.`);
  return text;
}

/** What a run has used until now. */
export function currentUsage({ request, startedAtMs, chain }: Run): Usage {
  const wallMs = Math.round(request.clock.monotonicMs() - startedAtMs);
  const ofModels = request.models?.usage() ?? noModelUsage;
  return { ...ofModels, wallMs, criticalPathMs: Math.round(chain.lengthMs()) };
}

const noModelUsage = {
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
} as const;

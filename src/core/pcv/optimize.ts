import { isAbortError, yieldToHost } from '../abort.ts';
import { isPromptOpsError } from '../errors.ts';
import { lambdaTradeoff, paretoFront, pickByLambda } from '../metrics/lambda.ts';
import type { Candidate, FrontMember, Operator, StopReason, Usage } from '../model.ts';
import { buildReport } from './build-report.ts';
import type { RunEvent } from './events.ts';
import { judgeCandidate, type JudgedCandidate } from './judge-candidate.ts';
import { mergeGenerators } from './merge-generators.ts';
import type { MeasuredText, Parent, RejectedIdea } from './modules.ts';
import type { KnownText, OptimizeRequest } from './optimize-request.ts';
import { exhaustedBudget, stopAfterRound } from './stop.ts';

interface Run {
  readonly request: OptimizeRequest;
  readonly original: MeasuredText;
  readonly startedAtMs: number;
  readonly known: Map<string, KnownText>;
  readonly texts: Set<string>;
  readonly rejected: RejectedIdea[];
  front: readonly FrontMember[];
  pick: FrontMember;
  round: number;
  roundsWithoutGain: number;
}

/**
 * Runs the Proposer-Critic-Verifier loop on one prompt and yields what happens. It ends with `run-end`, also when it is
 * cancelled, a budget is used up or the provider fails: the best verified candidate so far is kept.
 */
export async function* optimize(request: OptimizeRequest): AsyncGenerator<RunEvent, void> {
  const run = await startRun(request);
  yield runStart(run);
  const stopReason = yield* runRounds(run);
  yield {
    type: 'run-end',
    report: buildReport({
      request,
      stopReason,
      original: run.original,
      front: run.front.map((member) => knownText(run, member)),
      pick: knownText(run, run.pick),
      rounds: run.round,
      usage: currentUsage(run),
    }),
  };
}

async function startRun(request: OptimizeRequest): Promise<Run> {
  const { prompt, counter, modules, clock, signal } = request;
  const startedAtMs = clock.monotonicMs();
  const critique = await modules.critic.critique(prompt, signal);
  const original = { prompt, tokens: counter.count(prompt.text), critique };
  const member = toMember({ id: 'original', operator: 'original', round: 0, measured: original, original });
  return {
    request,
    original,
    startedAtMs,
    known: new Map([[member.id, { member, measured: original, steps: [], checks: [] }]]),
    texts: new Set([prompt.text]),
    rejected: [],
    front: [member],
    pick: member,
    round: 0,
    roundsWithoutGain: 0,
  };
}

function runStart(run: Run): RunEvent {
  const { request, original } = run;
  return {
    type: 'run-start',
    run: request.run,
    iterations: request.settings.iterations,
    original: {
      text: original.prompt.text,
      tokens: original.tokens,
      quality: original.critique.quality,
    },
  };
}

async function* runRounds(run: Run): AsyncGenerator<RunEvent, StopReason> {
  const { request } = run;
  for (;;) {
    await yieldToHost();
    const stopReason = stopBeforeRound(run);
    if (stopReason !== null) return stopReason;
    run.round += 1;
    yield { type: 'round-start', round: run.round };
    try {
      yield* runRound(run);
    } catch (error) {
      return stopReasonOfError(error, request.signal);
    }
  }
}

function stopBeforeRound(run: Run): StopReason | null {
  const { request, original, round, roundsWithoutGain, pick } = run;
  if (request.signal.aborted) return 'cancelled';
  const usage = currentUsage(run);
  if (round === 0 && !request.modules.critic.hasHeadroom(original.critique)) return 'no-headroom';
  if (round === 0) return exhaustedBudget(usage, request.settings.budget);
  const pickQuality = pick.quality.value;
  return stopAfterRound({ round, roundsWithoutGain, pickQuality, usage }, request.settings);
}

function stopReasonOfError(error: unknown, signal: AbortSignal): StopReason {
  if (signal.aborted || isAbortError(error)) return 'cancelled';
  if (isPromptOpsError(error) && error.reason === 'provider-failed') return 'provider-failed';
  throw error;
}

async function* runRound(run: Run): AsyncGenerator<RunEvent, void> {
  const candidates = yield* proposeCandidates(run);
  const { settings, modules, signal } = run.request;
  const previous = run.pick;
  const judged = yield* mergeGenerators(
    candidates.map((candidate) => judgeCandidate({ candidate, original: run.original, modules, signal })),
  );
  for (const result of judged) remember(run, result);
  run.front = paretoFront([...run.known.values()].map(({ member }) => member));
  run.pick = pickByLambda(run.front, settings.lambda);
  const gain = lambdaTradeoff({
    qualityGain: run.pick.quality.value - previous.quality.value,
    costChange: run.pick.cost - previous.cost,
    lambda: settings.lambda,
  });
  run.roundsWithoutGain = gain > settings.convergenceThreshold ? 0 : run.roundsWithoutGain + 1;
  yield {
    type: 'round-end',
    round: run.round,
    front: run.front,
    pickId: run.pick.id,
    gain,
    usage: currentUsage(run),
  };
}

async function* proposeCandidates(run: Run): AsyncGenerator<RunEvent, readonly Candidate[]> {
  const { settings, modules, signal } = run.request;
  yield { type: 'proposal-start', round: run.round };
  const candidates = await modules.proposer.propose(
    {
      round: run.round,
      settings,
      parents: parentsOf(run),
      rejected: run.rejected,
      knownTexts: run.texts,
    },
    signal,
  );
  for (const { text } of candidates) run.texts.add(text);
  yield {
    type: 'proposal-end',
    round: run.round,
    candidates: candidates.map(({ id, operator, text }) => ({ id, operator, text })),
  };
  return candidates;
}

/** The front as parents, the current pick first. */
function parentsOf(run: Run): readonly Parent[] {
  const ordered = [run.pick, ...run.front.filter(({ id }) => id !== run.pick.id)];
  return ordered.map((member) => {
    const { measured, steps } = knownText(run, member);
    return { member, prompt: measured.prompt, findings: measured.critique.findings, steps };
  });
}

function remember(run: Run, result: JudgedCandidate): void {
  if (result.kind === 'rejected') {
    run.rejected.push(result);
    return;
  }
  const { candidate, measured, checks } = result;
  const { id, operator, round, steps } = candidate;
  const member = toMember({ id, operator, round, measured, original: run.original });
  run.known.set(id, { member, measured, steps, checks });
}

function toMember(parts: {
  readonly id: string;
  readonly operator: Operator | 'original';
  readonly round: number;
  readonly measured: MeasuredText;
  readonly original: MeasuredText;
}): FrontMember {
  const { measured, original, ...origin } = parts;
  return {
    ...origin,
    text: measured.prompt.text,
    tokens: measured.tokens,
    cost: original.tokens === 0 ? 1 : measured.tokens / original.tokens,
    quality: measured.critique.quality,
  };
}

function knownText({ known }: Run, member: FrontMember): KnownText {
  const text = known.get(member.id);
  if (text === undefined) throw new TypeError(`The candidate ${member.id} was never measured.`);
  return text;
}

function currentUsage({ request, startedAtMs }: Run): Usage {
  const wallMs = Math.round(request.clock.monotonicMs() - startedAtMs);
  const ofModels = request.usage?.() ?? noModelUsage;
  return { ...ofModels, wallMs };
}

const noModelUsage = {
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  criticalPathMs: 0,
} as const;
